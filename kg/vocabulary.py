"""The vocabulary: entity types and relations, read from `schema/entities/` and `schema/relations/`, a YAML file each.

In: YAML. Out: `EntityType` and `Relation`, validated; an error names the file and the key. Only words that stand here
become labels, relation types and property names in an engine or an export.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kg.errors import ModelError, SchemaError, UsageError
from kg.resources import files, schema_hash, schema_path

if TYPE_CHECKING:
    from kg.model import Claim

PathRule = Literal["none", "forward", "backward", "both"]
_Model = TypeVar("_Model", bound=BaseModel)


class _Definition(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EntityType(_Definition):
    """One entity type: its label in engines, its STIX type, the roles it may have."""

    name: str = Field(pattern=r"^[A-Z][A-Za-z]+$")
    description: str
    label: str = Field(pattern=r"^[A-Z][A-Za-z]+$")
    stix: str
    roles: tuple[str, ...] = ()
    owned: bool = False  # belongs to an Organization and is never merged across owners
    verbatim: bool = False  # compared letter by letter: an address or a hash is no name that is written in several ways
    local: bool = False  # known by a key within its document, not by its name alone
    in_paths: bool = True  # locations, sectors and techniques carry no path unless asked
    roles_out_of_paths: tuple[str, ...] = ()  # nor do those who have such a role: who looks into many incidents links none


class Qualifier(_Definition):
    """One qualifier of a relation's claims; `values` where it is one of a fixed few."""

    description: str
    values: tuple[str, ...] = ()


class Relation(_Definition):
    """One relation: its ends, how it reads, whether a path may pass, its names elsewhere."""

    name: str = Field(pattern=r"^[a-z]+(_[a-z]+)*$")
    description: str
    domain: tuple[str, ...] = Field(min_length=1)
    range: tuple[str, ...] = ()
    object_optional: bool = False
    symmetric: bool = False
    phrase: str = Field(pattern=r"\{subject\}")
    path: PathRule = "none"
    path_kind: Literal["attribution", "association", "context"] = "context"
    stix: str
    neo4j: str = Field(pattern=r"^[A-Z]+(_[A-Z]+)*$")
    qualifiers: dict[str, Qualifier] = {}


@dataclass(frozen=True)
class Vocabulary:
    """All entity types and relations by name."""

    types: Mapping[str, EntityType]
    relations: Mapping[str, Relation]

    def check(self, claim: Claim) -> None:
        """Raise `ModelError` unless the claim's relation, ends and qualifiers are as the schema has them."""
        relation = self.relations.get(claim.relation)
        place = f"claim {claim.id}"
        if relation is None:
            known = ", ".join(sorted(self.relations))
            raise ModelError(f"no relation is called {claim.relation!r}", place=place, remedy=f"one of {known}")
        self._check_end(claim.subject.type, relation.domain, f"the subject of {relation.name}", place)
        if claim.object is not None:
            self._check_end(claim.object.type, relation.range, f"the object of {relation.name}", place)
        elif relation.range and not relation.object_optional:
            raise ModelError(f"{relation.name} needs an object", place=place, remedy=f"one of {relation.range}")
        for name, value in claim.qualifiers.items():
            declared = relation.qualifiers.get(name)
            if declared is None or (declared.values and value not in declared.values):
                raise ModelError(
                    f"{relation.name} has no qualifier {name}={value!r}",
                    place=place,
                    remedy=f"see schema/relations/{relation.name}.yaml",
                )

    @staticmethod
    def _check_end(kind: str, allowed: tuple[str, ...], what: str, place: str) -> None:
        if kind not in allowed:
            raise ModelError(f"{what} is a {kind}", place=place, remedy=f"one of {', '.join(allowed) or 'nothing'}")


def check_word(what: str, given: str, known: Collection[str]) -> None:
    """Raise `UsageError` with the words there are, unless the given one is among them."""
    if given not in known:
        raise UsageError(f"no {what} is called {given!r}", remedy=f"one of {', '.join(known)}")


def vocabulary() -> Vocabulary:
    """The vocabulary of the schema as it stands; read again when a file of it changes."""
    return _vocabulary(schema_hash())


@lru_cache(maxsize=2)
def _vocabulary(_key: str) -> Vocabulary:
    types = dict(_definitions("entities", EntityType))
    relations = dict(_definitions("relations", Relation))
    for name, relation in relations.items():
        unknown = [t for t in (*relation.domain, *relation.range) if t not in types]
        if unknown:
            raise SchemaError(f"unknown entity type {unknown[0]!r}", place=f"schema/relations/{name}.yaml: domain, range")
    return Vocabulary(MappingProxyType(types), MappingProxyType(relations))


def _definitions(folder: str, model: type[_Model]) -> Iterator[tuple[str, _Model]]:
    for path in files("schema", ".yaml", folder):
        definition = validated(model, read_yaml(path), path)
        yield path.stem if folder == "relations" else definition.model_dump()["name"], definition


def load_schema(model: type[_Model], *parts: str) -> _Model:
    """One validated file of `schema/`, as the given pydantic model."""
    path = schema_path(*parts)
    return validated(model, read_yaml(path), path)


def validated(model: type[_Model], data: object, path: Path) -> _Model:
    """Data as a model; a `SchemaError` names the file and each key that is wrong."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'the file'}: {e['msg']}" for e in error.errors())
        raise SchemaError(wrong, place=_shown(path), remedy="mend the key, or compare with its neighbours") from error


def read_yaml(path: Path) -> Any:
    """The content of one YAML file, by the C loader where PyYAML has it."""
    import yaml

    try:
        with path.open("rb") as stream:
            return yaml.load(stream, Loader=_yaml_loader())  # noqa: S506 (it is a safe loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SchemaError(f"not YAML: {error}", place=_shown(path)) from error


@lru_cache(maxsize=1)
def _yaml_loader() -> Any:
    """PyYAML's safe loader, by the C parser where it is, with the booleans of YAML 1.2: "on" and "no" are words."""
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        yaml_implicit_resolvers = {
            first: [(tag, p) for tag, p in found if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
            for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    return Loader


def _shown(path: Path) -> str:
    parts = path.parts
    return "/".join(parts[parts.index("schema") :]) if "schema" in parts else str(path)
