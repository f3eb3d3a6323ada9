"""`kg schema`: nothing in; labels, relationship types and properties out, for those who write Cypher."""

from __future__ import annotations

import click

SECTION = "Ask"


@click.command()
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How the answer is written.")  # fmt: skip
def command(format_: str) -> None:
    """Labels, relationship types and properties, for Cypher."""
    from kg.cypher.listing import listing

    found = listing()
    if format_ == "json":
        from kg.cli.options import print_json
        from kg.questions.result import as_data

        print_json(as_data(found))
    else:
        from kg.cli.render import lay_out

        lay_out("schema", found)
