"""What reads otherwise than it is written changes nothing but offsets and quotes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import PAGE

import wphf_extract
from wphf_extract.linking import name_key
from wphf_extract.reading.readable import visible
from wphf_extract.reading.readingcopy import ReadingCopy
from wphf_extract.records import PageResult

INVISIBLE = {"soft hyphen": "\u00ad", "zero-width space": "\u200b", "mark of direction": "\u200e", "joiner": "\u2060"}
INSIDE = [match.start() for match in re.finditer(r"(?<=\w)(?=\w)", PAGE)]


def _seen(result: PageResult) -> list[object]:
    """A page's values as a reader sees them."""
    return [
        (
            visible(record.text),
            [(visible(o.name), o.acronym, o.role) for o in record.organizations],
            [(visible(place.name), place.kind, place.geonames_id) for place in record.locations],
            [(t.value, t.unit, visible(t.population), t.sex) for t in record.targets],
            [(activity.code, visible(record.quote(activity))) for activity in record.activities],
        )
        for record in result.records
    ]


@pytest.mark.parametrize("sign", INVISIBLE.values(), ids=INVISIBLE)
def test_what_nobody_sees_changes_nothing_that_is_seen(sign: str) -> None:
    spoilt = re.sub(r"(?<=\w)(?=\w)", sign, PAGE)
    result = wphf_extract.extract(spoilt)
    assert _seen(result) == _seen(wphf_extract.extract(PAGE))
    assert all(spoilt[r.span.start : r.span.end] == r.text for r in result.records)
    assert result.records[0].organizations[0].name.count(sign) > 3  # letter for letter, as the page has it


@given(st.lists(st.tuples(st.integers(0, len(PAGE)), st.sampled_from([*INVISIBLE.values()])), max_size=20))
def test_wherever_it_stands(places: list[tuple[int, str]]) -> None:
    spoilt = PAGE
    for at, sign in sorted(places, reverse=True):
        spoilt = spoilt[:at] + sign + spoilt[at:]
    assert _seen(wphf_extract.extract(spoilt)) == _seen(wphf_extract.extract(PAGE))


def test_explanations_quote_the_page() -> None:
    spoilt = re.sub(r"(?<=\w)(?=\w)", "\u00ad", PAGE)
    told, plain = wphf_extract.explain(spoilt), wphf_extract.explain(PAGE)
    assert [(value.field, visible(value.quote)) for project in told.projects for value in project.values] == [
        (value.field, value.quote) for project in plain.projects for value in project.values
    ]
    for one, other in zip(told.projects, plain.projects, strict=True):
        assert [(r.reason, visible(r.quote)) for r in one.rejected] == [(r.reason, r.quote) for r in other.rejected]


CUT = """Mali

- Réseau Amani (RA), a network of the north of the country, on a project to provide media-
  tion in the region of Mop-
  ti, for the benefit of those who had to flee and of 300 young wom-
  en, and to support groups of women, or women-
  led groups, in Gao.
"""


def test_words_that_a_line_end_cuts_are_whole() -> None:
    whole = CUT.replace("women-\n  led", "women-led").replace("-\n  ", "")
    assert ReadingCopy(CUT).text == whole
    result, plain = wphf_extract.extract(CUT), wphf_extract.extract(whole)
    assert next(r.quote(a) for r in result.records for a in r.activities) == "media-\n  tion"
    record, other = result.records[0], plain.records[0]
    assert [a.code for a in record.activities] == [a.code for a in other.activities]
    assert [place.geonames_id for place in record.locations] == [place.geonames_id for place in other.locations]
    assert [(t.value, t.population) for t in record.targets] == [(300, "young wom-\n  en")]
    assert CUT[record.span.start : record.span.end] == record.text


def test_no_word_is_cut_where_another_line_begins() -> None:
    for text in ("- Gao-\n- mopti\n", "Partners:-\n\nand others-\n\nmore\n", "GAO-\nmopti\n"):
        assert ReadingCopy(text).text is text


def test_names_are_one_with_and_without_them() -> None:
    assert name_key("Ré\u00adseau de Ga\u200bo") == name_key("Réseau de Gao")


def test_a_place_of_the_page_and_its_words_in_the_copy() -> None:
    page = "Grants      by   year: train\u00ading, sup-\nport"
    for text in (page, "Nothing here reads otherwise."):
        copy = ReadingCopy(text)
        assert copy.words(0, len(text)) == copy.text
        for word in re.findall(r"\w+", copy.text):
            place = copy.last_place(word, 0, len(text))
            assert place is not None
            assert copy.words(*place) == word
    assert ReadingCopy(page).words(page.index("train"), page.index(",")) == "training"
