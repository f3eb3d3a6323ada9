"""Leftovers of web pages: text in, the spans of it that are menus, widgets, teasers, notices and repeated headlines out.

Nothing is cut and no offset moves: a reader passes over the spans. What counts are cues (`schema/leftovers.yaml`) and the
company they are in; a line is never passed over for being short alone, and running text only where it is a notice or a
reader's comment. The steps run in order, and a line that one has marked is not looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kg.loading.cues import Cues, Shape, cues
from kg.loading.lines import Line, lines_of
from kg.model import Span

_START = 200  # of a line: where a notice shows
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?=\s|$)")


def leftovers(text: str, done: Sequence[Span] = (), headline: tuple[int, int] | None = None) -> list[Span]:
    """The spans of a text that are not read, in order; `done` are marked already, `headline` is where the title stands."""
    known = cues()
    if text.count("\n") > known.shape.max_lines:
        return []  # a table or a log
    lines = lines_of(text, known)
    after = max(headline[1] if headline else 0, *(s.end for s in done), 0)
    body = [line for line in lines if line.start >= after and not line.blank]
    title = text[slice(*headline)] if headline else None
    _mark_notices(text, body, known)
    _mark_comments(body, known)
    _mark_menus(lines, known)
    _mark_sections(body)
    _mark_tail(body, known)
    _mark_repeats(body, title, known)
    return list(_spans([line for line in lines if line.start >= after]))


def _mark_notices(text: str, body: list[Line], known: Cues) -> None:
    """Cookie, consent and newsletter notices: from a line that begins like one to the end of their last sentence."""
    for index, line in enumerate(body):
        if line.why or not known.notice.match(line.text[:_START]):
            continue
        reach = body[index : index + known.shape.paragraph_lines]
        end = _notice_end(text, reach, known)
        for each in reach:
            if each.end <= end:
                each.why = "notice"


def _notice_end(text: str, reach: list[Line], known: Cues) -> int:
    """Where a notice ends: sentence by sentence, as long as they speak of the same; a cue in its way is its last line."""
    start = reach[0].start
    stop = reach[-1].end
    for before, line in pairwise(reach):
        if line.cue == "strong" and not known.notice.match(line.text[:_START]):
            stop = line.end
            break
        if line.start > before.end + 1:  # a blank line
            stop = before.end
            break
    end = start
    for match in _SENTENCE_END.finditer(text, start, stop):
        if end > start and not known.goes_on.search(text, end, match.end()):
            return end
        end = match.end()
    return stop if end == start or known.goes_on.search(text, end, stop) or not text[end:stop].strip() else end


def _mark_comments(body: list[Line], known: Cues) -> None:
    """Readers' comments: from the line with a name and a date to the link that answers it."""
    for index, line in enumerate(body):
        if line.why or not line.is_short or not known.comment.match(line.text):
            continue
        reach = body[index : index + known.shape.comment_lines]
        end = next((i for i, each in enumerate(reach) if known.answer.match(each.text)), None)
        if end is None:
            continue
        for each in reach[: end + 1]:
            each.why = "comment"
        if index and not body[index - 1].prose:
            body[index - 1].why = "comment"


def _mark_menus(lines: list[Line], known: Cues) -> None:
    """Cues, and in a run of lines that are no running text also what stands between two of them."""
    for run in _runs(lines):
        strong = [i for i, line in enumerate(run) if line.cue == "strong"]
        for index in strong:
            run[index].why = run[index].why or "page furniture"
        if not strong:
            continue
        marks = _in_company(run, known.shape.gap)
        for left, right in pairwise(marks):
            if right - left <= known.shape.gap:
                for line in run[left : right + 1]:
                    line.why = line.why or "page furniture"
        if len(marks) >= known.shape.dense and marks[0] <= known.shape.lead:
            for line in run[: marks[0]]:
                line.why = line.why or "page furniture"


def _in_company(run: list[Line], gap: int) -> list[int]:
    """Indexes of strong cues, and of the weak ones that a chain of cues ties to one."""
    marks = [i for i, line in enumerate(run) if line.cue]
    chains: list[list[int]] = []
    for index in marks:
        if chains and index - chains[-1][-1] <= gap:
            chains[-1].append(index)
        else:
            chains.append([index])
    return [i for chain in chains if any(run[i].cue == "strong" for i in chain) for i in chain]


