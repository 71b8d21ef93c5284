"""Saved web pages: what stays, what goes, and in which encoding."""

from __future__ import annotations

import re
import sys
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from wphf_extract import Page, PageError, extract_page
from wphf_extract.pages import read_page
from wphf_extract.pages.html import is_html, page_from_html
from wphf_extract.pages.nesting import MAX_DEPTH, flatten

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
        ("<ul><li></li><li>One</li><li><ul><li>Inner</li></ul></li></ul>", ["- One", "- Inner"]),
        ("<ol start=4><li>Four</li><li value=9>Nine</li><li>Ten</li></ol>", ["4. Four", "9. Nine", "10. Ten"]),
        ("<ul><li><strong>Amani</strong><br>trains widows</li></ul>", ["- Amani trains widows"]),
        ("<ul><li>One<br>Two<br>Three<br>Four</li></ul>", ["- One", "Two", "Three", "Four"]),
        ("<ul><li><div><h4>Amani</h4><p>in Gao</p></div></li><li>Two</li></ul>", ["- Amani", "in Gao", "- Two"]),
        ("<p><strong>Gao</strong><br>Amani<br/>\nKaba</p>", ["Gao", "Amani", "Kaba"]),
        (
            "<dl><dt>Amani</dt><dd>in Gao</dd><dt><b>Kaba</b></dt><dd><p>in Mopti</p></dd><dd>and Kidal</dd></dl>",
            ["Amani – in Gao", "Kaba – in Mopti", "and Kidal"],
        ),
        (
            "<table><tr><td>A<br>(a)<td><p>in Gao</p><td></td><td>B</tr><tr><td></td><td>C</td></tr></table>",
            ["A (a) – in Gao – B", "C"],
        ),
        ("<table><tr><td>Menu</td><td><ul><li>One</li><li>Two</li></ul></td></tr></table>", ["Menu", "- One", "- Two"]),
        ("<div><span>a</span><span> b</span><i>c</i>\n<b>d</b></div>e", ["a bc d", "e"]),
        ("<pre>one\n  two\n\nthree</pre>", ["one", "two", "three"]),
        ("<p>&nbsp;</p><p>One&nbsp;</p><p>\u200btwo", ["One", "\u200btwo"]),
        # sites of the WordPress kind
        (
            "<article><header><h1>Mali</h1></header><p>This, and enough of it</p></article><aside>x</aside>",
            ["Mali", "This, and enough of it"],
        ),
        (
            "<h3><button aria-expanded=false aria-controls=a>Peace</button></h3><div id=a hidden><p>One</p></div>"
            "<div id=b hidden>No</div><button>Share</button>",
            ["Peace", "One"],
        ),
        (
            "<div class=tab-title role=tab><a>Peace</a></div><div role=tabpanel aria-hidden=true><p>One</p></div>",
            ["Peace", "One"],
        ),
        ("<details><summary>Peace</summary><ul><li>One</li></ul></details>", ["Peace", "- One"]),
        (
            "<form id=aspnet><p>The whole page is in here</p><form>x</form></form><p>y</p>",
            ["The whole page is in here", "x", "y"],
        ),
        ("<form><label>Your name</label></form><p>The page, and more than that</p>", ["The page, and more than that"]),
        ("<div class='has-cookie-bar site'><p>The whole page</p></div>", ["The whole page"]),
        (
            "<div class=social-links>Tweet</div><div class=social-cohesion>One</div><div id=antisocial-media>Two</div>",
            ["One", "Two"],
        ),
        ("<o:p>One</o:p><p>Two<svg><title>x</title></svg><!-- c --></p><template>t</template>", ["One", "Two"]),
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
        f'<html><head><meta charset="iso-8859-1"></head><body>{ITEM}’</body></html>'.encode("cp1252"),
        f'<?xml version="1.0" encoding="windows-1252"?><html><body>{ITEM}’</body></html>'.encode("cp1252"),
        f"<html><body>{ITEM}’</body></html>".encode(),
        f"<html><body>{ITEM}’</body></html>".encode("utf-8-sig"),
        f"<html><body>{ITEM}’</body></html>".encode("utf-16"),
        f"<html><body>{ITEM}’</body></html>".encode("utf-16-le"),
        f'<html><head><meta charset="x-none"></head><body>{ITEM}’</body></html>'.encode(),
        f'<html><head><meta charset="utf-16"></head><body>{ITEM}’</body></html>'.encode(),
    ],
    ids=["as Latin-1", "in XML", "UTF-8", "mark", "UTF-16", "UTF-16, no mark", "unknown", "cannot be"],
)
def test_encodings(data: bytes) -> None:
    assert is_html(data)
    page = page_from_html(data)
    assert "Réseau Amani" in page.text and "’" in page.text
    assert page.notes == ()


