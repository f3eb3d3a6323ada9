"""CSV tables of incidents or claims: what the columns mean is said by a mapping file (`docs/tables.md`).

Each row gives claims. Rows that name one address are one document; a row that names none is a document of its own. What is
wrong with a row is told with row and column, and the other rows are loaded.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import BinaryIO

from kg.errors import LoadError
from kg.loading.decoding import decoded, read_bytes
from kg.loading.documents import host
from kg.loading.mapping import CellError, Row, RowReader, TableMapping, check_columns, read_mapping
from kg.loading.settings import settings
from kg.model import Claim, Document, Marking, Origin, RecordClaim, RecordEvidence, Refusal

FORMAT = "CSV with a mapping file"
YIELDS = ("claims",)

Numbered = tuple[int, Row]


def sniff(head: bytes, name: str) -> float:
    """Fairly sure of lines that all have the same columns; a suffix alone is enough to say what is missing."""
    known = settings().tables
    if PurePath(name).suffix.lower() in known.suffixes:
        return 0.7
    text = head.decode("utf-8", "ignore").removeprefix("\ufeff")
    lines = text.splitlines()[: known.sniffed_lines] if len(head) < settings().head_bytes else text.splitlines()[:-1]
    return 0.5 if any(_is_table(lines[: known.sniffed_lines], delimiter) for delimiter in known.delimiters) else 0.0


def load(stream: BinaryIO, origin: Origin) -> Iterator[RecordClaim | Refusal]:
    """The claims of all rows."""
    text = decoded(read_bytes(stream, origin.name, settings().tables.max_bytes), origin.name)
    mapping = _mapping(origin, text)
    reader = RowReader(mapping, settings().tables.max_claims)
    sources: dict[str, _Source] = {}
    for row in _rows(text, mapping, origin.name):
        if isinstance(row, Refusal):
            yield row
            continue
        try:
            _take(row, reader, sources, origin)
        except CellError as error:
            yield Refusal(place=_place(origin, row[0]), why=error.message, remedy=error.remedy or "mend the cell")
    for source in sources.values():
        yield from source.records(origin)


@dataclass
class _Source:
    """What the rows of one document say of it, the rows, and their claims, which learn the document's text at the end."""

    said: dict[str, str]
    rows: list[Numbered] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def records(self, origin: Origin) -> Iterator[RecordClaim]:
        """The claims with their document."""
        name = PurePath(origin.name).name
        address = self.said.get("address")
        document = Document(
            text="\n\n".join("\n".join(_cells(row)) for _, row in self.rows),
            title=self.said.get("title"),
            address=address,
            publisher=self.said.get("publisher") or origin.publisher or host(address),
            published=self.said.get("published") or origin.published,
            retrieved=self.said.get("retrieved"),
            author=self.said.get("author"),
            marking=origin.marking or Marking.CLEAR,
            record=name if len(self.rows) > 1 else f"{name} row {self.rows[0][0]}",
        )
        for claim in self.claims:
            yield RecordClaim(document=document, claim=claim.model_copy(update={"content_id": document.content_id}))


def _take(row: Numbered, reader: RowReader, sources: dict[str, _Source], origin: Origin) -> None:
    """Put a row and its claims to its document; raises `CellError` if there are none, or another row speaks against it."""
    number, cells = row
    record = f"{PurePath(origin.name).name} row {number}"
    claims = reader.claims(cells, RecordEvidence(record=record, detail="; ".join(_cells(cells))))
    if not claims:
        raise CellError("no claim comes of the row: the things that it would speak of are empty", remedy="fill them in")
    said = reader.document(next(iter(reader.rows(cells))))
    source = sources.setdefault(said.get("address") or record, _Source(said))
    for name, value in source.said.items():
        if said.get(name) != value:
            why = f"{name} is {said.get(name)!r}, but row {source.rows[0][0]} says {value!r} of the same address"
            raise CellError(why, remedy="one of them is wrong; or leave the address out")
    source.rows.append(row)
    source.claims += claims


def _cells(row: Row) -> list[str]:
    return [f"{column}: {value.strip()}" for column, value in row.items() if value.strip()]


def _rows(text: str, mapping: TableMapping, place: str) -> Iterator[Numbered | Refusal]:
    """The rows below the header, numbered as a spreadsheet does; empty ones are passed over."""
    delimiter = mapping.delimiter or _delimiter(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number, columns = 1, _header(lines, place)
    check_columns(mapping, columns, place)
    while True:
        number += 1
        try:
            cells = next(lines, None)
        except csv.Error as error:
            remedy = "mend the row; those after it are not loaded"
            yield Refusal(place=f"{place}: row {number}", why=f"no CSV: {error}", remedy=remedy)
            return
        if cells is None:
            return
        if cells and len(cells) != len(columns):
            why = f"the row has {len(cells)} cells, the header has {len(columns)}"
            yield Refusal(place=f"{place}: row {number}", why=why, remedy="look for a quote or delimiter that is missing")
        elif any(cell.strip() for cell in cells):
            yield number, dict(zip(columns, cells, strict=True))


def _header(lines: Iterator[list[str]], place: str) -> list[str]:
    try:
        columns = [cell.strip() for cell in next(lines, [])]
    except csv.Error as error:
        raise LoadError(f"no CSV: {error}", place=f"{place}: row 1", remedy="mend the header") from error
    double = next((c for c in columns if columns.count(c) > 1), None)
    if double is not None:
        raise LoadError(f"two columns are called {double!r}", place=f"{place}: row 1", remedy="give each its own name")
    return columns


def _mapping(origin: Origin, text: str) -> TableMapping:
    """The mapping that the user has named, or the one beside the file."""
    if origin.mapping:
        return read_mapping(Path(origin.mapping))
    path = Path(origin.name)
    for ending in (*settings().archives.endings, *settings().tables.suffixes):
        if path.suffix.lower() == ending:
            path = path.with_suffix("")
    path = path.with_name(path.name + settings().tables.mapping)
    if not path.is_file():
        columns = text.partition("\n")[0][:300].strip()
        remedy = f"write {path.name} beside it or give --mapping FILE (docs/tables.md); the columns are: {columns}"
        raise LoadError("no mapping says what the columns mean", place=origin.name, remedy=remedy)
    return read_mapping(path)


def _delimiter(text: str) -> str:
    """What parts the cells of the header best."""
    header = text.partition("\n")[0]
    return max(settings().tables.delimiters, key=header.count)


def _is_table(lines: list[str], delimiter: str) -> bool:
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter, strict=True) if row]
    except csv.Error:
        return False
    known, header = settings().tables, rows[0] if rows else []
    named = all(0 < len(cell.strip()) <= known.longest_name for cell in header) and len(set(header)) == len(header)
    return len(rows) > 1 and len(header) >= known.least_columns and named and len({len(row) for row in rows}) == 1


def _place(origin: Origin, number: int) -> str:
    return f"{origin.name}: row {number}"
