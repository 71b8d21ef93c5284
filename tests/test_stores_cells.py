"""Cells: what XML cannot hold is marked, what a spreadsheet would run is text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wphf_extract.stores.cells import listed, plain, safe

lxml_etree = pytest.importorskip("lxml.etree")


@given(st.text(max_size=50))
def test_plain_text_fits_into_xml_and_is_as_long(text: str) -> None:
    element = lxml_etree.Element("a")
    element.text = plain(text)
    assert len(plain(text)) == len(text)
    assert [a for a, b in zip(text, plain(text), strict=True) if a != b and b != "\ufffd"] == []


@given(st.characters(codec="utf-8"))
def test_plain_text_changes_nothing_else(character: str) -> None:
    element = lxml_etree.Element("a")
    try:
        element.text = character
    except ValueError:
        assert plain(character) == "\ufffd"
    else:
        if character not in "\ufffe\uffff":  # libxml2 takes these two, XML 1.0 does not
            assert plain(character) == character


@given(st.text(max_size=30))
def test_no_safe_text_begins_a_formula(text: str) -> None:
    assert safe(text)[:1] not in set("=+-@\t\r\n＝＋－＠")
    assert safe(text).removeprefix("'") == plain(text).removeprefix("'")


def test_a_list_has_each_value_once_and_its_mark_between_values_only() -> None:
    assert listed(["a", "b|c", "a"]) == "a|b¦c"
    assert listed([]) is None
