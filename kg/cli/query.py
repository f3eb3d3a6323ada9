"""`kg query NAME`: a named query and its parameters in; its rows as a table, JSON, JSON Lines or CSV out."""

from __future__ import annotations

import click

from kg.cli.options import Ask, asks


@click.command()
@click.argument("name", required=False)
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the query.")
@click.option("--list", "list_", is_flag=True, help="The named queries there are.")
@click.option("--show", is_flag=True, help="What the query asks, its parameters, and its text.")
@click.option("--engine", default="embedded", show_default=True, metavar="ENGINE", help="embedded, or neo4j (NEO4J_URI).")
@click.option("--limit", type=click.IntRange(1), default=1000, show_default=True, help="At most this many rows.")
@click.option("--timeout", type=click.FloatRange(0.01), default=60.0, show_default=True, help="Seconds.")
@asks("table", "json", "jsonl", "csv")
def command(
    ask: Ask, name: str | None, params: tuple[str, ...], list_: bool, show: bool, engine: str, limit: int, timeout: float
) -> None:
    """A named query, such as claimed-links: what nobody vouches for.

    `kg query --list` lists them; docs/queries.md tells how to read each answer.
    """
    from kg.cli.render.cypher import rows
    from kg.questions.query import bind, named_queries, named_query, parsed

    if list_:
        ask.answer("query", list(named_queries().values()))
    elif name is None:
        raise click.UsageError("name a query; `kg query --list` lists them")
    elif show:
        ask.answer("query", named_query(name))
    else:
        given = parsed(params)
        bind(named_query(name), given)  # a wrong name or parameter is said before anything is computed
        ask.view()  # notes what it leaves out
        rows(ask, lambda: ask.workspace.query(name, given, engine=engine, limit=limit, timeout=timeout))
