"""A load: how much was new, what was there already, what was refused and why, what reading again changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.cli.render.page import Page, Part, clean, shortened
from kg.cli.render.parts import heading
from kg.model import Omission
from kg.workspace.filling import Change, Filled, LoadReport, Reread

_ROWS = 20  # documents or changes that are listed one by one; `--format json` has all
_TITLE = 60


def render(page: Page, report: LoadReport) -> None:
    """Counts, then what they are made of."""
    there = len(report.loaded) - report.new
    would = "would be " if report.dry else ""
    counts = [_counted(report.new, "document", f"{would}new")]
    if report.dry:
        counts += [f"{sum(f.new and not f.claims for f in report.loaded):,} of them texts to be read"]
        counts += [_counted(report.claims, "claim", "of records")] if report.claims else []
    else:
        counts += [_counted(report.claims, "claim", "read")]
    if there:
        changed = f" ({report.changed:,} with something new of it)" if report.changed else ""
        counts.append(f"{there:,} there already{changed}")
    if report.refused:
        counts.append(f"{len(report.refused):,} refused")
    page.line(Part(", ".join(counts), "title"))
    _documents(page, [f for f in report.loaded if f.new], report.dry)
    for refusal in report.refused:
        remedy = f" ({clean(refusal.remedy)})" if refusal.remedy else ""
        page.wrapped(Part(f"refused {clean(refusal.place)}: {clean(refusal.why)}{remedy}", "doubt"), margin="  ", hang=2)
    _omitted(page, report.omitted)
    if report.reread:
        _reread(page, report.reread)


def _counted(count: int, what: str, how: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'} {how}"


def _documents(page: Page, new: Sequence[Filled], dry: bool) -> None:
    """What is new; after a dry run with the loader of each file, else with what was read."""
    if not 0 < len(new) <= _ROWS:
        return
    if dry:
        rows = [[shortened(f.document, _TITLE), f.loader, str(f.words), clean(f.place)] for f in new]
        page.table(("would be new", "as", "words", "from"), rows, right=(2,))
    else:
        rows = [[shortened(f.document, _TITLE), str(f.claims), str(f.words), str(f.skipped), clean(f.place)] for f in new]
        page.table(("new document", "claims", "words", "not read", "from"), rows, right=(1, 2, 3))


def _omitted(page: Page, omitted: Sequence[Omission]) -> None:
    """What no claim was made of, the commonest first; several files' together."""
    counts: Counter[tuple[str, str]] = Counter()
    for omission in omitted:
        counts[omission.what, omission.why] += omission.count
    if not counts:
        return
    heading(page, f"No claim is made of {sum(counts.values()):,} records")
    rows = [[f"{count:,}", clean(what), clean(why)] for (what, why), count in counts.most_common(_ROWS)]
    page.table(("records", "what", "why"), rows, right=(0,))
    if len(counts) > _ROWS:
        page.line(f"  … and {len(counts) - _ROWS:,} more kinds (--format json lists all)")


def _reread(page: Page, reread: Reread) -> None:
    heading(page, f"Read again: {_counted(reread.documents, 'text', '')}".rstrip())
    for what, style, changes in (("gained", "good", reread.gained), ("lost", "doubt", reread.lost)):
        page.line(Part(f"  {len(changes):,} claims {what}", style))
        for change in changes[:_ROWS]:
            page.wrapped(_change(change), margin="    ", hang=2)
        if len(changes) > _ROWS:
            page.line(f"    … and {len(changes) - _ROWS:,} more (--format json lists all)")


def _change(c: Change) -> str:
    ends = " → ".join(filter(None, (c.subject, c.object)))
    return clean(f"{c.relation}: {ends} ({c.stance}, {c.speaker}), in {shortened(c.document, _TITLE)}")
