"""Bytes become text: marks, declarations, guesses that are told, and what is no text."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import CORPUS

from wphf_extract import PageError, extract_page
from wphf_extract.pages import Page, page_from_bytes
from wphf_extract.pages.encodings import decode_bytes

TEXT = "Our Partners\n\n- Réseau Amani – l’ONG “Tiéssiri” in Ségou, on a project to train 40 women\n" * 4
LATIN = TEXT.translate(str.maketrans("–’“”", '-\'""'))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "ascii"]
)
def test_undeclared(encoding: str) -> None:
    text = TEXT if encoding != "ascii" else "Partners in Gao"
    decoded = decode_bytes(text.encode(encoding), "a.txt")
    assert decoded.text == text
    assert decoded.assumed is (encoding == "cp1252")


def test_latin_1_is_part_of_windows_1252() -> None:
    decoded = decode_bytes(LATIN.encode("latin-1"), "a.txt")
    assert (decoded.text, decoded.encoding) == (LATIN, "Windows-1252")
    (note,) = decoded.notes
    assert "Windows-1252" in note and "UTF-8" in note


@pytest.mark.parametrize("page", sorted(CORPUS.glob("train/*.txt")), ids=lambda page: page.stem)
def test_corpus_pages_that_windows_1252_can_write_come_back(page: object) -> None:
    text = page.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    try:
        data = text.encode("cp1252")
    except UnicodeEncodeError:
        pytest.skip("holds other letters")
    assert decode_bytes(data, "a.txt").text == text


def test_the_reader_s_doubt_reaches_the_result() -> None:
    page = page_from_bytes(LATIN.encode("latin-1"), "a.txt")
    assert any(w.code == "reading" and "Windows-1252" in w.message for w in extract_page(page).warnings)
    assert all(w.code != "reading" for w in extract_page(Page(LATIN)).warnings)


def test_damaged_utf_8_stays_utf_8() -> None:
    data = TEXT.encode().replace("S\u00e9".encode(), b"S\xc3", 1)
    decoded = decode_bytes(data, "a.txt")
    assert decoded.text.count("\ufffd") == 1 and decoded.text.count("é") == TEXT.count("é") - 1
    assert decoded.assumed


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Фонд в Україні".encode("cp1251"), "nor Western European"),
        ("الصندوق في اليمن".encode("cp1256"), "nor Western European"),
        (b"R\x8fseau Amani in S\x8fgou and Gao, with a few more words", "nor Western European"),  # Mac OS Roman
        (b"\xff\xfea", "utf-16-le"),
        (b"\xff\xfe\x00\xd8a\x00", "utf-16-le"),
        ("a\0b".encode("utf-16"), "NUL"),
    ],
)
def test_refused(data: bytes, said: str) -> None:
    with pytest.raises(PageError, match=f"^a.txt: .*{said}"):
        decode_bytes(data, "a.txt")


@pytest.mark.parametrize("declared", ["hex", "rot13", "utf-7\0", "none-such", "", "idna", "unicode_escape", "utf-16"])
def test_odd_declarations_are_no_trouble(declared: str) -> None:
    decoded = decode_bytes(TEXT.encode(), "a.txt", declared)
    assert "Partners" in decoded.text


@given(data=st.binary(max_size=200), declared=st.none() | st.sampled_from(("utf-8", "big5", "cp1252", "x", "utf-7")))
def test_any_bytes(data: bytes, declared: str | None) -> None:
    with contextlib.suppress(PageError):
        text = decode_bytes(data, "a.txt", declared).text
        text.encode()
        assert "\0" not in text
