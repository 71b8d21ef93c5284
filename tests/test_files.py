"""Files become pages: what is told from their bytes and names, limits, and what is refused with advice."""

from __future__ import annotations

import contextlib
import gzip
import os
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from documents import docx, http, pdf, warc
from hypothesis import given, settings
from hypothesis import strategies as st
from support import PAGE

from wphf_extract import Page, PageError, explain, extract
from wphf_extract.pages import PAGE_SUFFIXES, page_from_bytes, read_page, read_pages
from wphf_extract.pages.compressed import MAX_BYTES

HTML = b"<!doctype html><body><ul><li>R\xc3\xa9seau Amani</li></ul>"


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.txt", "Réseau\r\n- Amani".encode(), "Réseau\r\n- Amani"),
        ("a.txt", "Réseau".encode("utf-16"), "Réseau"),
        ("a.TXT.GZ", gzip.compress("Réseau".encode()), "Réseau"),
        ("a.txt.gz", gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 512, "one two"),
        ("a.html", HTML, "- Réseau Amani\n"),
        ("a", HTML, "- Réseau Amani\n"),
        ("a.html.gz", gzip.compress(HTML), "- Réseau Amani\n"),
        ("a.html", b"<ul><li>One</li></ul>", "- One\n"),
        ("a.html.gz", gzip.compress(b"<ul><li>One</li></ul>"), "- One\n"),
        ("a.html", b"plain\n- One\n", "plain\n- One\n"),
        ("a.txt", b"a <b> c", "a <b> c"),
        ("a.md", b"* **One**\n* Two\n", "- One\n- Two\n"),
        ("a.markdown.gz", gzip.compress(b"# One\n"), "One\n"),
        ("a.docx", docx(["- One"]), "- One\n"),
        ("a.pdf", pdf([["One"]]), "One\n"),
        ("a.bin", b"\n\n" + pdf([["One"]]), "One\n"),
    ],
)
def test_forms(tmp_path: Path, name: str, data: bytes, text: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    page = read_page(file)
    assert (page.text, page.path) == (text, str(file))
    assert list(read_pages(file)) == [page]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no text"),
        (b" \n\t\r\n", "no text"),
        (gzip.compress(b""), "no text"),
        (b"\x00\x01\x02" * 99, "NUL"),
        (b"\x1b\x02\x03\x04text" * 99, "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "NUL|UTF-8"),
        (gzip.compress(b"text")[:-6], "cut short"),
        (gzip.compress(b"text" * 999)[:-8] + b"\0" * 8, "broken gzip"),
        (gzip.compress(gzip.compress(b"text")), "packed twice"),
        (gzip.compress(b"text") + b"no gzip", "broken gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, r"save it as \.docx"),
        (b"{\\rtf1 text}", "RTF"),
        (b"BZh91AY&SY", "bzip2"),
        (b"\xfd7zXZ\0\0\4", "xz"),
        (warc(http(b"<p>x")), r"name it \.warc"),
    ],
)
def test_what_is_no_page(data: bytes, said: str) -> None:
    with pytest.raises(PageError, match=rf"^a\.txt: .*({said})"):
        page_from_bytes(data, "a.txt")


@pytest.mark.parametrize("text", [Path("benin.txt"), b"bytes", None], ids=["path", "bytes", "nothing"])
def test_what_is_no_text_is_told_where_the_page_is_made(text: Any) -> None:
    for call in (Page, extract, explain):
        with pytest.raises(TypeError, match=f"must be a string, not {type(text).__name__}; `read_page`"):
            call(text)


def test_limits(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"a" * 50_000_000)
    with pytest.raises(PageError, match=r"large\.txt: 50,000,000 bytes; no page is larger than 20,000,000"):
        read_page(large)
    bomb = tmp_path / "bomb.txt.gz"
    bomb.write_bytes(gzip.compress(b"\0" * 300_000_000))
    with pytest.raises(PageError, match=r"bomb\.txt\.gz: unpacks to more than 20,000,000 bytes"):
        read_page(bomb)
    several = gzip.compress(b"a" * (MAX_BYTES // 2)) * 3
    with pytest.raises(PageError, match="unpacks to more than"):
        page_from_bytes(several, "several.gz")


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="has no device without end")
def test_no_files_without_end(tmp_path: Path) -> None:
    for path in ("/dev/zero", tmp_path):
        with pytest.raises(PageError, match=f"^{path}: not a file"):
            read_page(path)


def test_a_folder_has_pages_by_these_endings() -> None:
    for suffix in (".txt", ".html", ".html.gz", ".md", ".docx", ".pdf", ".warc", ".warc.gz"):
        assert suffix in PAGE_SUFFIXES


@pytest.mark.parametrize(
    ("name", "data", "package", "extra"),
    [
        ("a.md", b"# One", "markdown_it", "markdown"),
        ("a.docx", docx(["One"]), "mammoth", "docx"),
        ("a.pdf", pdf([["One"]]), "pypdf", "pdf"),
        ("a.html", HTML, "w3lib.encoding", "html"),
        ("a.warc", warc(http(b"<p>x")), "warcio.recordloader", "warc"),
        ("a.warc", warc(http(b"<p>x")), "brotli", "warc"),
    ],
)
def test_a_missing_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, package: str, extra: str
) -> None:
    (tmp_path / name).write_bytes(data)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(PageError, match=rf"{name}: .*pip install 'wphf-extract\[{extra}\]'"):
        list(read_pages(tmp_path / name))


SEEDS = (
    PAGE.encode(),
    PAGE.encode("utf-16"),
    HTML,
    gzip.compress(HTML),
    docx(["# One", "- Two", "| a | b"]),
    pdf([["One", "- Two"]] * 2, packed=True),
    b"# One\n\n- Two\n  1. x\n\n| a | b |\n|--|--|\n| 1 | 2 |\n",
)


@settings(max_examples=150)
@given(
    seed=st.sampled_from(SEEDS),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 6)), max_size=4),
    name=st.sampled_from(("a.txt", "a.html", "a.md", "a.docx", "a.pdf", "a.txt.gz")),
)
def test_broken_files_give_pages_or_page_errors(seed: bytes, cuts: list[tuple[float, bytes, int]], name: str) -> None:
    for where, new, old in cuts:
        at = int(where * len(seed))
        seed = seed[:at] + new + seed[at + old :]
    with contextlib.suppress(PageError):
        page = page_from_bytes(seed, name)
        assert isinstance(page, Page) and page.text.strip()
        page.text.encode()


def test_gzip_or_zlib_that_claims_much_and_holds_little() -> None:
    with pytest.raises(PageError, match=r"broken gzip|cut short"):
        page_from_bytes(b"\x1f\x8b\x08" + zlib.compress(b"x"), "a.gz")
