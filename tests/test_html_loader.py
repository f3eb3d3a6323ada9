"""loaders/html.py: the article alone, what the page says of itself, and pages that are none."""

from __future__ import annotations

import builtins
import hashlib
from pathlib import Path
from typing import Any

import pytest
from loading_by_hand import loaded, only, refused

from kg.loading import load
from kg.loading.markup import fragment, paragraphs
from kg.model import Origin

FIRST = "Tin Heron broke into a depot of Northgate Foods in April, the company said, and took the data of drivers."
SECOND = "Nobody has said how the attackers came in, but the police is looking into the matter with a security firm."
PAGE = f"""<!doctype html>
<!-- saved from url=(0030)https://www.daily.example/saved -->
<html lang="en"><head><meta charset="utf-8"><title>A break-in at Northgate Foods | Daily Post</title>
<meta property="og:site_name" content="Daily Post"><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2025-05-06T23:30:00-05:00">
<link rel="canonical" href="https://www.daily.example/northgate"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul></nav>
<article><h1>A break-in at Northgate Foods</h1>
<p>{FIRST.replace("Tin Heron", "<b>Tin</b> <a href='/x'>Heron</a>")}</p>
<h2>What is known</h2><ul><li>Drivers&#8217; names were taken from the depot</li><li>Pay slips were not</li></ul>
<p>{SECOND}</p><script>alert("Paper Moon hit Ferrymill")</script>
<table><tr><th>Day</th><th>Event</th></tr><tr><td>22 April</td><td>Depot closed</td></tr></table></article>
<footer><p>Copyright Daily Post. All rights reserved.</p></footer></body></html>
"""


def test_the_article_and_what_the_page_says_of_itself(tmp_path: Path) -> None:
    document = only(loaded(tmp_path, PAGE, "saved.bin", Origin(name="", publisher="somebody", published="2020")))
    assert document.text.split("\n\n") == [
        "A break-in at Northgate Foods",
        FIRST,
        "## What is known",
        "- Drivers’ names were taken from the depot",
        "- Pay slips were not",
        SECOND,
        "| Day | Event",
        "| 22 April | Depot closed",
    ]
    said = (document.title, document.author, document.publisher, document.published, document.address)
    assert said == (
        "A break-in at Northgate Foods",
        "Ann Lee",
        "Daily Post",
        "2025-05-06",
        "https://www.daily.example/northgate",
    )
    assert (document.language, document.record) == ("en", "saved.bin")
    assert document.raw == hashlib.sha256(PAGE.encode()).hexdigest()


def test_what_the_page_does_not_say_the_user_or_the_browser_may_have_said(tmp_path: Path) -> None:
    saved = "url: https://www.daily.example/x \n saved date: Tue May 06 2025 11:05:00 GMT+0200"
    head = f"<!-- Page saved with SingleFile \n {saved} -->"
    page = f"<html>{head}<body><article><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
    document = only(loaded(tmp_path, page, "x.html", Origin(name="", published="2025-05")))
    assert (document.address, document.retrieved) == ("https://www.daily.example/x", "2025-05-06")
    assert (document.publisher, document.published, document.title) == ("daily.example", "2025-05", None)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("<meta name='citation_publication_date' content='2025/05/06'>", "2025-05-06"),
        ("<meta name='date' content='2025-05-09'><meta itemprop='datePublished' content='2025-05-06'>", "2025-05-06"),
        ('<script type=\'application/ld+json\'>{"datePublished": "2025-05-06T10:00:00Z"}</script>', "2025-05-06"),
        ("<time itemprop='datePublished' datetime='2025-05-06'>yesterday</time>", "2025-05-06"),
        ("<meta name='pubdate' content='Tue, 06 May 2025 10:00:00 GMT'>", "2025-05-06"),
        ("<meta name='date' content='soon'>", None),
        (
            "<meta name='generator' content='maker 1.2 (2019-03-03)'><script>var built = '2019-03-03T10:00:00Z';</script>",
            None,
        ),
        ("<meta property='article:modified_time' content='2019-03-03'>", None),
    ],
)
def test_the_date_is_what_the_metadata_say_and_no_guess(tmp_path: Path, head: str, published: str | None) -> None:
    body = f"<p>{FIRST}</p><time datetime='2019-03-04'>x</time><p>On 3 March 2019 it was different. {SECOND}</p>"
    page = f"<html><head>{head}</head><body><article>{body}</article><p>Copyright 2018</p></body></html>"
    assert only(loaded(tmp_path, page)).published == published


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "utf-8"), ("cp1252", "iso-8859-1"), ("utf-16", ""), ("utf-8-sig", ""), ("utf-8", ""), ("utf-8", "rot13")],
)
def test_a_page_is_read_in_the_encoding_that_it_names(tmp_path: Path, encoding: str, declared: str) -> None:
    meta = f"<meta charset='{declared}'>" if declared else ""
    page = f"<html><head>{meta}</head><body><p>{FIRST} “Café”, said Zoë.</p><p>{SECOND}</p></body></html>"
    assert "“Café”, said Zoë." in only(loaded(tmp_path, page.encode(encoding))).text


def test_pages_that_cannot_be_read_say_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = PAGE.encode().replace(b"Drivers&#8217;", b"Drivers\xff\xfe")
    assert "p.html: not UTF-8: byte 0xff at" in refused(loaded(tmp_path, wrong, "p.html"))
    assert "no article is found" in refused(loaded(tmp_path, "<html><body></body></html>", "p.html"))
    assert "no article is found" in refused(loaded(tmp_path, "", "p.html"))
    assert "control characters" in refused(loaded(tmp_path, PAGE.replace("Drivers", "\x00"), "p.html"))
    before = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "trafilatura":
            raise ImportError(name="trafilatura")
        return before(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    assert "(trafilatura) (pip install 'threat-kg[web]')" in refused(loaded(tmp_path, PAGE, "p.html"))


def test_a_page_saved_with_its_pictures_in_one_file() -> None:
    seeds = Path(__file__).parent / "loaders" / "html"
    plain, single = (only(list(load([seeds / name]))) for name in ("page.html", "page.mhtml"))
    assert (single.text, single.title, single.published, single.author) == (
        plain.text, plain.title, plain.published, plain.author
    )  # fmt: skip
    assert (single.address, single.retrieved) == ("https://www.daily.example/northgate", "2025-05-07")


def test_a_file_of_parts_without_a_page_is_refused(tmp_path: Path) -> None:
    whole = (Path(__file__).parent / "loaders" / "html" / "page.mhtml").read_text(encoding="utf-8")
    assert "no page among its parts" in refused(loaded(tmp_path, whole.replace("text/html", "text/css"), "x.mhtml"))


def test_a_text_about_html_is_a_text(tmp_path: Path) -> None:
    text = "The page began with <html> and ended with an exploit.\n"
    assert only(loaded(tmp_path, text, "a.txt")).text == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("one<br>two<br><br>three", "one\ntwo\n\nthree"),
        ("<p> a\n b\t c </p> tail <p>d</p>", "a b c\n\ntail\n\nd"),
        ("<div><div><p>a</p></div></div><ul><li><p>b</p></li><li>c</li></ul>", "a\n\n- b\n\n- c"),
        ("a<script>x</script>b<style>y</style>c", "abc"),
        ("<table><tr><td>only</td></tr></table>", "only"),
        ("5 &lt; 6 &amp; 7<!-- hidden -->", "5 < 6 & 7"),
        ("", ""),
    ],
)
def test_markup_becomes_paragraphs(source: str, text: str) -> None:
    assert paragraphs(fragment(source)) == text
