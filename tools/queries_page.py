"""Write docs/queries.md, the page of all named queries. In: queries/*.cypher. Out: Markdown; `--check` only compares.

usage: python -m tools.queries_page [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

from kg.questions.query import NamedQuery, named_queries
from tools.generated_page import cell, write_or_check

PAGE = Path(__file__).resolve().parent.parent / "docs" / "queries.md"
HEAD = """# Named queries

<!-- written by tools/queries_page.py from queries/*.cypher: change them, then run `make golden` -->

`kg query NAME -p PARAMETER=VALUE` asks one of these, on the embedded engine or with `--engine neo4j`; the rows are the same.
`--format table|json|jsonl|csv` chooses how they are written. Each is a file in `queries/` that can be pasted into Neo4j
Browser as it stands; a file of your own in `queries/` of a folder that `KG_MATERIAL` names is found beside them. `kg schema`
lists labels, relationship types and properties.

| query | asks |
| --- | --- |
"""


def page(queries: list[NamedQuery]) -> str:
    """The whole page."""
    contents = "".join(f"| [{query.id}](#{query.id}) | {cell(query.question)} |\n" for query in queries)
    return HEAD + contents + "".join(map(section, queries))


def section(query: NamedQuery) -> str:
    """One query."""
    parts = [f"\n## {query.id}", f"**{query.title}.** {query.question}", query.reading.strip(), f"`{query.example}`"]
    if query.parameters:
        rows = (
            f"| `{name}` | {p.type} | {'required' if p.required else shown(p.default)} | {cell(p.description)} |"
            for name, p in query.parameters.items()
        )
        parts.append("\n".join(("| parameter | type | default | |", "| --- | --- | --- | --- |", *rows)))
    columns = (f"| `{name}` | {cell(meaning)} |" for name, meaning in query.columns.items())
    parts.append("\n".join(("| column | |", "| --- | --- |", *columns)))
    parts.append(f"```cypher\n{query.text}\n```")
    return "\n\n".join(parts) + "\n"


def shown(default: object) -> str:
    """A default as one types it."""
    if isinstance(default, bool):
        return "yes" if default else "no"
    return f"`{default}`" if default != "" else "empty"


def main() -> int:
    """Write the page, or say whether it is in step."""
    return write_or_check(PAGE, page([query for _, query in sorted(named_queries().items())]), "queries/", __doc__)


if __name__ == "__main__":
    sys.exit(main())