def test_an_encoding_that_is_assumed_is_told() -> None:
    for head in ("", '<meta charset="utf-8">'):
        page = page_from_html(f"<html><head>{head}</head><body><ul>{ITEM}</ul></body></html>".encode("cp1252"))
        assert "Réseau Amani" in page.text
        assert "Windows-1252" in page.notes[0]
        (warning, *_) = [w for w in extract_page(page).warnings if w.code == "reading"]
        assert "Windows-1252" in warning.message


def test_the_server_knows_better_than_the_page() -> None:
    data = '<html><head><meta charset="utf-8"></head><body>Rada ć</body></html>'.encode("iso-8859-2")
    assert "Rada ć" in page_from_html(data, charset="iso-8859-2").text


def test_title_address_and_language() -> None:
    head = '<title>\n Mali – Fund </title><link rel="canonical" href="https://example.org/mali/">'
    page = page_from_html(f"<html lang=en-US><head>{head}</head><body><p>Text</p></body></html>".encode(), "mali.html")
    assert (page.title, page.url, page.path) == ("Mali – Fund", "https://example.org/mali/", "mali.html")
    assert page.language == "en-US"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<!-- saved from url=(0024)https://example.org/mali -->", "https://example.org/mali"),
        ('<meta property="og:url" content=" https://example.org/m">', "https://example.org/m"),
        ("<link rel=canonical>", None),
    ],
)
def test_other_words_for_the_address(head: str, url: str | None) -> None:
    assert page_from_html(f"<!doctype html>{head}<body><p>Text</p>".encode()).url == url


@pytest.mark.parametrize("html", [b"<html></html>", b"<html><body><nav>Menu</nav><script>x</script>", b"<html>\x00"])
def test_a_page_without_text_fails(html: bytes) -> None:
    with pytest.raises(PageError, match=r"^m\.html: .*text|NUL"):
        page_from_html(html, "m.html")


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
    assert page.element_path(record.span.start, record.span.end) == "html > body > ul > li"


# -- elements ------------------------------------------------------------------------------------------


def found(html: str, words: str) -> tuple[str | None, list[str]]:
    """The path of the element that some words come from, and the texts of the elements that it selects."""
    data = f"<html><body>{html}</body></html>"
    page = page_from_html(data.encode())
    start = page.text.index(words)
    path = page.element_path(start, start + len(words))
    return path, [" ".join(node.text().split()) for node in LexborHTMLParser(data).css(path or "none")]


@pytest.mark.parametrize(
    ("html", "words", "path"),
    [
        ("<ul><li>One</li><li>Two</li></ul>", "Two", "html > body > ul > li:nth-of-type(2)"),
        ("<main><ul><li><p><b>One</b></p></li></ul></main>", "One", "html > body > main > ul > li"),
        ("<ul><li>One <b>and</b> more<ul><li>In</li></ul></li></ul>", "One and more", "html > body > ul > li"),
        ("<ul><li><p>One</p><ul><li>In</li></ul></li></ul>", "One", "html > body > ul > li > p"),
        ("<p>a</p><div>b</div><p>c<br>d</p>", "d", "html > body > p:nth-of-type(2)"),
        ("<nav>x</nav><div>a</div><nav>y</nav><div><nav>z</nav>b</div>", "b", "html > body > div:nth-of-type(2)"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a – b", "html > body > table > tbody > tr"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a – b", "html > body > dl"),
        ("<p>a</p><p>b</p>", "a\n\nb", "html > body"),
        ("<p>x<o:p>a</o:p></p>", "a", "html > body > p > o\\3a p"),
    ],
)
def test_path_of_an_element(html: str, words: str, path: str) -> None:
    told, texts = found(html, words)
    assert told == path
    assert len(texts) == 1
    assert all(word in texts[0] for word in words.replace("–", " ").split())


