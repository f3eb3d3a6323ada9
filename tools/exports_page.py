"""Write docs/exports.md, the page of all export formats. In: modules of kg/export/. Out: Markdown; `--check` only compares.

usage: python -m tools.exports_page [--check]
"""

from __future__ import annotations

import inspect
import re
import sys
from importlib import import_module
from pathlib import Path

from kg.export import Format, format_of, formats
from tools.generated_page import cell, write_or_check

PAGE = Path(__file__).resolve().parent.parent / "docs" / "exports.md"
HEAD = """# Export formats

<!-- written by tools/exports_page.py from kg/export/*.py: change them, then run `make golden` -->

`kg export FORMAT -o FILE` writes the graph for another tool. Each format is a module in `kg/export/` that is found by being
there. In all of them a link keeps its doubt: confidence, status, whether it is only claimed, stances, speakers and quotes.
What a format cannot hold is said here, and on stderr with every export.

## A part of the graph

```console
$ export KG_LEDGER=exports.db
$ kg load samples
$ kg export dot -o near.dot --about "Black Cedar Front" --hops 2
$ kg export csv -o firm.zip --min-confidence 70
$ kg export stix -o doubt.json --status unverified --status disputed --relation attributed_to
$ kg export gexf -o early.gexf --as-of 2025-05-31 --tlp clear --without "Courier Online"
```

`--about`, `--hops`, `--min-confidence`, `--status` and `--relation` choose what is shown; hops are counted over links that
pass the rest. They change no number: what is left out of sight supports a link as before. `--as-of`, `--tlp` and `--without`
compute everything anew, as if the rest did not exist: so use `--tlp`, not a selection, before you hand something on. `-o -`
writes to stdout; a format that writes a folder writes a zip where the name ends so. In Python:

```python
import kg
from kg.view.part import Selection

workspace = kg.open("python.db")
workspace.load(["samples"])
near = Selection(about="Black Cedar Front", hops=1)
assert len(workspace.view().part(near).graph) == 2  # networkx, of the same part
workspace.export("graphml", "near.graphml", near)
```

## The formats

| format | for | cannot hold |
| --- | --- | --- |
"""


def page(known: list[Format]) -> str:
    """The whole page."""
    return HEAD + "".join(map(row, known)) + "".join(map(section, known))


def row(format_: Format) -> str:
    """One format in the table."""
    lost = "; ".join(format_.loses) or "nothing is lost"
    return f"| [{format_.name}](#{format_.name}) | {cell(format_.about)} | {cell(lost)} |\n"


def section(format_: Format) -> str:
    """One format: what its module says of itself, without the line that the table has."""
    module = import_module(f"kg.export.{format_.name.replace('-', '_')}")
    said = inspect.cleandoc(module.__doc__ or "").partition("\n")[2].strip()
    return f"\n### {format_.name}\n\n{re.sub(r'^In: [^.]*[.] Out: ', 'What is written: ', said)}\n"


def main() -> int:
    """Write the page, or say whether it is in step."""
    return write_or_check(PAGE, page([format_of(name) for name in formats()]), "kg/export/", __doc__)


if __name__ == "__main__":
    sys.exit(main())
