"""What answers show alike: a confidence, a doubt, who said it and where. In: fields of results. Out: parts of lines."""

from __future__ import annotations

from kg.cli.render.page import Cell, Line, Page, Part, clean, shortened
from kg.questions.testimony import Named

CREDIBILITY = {  # NATO AJP-2.1, annex on the evaluation of information
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
_LABEL = 72  # characters of a document's title that are shown
_UNNAMED = "unnamed"


def confidence(number: int, word: str) -> Part:
    """A confidence in number and word: `15 low`."""
    return Part(f"{number} {word}", word)


def standing(status: str, claimed: bool) -> Part:
    """The status; a claimed link is marked as such wherever it appears."""
    return Part(f"{status}, CLAIMED" if claimed else status, "doubt" if claimed else "")


def speaker(words: str, kind: str) -> Part:
    """Who vouches; that nobody does by name is marked."""
    return Part(clean(words), "doubt" if kind == _UNNAMED else "")


def document(label: str, publisher: str | None, published: str | None) -> str:
    """The document in a line: its title, publisher and date."""
    where = [shortened(label, _LABEL)]
    if publisher and publisher not in label:
        where.append(clean(publisher))
    where.append(published or "undated")
    return ", ".join(where)


def quoted(text: str) -> Part:
    """The words of a document, in quotation marks."""
    return Part(f"“{clean(text)}”", "quote")


def entity(named: Named) -> Line:
    """An entity: its name, what it is, and an incident's handle."""
    kind = f"{named.type} {named.handle}" if named.handle else named.type
    return (Part(clean(named.name), "title"), Part(f"  {kind}", "dim"))


def named_or_nobody(named: Named | None) -> str:
    """The name of an entity, or that there is none."""
    return clean(named.name) if named else "nobody"


def dotted(*cells: Cell | None) -> list[Cell]:
    """Cells with a dot between them; those that are None or empty are left out."""
    line: list[Cell] = []
    for cell in cells:
        if cell is None or cell == "":
            continue
        line += [Part(" · ", "dim"), cell] if line else [cell]
    return line


def counted(count: int, what: str) -> str:
    """A count with its noun: 1 document, 2 documents."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def heading(page: Page, text: str) -> None:
    """A line that opens a section, after a blank one."""
    page.line()
    page.line(Part(text, "title"))