def _runs(lines: list[Line]) -> Iterator[list[Line]]:
    """Stretches of lines without running text, indicators or blank lines."""
    run: list[Line] = []
    for line in lines:
        if line.blank or line.prose or line.indicator:
            if run:
                yield run
            run = []
        else:
            run.append(line)
    if run:
        yield run


def _mark_sections(body: list[Line]) -> None:
    """Teasers under a heading like "Related articles", as far as they go: to the next running text, heading or indicator."""
    inside, before = False, None
    for line in body:
        if line.cue == "section":
            inside = True
            line.why = line.why or "list of other articles"
        elif inside and (line.prose or line.indicator or line.raw.startswith("#") or _resumes(before, line)):
            inside = False
        elif inside:
            line.why = line.why or "list of other articles"
        before = line


def _resumes(before: Line | None, line: Line) -> bool:
    """Whether a line ends a sentence that something inserted had broken off: it follows a cue and begins in lower case."""
    return before is not None and bool(before.cue) and line.text[:1].islower() and line.ends_sentence and not line.cue


def _mark_tail(body: list[Line], known: Cues) -> None:
    """What follows a comment form, where the report stands before it: all but running text."""
    running = [len(line.words) if line.prose and not line.why else 0 for line in body]
    before, after = 0, sum(running)
    for index, line in enumerate(body):
        enough = known.shape.tail_words
        if before >= enough > after and not line.prose and line.is_short and known.form.match(line.text):
            for each in body[index:]:
                if not each.prose and not each.indicator:
                    each.why = each.why or "after the report"
            return
        before, after = before + running[index], after - running[index]


def _mark_repeats(body: list[Line], title: str | None, known: Cues) -> None:
    """What stands there before: the title anywhere, headlines among the first lines, whole sentences. The first is read."""
    shape = known.shape
    titles = [_key(title.split())] if title else []
    sentences: set[str] = set()
    for index, line in enumerate(body):
        if line.why or line.indicator:
            continue
        if titles and _mark_broken_title(body[index : index + shape.title_lines], titles[0]):
            continue
        repeated = index < shape.head_lines and line.prose and line.raw.strip() in sentences
        if index < shape.head_lines:
            sentences.add(line.raw.strip())
        key = _key(line.words)
        if _may_be_headline(line, shape):
            repeated = repeated or any(_same(key, other, shape.same_headline) for other in titles)
            if index < shape.head_lines:
                titles.append(key)
        if repeated:
            line.why = "repeated headline"


def _may_be_headline(line: Line, shape: Shape) -> bool:
    ends = line.ends_sentence and not line.raw.rstrip().endswith(("...", "…"))
    return shape.headline_least <= len(line.words) <= shape.headline_words and not ends


def _mark_broken_title(reach: list[Line], title: tuple[str, ...]) -> bool:
    """Mark a title that is broken over several lines."""
    joined: list[str] = []
    for count, line in enumerate(reach, 1):
        if line.why:
            break
        joined.extend(line.words)
        key = _key(joined)
        if title[: len(key)] != key:
            break
        if count > 1 and key == title:
            for each in reach[:count]:
                each.why = "repeated headline"
            return True
    return False


def _key(words: Iterable[str]) -> tuple[str, ...]:
    """Words as they are compared: letters and digits alone, those broken at a line end put together."""
    whole = re.sub(r"-\s", "-", " ".join(words)).casefold()
    return tuple(re.findall(r"\w+", whole))


def _same(a: tuple[str, ...], b: tuple[str, ...], share: float) -> bool:
    short, long = sorted((a, b), key=len)
    if short and len(short) >= 0.6 * len(long) and long[: len(short)] == short:
        return True  # one is cut short
    common = len(set(a) & set(b))
    return common >= share * max(len(set(a)), len(set(b)), 1)


def _spans(lines: list[Line]) -> Iterator[Span]:
    """Marked lines as spans; neighbours of one kind are one span, from the first's first to the last's last character."""
    open_: list[Line] = []
    for line in lines:
        if line.blank:
            continue
        if open_ and line.why != open_[-1].why:
            yield _span(open_)
            open_ = []
        if line.why:
            open_.append(line)
    if open_:
        yield _span(open_)


def _span(lines: list[Line]) -> Span:
    first, last = lines[0], lines[-1]
    start = first.start + len(first.raw) - len(first.raw.lstrip())
    return Span(start=start, end=last.start + len(last.raw.rstrip()), why=first.why)
