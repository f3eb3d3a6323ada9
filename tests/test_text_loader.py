"""loaders/text.py: what a text says of itself, and that nothing of it is changed."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import LoadError
from kg.loading.decoding import is_binary
from kg.loading.registry import registry
from kg.model import Document, Marking, Origin, Refusal

BODY = "Tin Heron broke into a depot of Northgate Foods.\n\nThe company said that it was looking into the matter.\n"


def read(content: str | bytes, **said: object) -> Document:
    (document,) = everything(content, **said)
    assert isinstance(document, Document)
    return document


def everything(content: str | bytes, **said: object) -> list[object]:
    loader = next(loader for info, loader in registry().known if info.name == "text")
    data = content if isinstance(content, bytes) else content.encode()
    return list(loader.load(io.BytesIO(data), Origin.model_validate({"name": "a.txt", **said})))


def skipped(document: Document) -> list[str]:
    return [document.text[s.start : s.end] for s in document.skipped]


def test_a_bare_text_says_nothing_of_itself() -> None:
    document = read(BODY)
    assert document == Document(text=BODY, language="en", record="a.txt")
    assert read(BODY, publisher="b.example", published="2025-06", marking=Marking.GREEN) == Document(
        text=BODY, language="en", publisher="b.example", published="2025-06", marking=Marking.GREEN, record="a.txt"
    )


@pytest.mark.parametrize(
    ("line", "title", "address", "published", "publisher"),
    [
        (
            "A break-in | https://www.a.example/x?y=1 | 2025-06-12",
            "A break-in",
            "https://www.a.example/x?y=1",
            "2025-06-12",
            "a.example",
        ),
        (
            "A | B | C | http://news.a.example/x | 2025-06",
            "A | B | C",
            "http://news.a.example/x",
            "2025-06",
            "news.a.example",
        ),
        ("A | https://a.example/x (slug | assumed) | 2025", "A | https://a.example/x (slug", None, None, None),
        ("A | https://a.example/x (slug assumed) | 2025", "A", "https://a.example/x", "2025", "a.example"),
        ("A | https://a.example/x [archived] | ", "A", "https://a.example/x", None, "a.example"),
        ("A |  | 2025-06-12", "A", None, "2025-06-12", None),
        ("Name | Role | Country", None, None, None, None),
        ("A | https://a.example/x", None, None, None, None),
    ],
)
def test_a_first_line_may_tell_title_address_and_date(
    line: str, title: str | None, address: str | None, published: str | None, publisher: str | None
) -> None:
    if title and address is None and published is None:
        title = None  # not a line of this kind after all
    document = read(f"{line}\r\n\r\n{BODY}")
    assert (document.title, document.address) == (title, address)
    assert (document.published, document.publisher) == (published, publisher)
    assert document.text == f"{line}\r\n\r\n{BODY}"
    if title:
        assert skipped(document) == [line[len(title) :].rstrip("\r")]
    else:
        assert document.skipped == ()


def test_what_the_file_says_comes_before_what_the_user_says() -> None:
    line = "A break-in | https://www.a.example/x | 2025-06-12\n"
    document = read(line + BODY, publisher="given", published="2020")
    assert (document.publisher, document.published) == ("given", "2025-06-12")  # a host is no more than a guess
    matter = "---\nsource: own\ndate: 2025-06-12\n---\n"
    document = read(matter + BODY, publisher="given", published="2020")
    assert (document.publisher, document.published) == ("own", "2025-06-12")


def test_front_matter_is_marked_but_for_its_title() -> None:
    matter = (
        "---\nHeadline: 'Tin Heron at Northgate'\nurl: https://www.a.example/x\n"
        "date: 2025-06-12\ntags: [a, b]\nTLP: TLP:AMBER\n---\n"
    )
    document = read(matter + BODY)
    assert document.title == "Tin Heron at Northgate"
    assert (document.address, document.publisher, document.published) == (
        "https://www.a.example/x",
        "a.example",
        "2025-06-12",
    )
    assert document.marking == Marking.AMBER
    start = document.text.index("Tin Heron at Northgate")
    assert skipped(document) == [matter[:start], matter[start + len("Tin Heron at Northgate") :]]


@pytest.mark.parametrize(
    "text",
    [
        "---\nJust a rule above and below.\n---\n",
        "---\nNote: no key of ours\n---\n",
        "---\nnever: ended\n",
        "---\n- a\n- b\n---\n",
    ],
)
def test_dashes_alone_make_no_front_matter(text: str) -> None:
    assert read(text + BODY).title is None
    assert not any("never" in s or "rule" in s for s in skipped(read(text + BODY)))


def test_front_matter_that_is_broken_is_refused() -> None:
    with pytest.raises(LoadError, match=r"no YAML \(line [34]\)"):
        read("---\ntitle: x\ndate: [2025\n---\n" + BODY)
    with pytest.raises(LoadError, match="no single value"):
        read("---\ntitle: [a, b]\n---\n" + BODY)
    with pytest.raises(LoadError, match="no TLP"):
        read("---\ntitle: a\ntlp: secret\n---\n" + BODY)


@pytest.mark.parametrize(
    ("file", "user", "held"), [("green", "red", "red"), ("red", "green", "red"), ("white", None, "clear")]
)
def test_the_stricter_marking_holds(file: str, user: str | None, held: str) -> None:
    assert read(f"---\ntlp: {file}\n---\n{BODY}", marking=user).marking == Marking(held)


def test_a_date_that_is_none_is_refused_and_the_document_undated() -> None:
    document, refusal = everything("A | https://a.example/x | 12.06.2025\n" + BODY)
    assert isinstance(document, Document)
    assert isinstance(refusal, Refusal)
    assert (document.title, document.published) == ("A", None)
    assert "12.06.2025" in refusal.why
    document, refusal = everything("---\ntitle: A\ndate: 2025-02-31\n---\n" + BODY)
    assert isinstance(document, Document)
    assert document.published is None
    assert isinstance(refusal, Refusal)


def test_a_date_with_a_time_is_a_day() -> None:
    assert read("---\ndate: 2025-06-12T10:30:00Z\n---\n" + BODY).published == "2025-06-12"
    assert read("---\naccessed: 2025-06-12T10:30:00+02:00\n---\n" + BODY).retrieved == "2025-06-12T10:30:00+02:00"


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    line = "A | https://a.example/x | 2025\n"
    assert read(b"\xef\xbb\xbf" + (line + BODY).encode()) == read(line + BODY)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", BODY),
        ("es", "El grupo dijo que los datos de la empresa fueron robados y que el rescate no se ha pagado por los dueños."),
        ("de", "Die Gruppe hat die Daten der Firma gestohlen und ein Lösegeld gefordert, das nicht bezahlt wurde."),
        ("fr", "Le groupe a volé les données de la société et il a demandé une rançon qui n'a pas été payée par elle."),
        ("ru", "Группа украла данные компании, и она не заплатила выкуп, который был у них на сайте, но это не все."),
        ("ja", "このグループは会社のデータを盗み、身代金を要求したが、会社は支払わなかったと報じられている。"),
        ("zh", "该组织窃取了公司的数据并索要赎金，但公司没有支付。"),
        (None, "Northgate Foods 2025"),
        (None, "0xdeadbeef " * 50),
    ],
)
def test_the_language_is_told_by_small_words_and_letters(language: str | None, text: str) -> None:
    assert read(text).language == language


def test_the_language_is_that_of_what_is_read() -> None:
    widget = "Comentarios 0\nComentando como:\n¡Únete a la conversación!\nSé el primero en comentar este artículo.\n" * 9
    assert read(BODY + widget).language == "en"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda t: t.strip("\ufeff\u200b \t\r\n\f\v")))
def test_any_text_is_verbatim_and_its_spans_are_in_order(text: str) -> None:
    if is_binary(text) or text.startswith("---"):
        return  # refused, or perhaps refused: tested above
    document = read_first(text)
    assert document.text == text.removeprefix("\ufeff")
    at = 0
    for span in document.skipped:
        assert at <= span.start < span.end <= len(text)
        at = span.end


def read_first(text: str) -> Document:
    return next(d for d in everything(text) if isinstance(d, Document))
