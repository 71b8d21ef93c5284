"""Saved web pages: what stays, what goes, and in which encoding."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from wphf_extract import PageError, extract_page
from wphf_extract.pages import read_page
from wphf_extract.pages.html import is_html, page_from_html

ITEM = "<li>Réseau Amani (RAM) on a project to train 40 widows in Gao.</li>"


def lines(html: str) -> list[str]:
    """The non-empty lines of a page's text."""
    page = page_from_html(f"<html><body>{html}</body></html>".encode())
    return [line for line in page.text.split("\n") if line]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>One</li><li>Two</li></ul>", ["- One", "- Two"]),
        ("<ul>\n <li><p>One <b>and</b> a half</p></li>\n <li><p>Two</p></li></ul>", ["- One and a half", "- Two"]),
        ("<ol><li>One</li><li>Two</li></ol>", ["1. One", "2. Two"]),
        ("<ul><li>One<ul><li>Inner</li></ul></li></ul>", ["- One", "- Inner"]),
        ("<ul><li>One<li>Two</ul>", ["- One", "- Two"]),
        ("<h2>Our Partners</h2>Text<br>goes on", ["Our Partners", "Text", "goes on"]),
        ("<table><tr><th>Alpha</th><td>Gao</td></tr><tr><td>Beta</td></tr></table>", ["Alpha – Gao", "Beta"]),
        ("<p>Caf&eacute; &amp; th&#233;&nbsp;noir</p>", ["Café & thé\u00a0noir"]),
        ("<p>a  b\n c</p>", ["a b c"]),
        ("<nav>Menu</nav><p>Text</p><footer>Imprint</footer><script>x()</script>", ["Text"]),
        ("<div class='cookie-notice'>Accept</div><p hidden>No</p><p>Text</p>", ["Text"]),
        (
            "<header>Top</header><main><p>This, and enough</p></main><p>Below</p>",
            ["This, and enough"],
        ),
    ],
)
def test_lines(html: str, expected: list[str]) -> None:
    assert lines(html) == expected


@pytest.mark.parametrize(
    "data",
    [
        f'<html><head><meta charset="iso-8859-1"></head><body>{ITEM}</body></html>'.encode("latin-1"),
        f"<html><body>{ITEM}</body></html>".encode(),
        f"<html><body>{ITEM}</body></html>".encode("utf-16"),
    ],
    ids=["declared Latin-1", "UTF-8", "UTF-16"],
)
def test_encodings(data: bytes) -> None:
    assert "Réseau Amani" in page_from_html(data).text


def test_title_and_address() -> None:
    head = '<title>\n Mali – Fund </title><link rel="canonical" href="https://example.org/mali/">'
    page = page_from_html(f"<html><head>{head}</head><body><p>Text</p></body></html>".encode(), "mali.html")
    assert (page.title, page.url, page.path) == ("Mali – Fund", "https://example.org/mali/", "mali.html")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\n<!-- saved -->\n<HTML lang='en'>", True),
        (b"Widows < men", False),
        (b"<widows>", False),
        (b"", False),
    ],
)
def test_what_is_html(data: bytes, expected: bool) -> None:
    assert is_html(data) is expected


def test_records_of_a_saved_page(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    intro = "<h1>Mali</h1><p>WPHF has supported 1 project implemented by 1 organization in Mali:</p>"
    file.write_text(f"<!doctype html><html><body>{intro}<ul>{ITEM}</ul></body></html>", encoding="utf-8")
    page = read_page(file)
    (record,) = extract_page(page).records
    assert record.organizations[0].acronym == "RAM"
    assert page.text[record.span.start : record.span.end] == record.text
    assert [place.name for place in record.locations] == ["Gao"]


def test_deep_nesting_is_no_trouble() -> None:
    deep = "<div>" * 5000 + "Text" + "</div>" * 5000
    assert lines(deep) == ["Text"]


def test_without_the_extra_there_is_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    with pytest.raises(PageError, match=r"wphf-extract\[html\]"):
        page_from_html(b"<html></html>", "mali.html")