def test_no_path() -> None:
    page = page_from_html(b"<html><body><ul><li>One</li></ul></body></html>")
    assert page.element_path(2) == "html > body > ul > li"
    assert page.element_path(0) is None  # the marker is nobody's
    assert page.element_path(2, 99) is None and page.element_path(4, 4) is None and page.element_path(-1) is None
    assert Page("One").element_path(0) is None


WORDS = st.text("abcdé&<\u00a0 \n", min_size=1, max_size=8)
TREES: st.SearchStrategy[list[object]] = st.recursive(
    st.lists(WORDS, max_size=2),
    lambda inner: st.lists(
        WORDS
        | st.just("<br>")
        | st.tuples(st.sampled_from(("div", "p", "ul", "ol", "li", "b", "a", "span", "h2", "section", "table")), inner)
        | st.tuples(st.sampled_from(("td", "tr", "dl", "dt", "dd", "nav", "x-y", "o:p", "details", "pre")), inner),
        max_size=4,
    ),
    max_leaves=25,
)


def markup(tree: list[object]) -> str:
    """A tree as HTML."""
    parts: list[str] = []
    for node in tree:
        if isinstance(node, tuple):
            parts.append(f"<{node[0]}>{markup(node[1])}</{node[0]}>")
        else:
            parts.append(node if node == "<br>" else escape(str(node)))
    return "".join(parts)


@settings(max_examples=300)
@given(tree=TREES)
def test_paths_lead_back(tree: list[object]) -> None:
    """The path of each line selects one element, and that holds the line's words in their order."""
    data = f"<html><body><p>start</p>{markup(tree)}</body></html>"
    page = page_from_html(data.encode())
    original = LexborHTMLParser(data)
    assert page.text == page.text.lstrip("\n") and page.text.endswith("\n") and "\n\n\n" not in page.text
    for line in re.finditer(r"(?:- |\d+\. )?(\S.*)", page.text):
        path = page.element_path(*line.span(1))
        assert path is not None
        (node,) = original.css(path)
        text = "".join(node.text().split())
        pieces = [piece for piece in re.split(r"\s|–", line[1]) if piece]
        at = 0
        for piece in pieces:
            at = text.index(piece, at) + len(piece)


# -- hostile pages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "i id=1"])
def test_deep_nesting_is_no_trouble(tag: str) -> None:
    page = page_from_html(f"<html><body><p>First</p>{f'<{tag}>' * 100_000}Text".encode())
    assert page.text.split()[0] == "First" and page.text.split()[-1] == "Text"
    path = page.element_path(page.text.index("Text"))
    assert path is not None and path.count(">") <= 4 * MAX_DEPTH + 2  # `tbody`, `tr` and `td` with each table


def test_deep_nesting_that_is_closed_again() -> None:
    html = "<html><body>" + "<div>" * 100_000 + "Text" + "</div>" * 100_000 + "<p>After</p>"
    assert page_from_html(html.encode()).text.split() == ["Text", "After"]


def test_elements_that_a_parser_would_repeat_without_end_are_refused() -> None:
    html = "<html><body>" + "".join(f"<p><b id={n}>" for n in range(400)) + "<p>x" * 10_000
    with pytest.raises(PageError, match=r"^m\.html: more than 500,000 elements"):
        page_from_html(html.encode(), "m.html")


def test_an_ordinary_page_is_parsed_as_it_is() -> None:
    html = "<html><body>" + "<div><p><a href='#'>One</a><br><li>Two</div></b>" * 5000
    assert flatten(html, "m.html") is html


@settings(max_examples=200)
@given(data=st.binary(max_size=400), head=st.sampled_from((b"", b"<html>", b"<html><body><ul><li>", b"\xff\xfe<\0")))
def test_any_bytes(data: bytes, head: bytes) -> None:
    try:
        page = page_from_html(head + data, "any.html")
    except PageError as error:
        assert str(error).startswith("any.html: ")
        return
    assert "\0" not in page.text and "<html>" not in page.text


def test_without_the_extra_there_is_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    with pytest.raises(PageError, match=r"wphf-extract\[html\]"):
        page_from_html(b"<html></html>", "mali.html")
