"""Leftovers of web pages: what is passed over, and above all what is not."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from kg.loading import Loaded, load
from kg.loading.leftovers import leftovers

STORY = (
    "Northgate Foods said on Monday that an attack had stopped deliveries from two of its depots.\n\n"
    "The company has told the regulator, and police in the county are looking into what had happened.\n\n"
    "Analysts suspect that a crew called Tin Heron was behind it, though nobody has claimed the attack so far.\n\n"
    "Shops of the chain stay open, but bread and fruit are missing from many of them, a spokesman said.\n\n"
    "It is the third attack on a grocer this year, after those on Quillmoor and on the Brandmeier bakeries.\n\n"
    "A person who knows the matter said that no ransom had been asked for until late on Tuesday evening.\n\n"
)

LATER = (
    "On Friday the depots opened again, and the first lorries left for the shops before noon, the company wrote.\n\n"
    "Quillmoor had needed three weeks for that, and Brandmeier has not said whether its ovens are all at work.\n\n"
    "A hearing before the committee for trade is set for next month, and the head of the chain has been invited.\n\n"
)


def over(text: str, title: str | None = None) -> list[str]:
    headline = (text.index(title), text.index(title) + len(title)) if title else None
    return [text[s.start : s.end] for s in leftovers(text, headline=headline)]


def test_a_story_is_read_whole() -> None:
    assert over(STORY) == []


@pytest.mark.parametrize(
    "line",
    [
        "Skip to content",
        "Skip to main content",
        "* Subscribe to our newsletter",
        "Share this article",
        "Advertisement",
        "3 min read",
        "© 2025 Northgate Media. All rights reserved.",
        "Follow us on Mastodon",
        "_Source: Northgate Foods_",
        "Image: Ann Ash (CC BY-SA 4.0)",
        "_The depot at dusk (Ann Ash)_",
        "Accept all cookies",
        "Be the first to comment",
        "Comentarios 0",
    ],
)
def test_a_cue_is_passed_over_wherever_it_stands(line: str) -> None:
    assert over(f"{line}\n\n{STORY}") == [line]
    assert over(f"{STORY}{line}\n\n{LATER}") == [line]
    assert over(f"{STORY}{line}") == [line]


@pytest.mark.parametrize(
    "lines",
    [
        "The victims named on the site are:\n- Reddit\n- Northgate Foods\n- Twitter\n- Quillmoor",
        "Share\n\nReply\n\nMore",  # weak cues without a strong one
        "## Threats\n\n- Tin Heron deploys GLASSMOTH against grocers\n- Paper Crane sells access",
        "Source: the company's filing says that Tin Heron took the data of forty thousand customers in April.",
        "The malware steals\ncookies\nand passwords",
        "We found that the loader uses cookies of the browser to find its server.",
        "Related to Tin Heron is a crew called Paper Crane, which sells access.",
        "**Tin Heron (UNC1234)**",
        "By Tuesday, Tin Heron had left.",
        "Latest attack by Tin Heron",
        "Indicators\n5d41402abc4b2a76b9719d911017c592\nnorthgate[.]example\n10.11.12.13",
    ],
)
def test_what_only_looks_like_a_leftover_is_read(lines: str) -> None:
    assert over(f"{STORY}{lines}\n\n{LATER}") == []
    assert over(lines) == []


def test_short_lines_alone_are_no_reason() -> None:
    assert over("\n".join(STORY.replace("\n\n", " ").split())) == []
    wrapped = "\n".join(STORY[at : at + 40] for at in range(0, len(STORY), 40))
    assert over(wrapped) == []


def test_a_list_of_other_articles_ends_where_the_story_goes_on() -> None:
    teasers = "Related articles:\n\nTin Heron hits a bakery\n\nHow to bake without a till\n\n"
    assert over(STORY + teasers + "It goes on here, said the company on Thursday, and it will go on.") == [teasers.strip()]
    assert over(f"{STORY}Read also:\n\nLatest") == ["Read also:\n\nLatest"]
    linked = "Read also:\n- [Tin Heron hits a bakery](https://a.example/1)\n- [Bread is back](https://a.example/2)"
    assert over(f"{STORY}{linked}\n\n## What is known\n\n{LATER}") == [linked]


def test_a_menu_is_what_stands_between_its_cues() -> None:
    menu = "Home\nNews\nProducts\nDark mode\nSearch the site\nLog in\nSubscribe now"
    assert over(f"{menu}\n\n{STORY}") == [menu]
    assert over(f"Depots closed\n\n{menu}\n\n{STORY}") == [menu]


def test_notices_end_with_their_sentences() -> None:
    notice = "We use cookies to make this site work. If you reject cookies, parts of it may not work."
    assert over(f"{notice}\n\n{STORY}") == [notice]
    one_line = f"{notice} {STORY}"
    assert over(one_line) == []  # a line that goes on to tell the story is read
    wrapped = "We use optional cookies to\nimprove your visit. You may\nreject cookies at any time."
    assert over(f"{wrapped}\nTin Heron was behind it, said\nthe company on Thursday.\n") == [wrapped]


def test_comments_follow_the_report() -> None:
    form, comment, rest = (
        "Leave a reply",
        "ANN\nPosted on June 3, 2025. 4:23 am\nI heard that it was the Paper Crane people who did this again.\nReply",
        "Name\nOther things",
    )
    assert over(f"{STORY}{form}\n{comment}\n{rest}") == [form, comment, rest]
    assert over(f"12 comments\n\n{STORY}") == ["12 comments"]
    assert over(f"{STORY}12 comments\n\n## What is known\n\n{LATER}{LATER.upper()}") == ["12 comments"]


@pytest.mark.parametrize(
    "again",
    [
        "Tin Heron behind attack on Northgate depots",
        "Tin Heron behind attack on Northgate...",
        "TIN HERON BEHIND\nATTACK ON\nNORTHGATE DEPOTS",
    ],
)
def test_of_a_headline_that_is_repeated_the_first_is_read(again: str) -> None:
    title = "Tin Heron behind attack on Northgate depots"
    assert over(f"{title}\n\n{again}\n\n{STORY}", title) == [again]
    if "\n" not in again:
        assert over(f"{title}\n\nA grocer in need\n\n{again}\n\n{title}\n\n{STORY}") == [f"{again}\n\n{title}"]


def test_another_headline_is_read() -> None:
    text = f"Tin Heron behind attack on Northgate depots\n\nPaper Crane behind attack on Quillmoor depots\n\n{STORY}"
    assert over(text) == []


def test_a_sentence_may_be_said_twice() -> None:
    assert over(f"{STORY}Its server was in Ghent, and it was paid for by a company in Riga.\n\n" * 2)[1:] == []


@pytest.mark.parametrize(
    "text",
    [
        "[" * 300_000,
        "." * 300_000 + "a",
        "0 comments\n" * 30_000,
        "posted on June 1\n" * 30_000,
        "We use cookies " * 20_000,
        "a\n" * 50_000,
        '"' * 10_000 + "a" + '"' * 10_000,
    ],
    ids=["brackets", "dots", "forms", "comments", "cookies", "lines", "quotes"],
)
def test_hostile_text_takes_no_more_than_its_time(text: str) -> None:
    start = time.process_time()
    leftovers(text)
    assert time.process_time() - start < 3


@pytest.mark.parametrize("part", ["seeds", "news"])
def test_no_annotated_claim_of_the_corpus_is_passed_over(corpus: Path, part: str) -> None:
    loaded = [t for t in load(sorted((corpus / part).glob("*.txt"))) if isinstance(t, Loaded)]
    documents = {Path(t.place).stem: t.document for t in loaded}
    golds = [json.loads(line) for line in (corpus / part / "gold.jsonl").read_text().splitlines()]
    count = 0
    for gold in golds:
        document = documents[gold["doc"].removesuffix(".txt")]
        for claim in gold["claims"]:
            for start, end in claim["evidence"]:
                count += 1
                assert not [s for s in document.skipped if s.start < end and start < s.end], document.text[start:end]
    assert count > 20


def test_what_is_left_over_in_the_corpus_is_passed_over(corpus: Path) -> None:
    def read_of(pattern: str) -> tuple[str, str]:
        (path,) = corpus.glob(pattern)
        (thing,) = load([path])
        assert isinstance(thing, Loaded)
        text, at, kept = thing.document.text, 0, []
        for span in thing.document.skipped:
            kept.append(text[at : span.start])
            at = span.end
        return "".join([*kept, text[at:]]), "".join(text[s.start : s.end] for s in thing.document.skipped)

    kept, passed = read_of("seeds/000_*.txt")
    for cue in ("Skip to content", "Read also:", "Latest"):
        assert cue not in kept
    assert kept.count("resume post cyberattack incident") == 1
    kept, passed = read_of("seeds/003_*.txt")
    assert "omentario" not in kept
    assert "¡" not in kept
    kept, passed = read_of("news/56_*.txt")
    assert len(kept) < 3500  # of 9,169: the rest are teasers, forms and readers' comments
    assert "independently came to the same conclusion" in kept
    assert "We have been able to retrieve" in passed
    kept, passed = read_of("news/58_*.txt")
    assert "Manage Cookies" not in kept
    assert "Forest Blizzard" not in kept
    assert "Encoded content in the LNK file" in kept
    assert "pandorasong[.]com" in kept
