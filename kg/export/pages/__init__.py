"""Pages: self-contained HTML that needs no network. In: a template of `parts/`, values. Out: the bytes of a file.

All text is escaped by Jinja; control characters and what turns the writing direction are made visible. The page's own policy
(CSP 3) forbids every connection, and allows the style and the scripts that were put into it by their hashes: a script in a
report's text would not run, even if it came through unescaped.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.export.pages.looks import Looks, looks
from kg.questions.shown import clean

if TYPE_CHECKING:
    import jinja2

    from kg.view import View

PARTS = Path(__file__).parent / "parts"
_POLICY = "default-src 'none'; style-src {style}; script-src {early} {late}; base-uri 'none'; form-action 'none'"


def page(template: str, title: str, *, early: tuple[str, ...] = (), late: tuple[str, ...] = (), **values: Any) -> bytes:
    """A page from the template `parts/NAME.html`, with scripts `parts/NAME.js`.

    The `early` ones run where the template places them, while the rest is still being read; the `late` ones at the end.
    """
    from markupsafe import Markup

    texts = {
        "style": _colours(looks()) + _part("page.css"),
        "early": "\n".join(_part(f"{name}.js") for name in ("theme", *early)),
        "late": "\n".join(_part(f"{name}.js") for name in ("entries", *late)),
    }
    texts["policy"] = _POLICY.format(**{name: _hash(text) for name, text in texts.items()})
    shown = {name: Markup(text) for name, text in texts.items()}  # noqa: S704 (files of this folder)
    text = _templates().get_template(f"{template}.html").render(title=title, looks=looks(), **shown, **values)
    return text.encode("utf-8", "backslashreplace")


def answer(view: View, question: str, result: Any) -> bytes:
    """The result of a question as a page; `kg/export/pages/answers/QUESTION.py` makes it."""
    made: bytes = import_module(f"kg.export.pages.answers.{question}").page_of(view, result)
    return made


@lru_cache(maxsize=1)
def _templates() -> jinja2.Environment:
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(PARTS),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["json.dumps_kwargs"] = {"separators": (",", ":")}  # ASCII, so that no line separator ends a script
    made.filters["number"] = lambda n: f"{n:,}"
    made.filters["words"] = lambda name: str(name).replace("_", " ")
    return made


def _harmless(value: Any) -> Any:
    return clean(value) if type(value) is str else value  # markup is a str, too, and stays as it is


@lru_cache(maxsize=16)
def _part(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _colours(known: Looks) -> str:
    """The colours of both themes as variables of CSS: the reader's system chooses, unless a button of the page does."""

    def theme(name: str, colours: dict[str, str]) -> str:
        return f"{{color-scheme:{name};{''.join(f'--{n}:{c};' for n, c in colours.items())}}}"

    light, dark = theme("light", known.themes.light), theme("dark", known.themes.dark)
    return "\n".join(
        (
            f":root{light}",
            f"@media screen and (prefers-color-scheme:dark){{:root{dark}}}",
            f"@media screen{{:root[data-theme=light]{light}:root[data-theme=dark]{dark}}}",
            *(f".k-{kind.name}{{color:var(--{kind.colour})}}" for kind in known.kinds),
        )
    )
