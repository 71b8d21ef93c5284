"""From pages to records: what comes in, what comes out, ids, warnings; and properties that hold for any text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.language import Language
from support import PAGE, quotes

import wphf_extract
from wphf_extract import ModelError, Page, PageError, PageResult, ProjectRecord, WphfExtractError
from wphf_extract.plain import page_to_dict
from wphf_extract.resources import model_path

BULLETS = [line for line in PAGE.splitlines() if line.startswith("- ")]


def ids(page: PageResult) -> list[str]:
    return [record.record_id for record in page.records]


# -- one page ------------------------------------------------------------------------------------------


def test_a_page(page: PageResult) -> None:
    assert (page.source.path, page.source.country, page.source.country_code) == ("mali.txt", "Mali", "MLI")
    assert (page.declared_organizations, page.declared_projects) == (4, 3)
    assert page.warnings == ()
    first, second, third = page.records
    assert [(o.name, o.acronym, o.role) for o in second.organizations] == [
        ("Réseau Amani", "RA", "lead"),
        ("Kaba Network", None, "member"),
    ]
    assert [p.name for r in page.records for p in r.locations] == ["Gao", "Mopti", "Ménaka"]
    assert [(t.value, t.unit) for t in first.targets] == [(200, "people"), (8, "groups")]
    assert [(t.value, t.qualifier) for t in second.targets] == [(1500, "at_least")]
    assert [(t.value, t.qualifier, t.unit) for t in third.targets] == [(40, "at_most", "households")]
    assert [{"training"}, {"legal_aid"}, {"livelihoods"}] == [{a.code for a in r.activities} for r in page.records]
    assert [r.section for r in page.records] == ["Peacebuilding", "Peacebuilding", "Livelihoods"]


def test_facts_of_the_caller_stand_in_page_and_records(nlp: Language) -> None:
    found = wphf_extract.extract(PAGE, source="a.txt", url="https://example.org/mali", title="Mali", nlp=nlp)
    for source in (found.source, *(record.source for record in found.records)):
        assert (source.path, source.url, source.title) == ("a.txt", "https://example.org/mali", "Mali")
        assert source.language == "en"
        assert source.sha256 == found.source.sha256 and len(source.sha256) == 64


def test_the_shipped_model_is_the_default(page: PageResult) -> None:
    assert wphf_extract.extract(PAGE, source="mali.txt") == page


def test_too_long_a_text_is_refused_by_name(nlp: Language) -> None:
    with pytest.raises(PageError, match=r"long\.txt.*split"):
        wphf_extract.extract("a" * (nlp.max_length + 1), source="long.txt", nlp=nlp)


def test_a_text_that_reads_too_long_is_refused_by_name() -> None:
    """Ligatures are read as the letters they stand for, and components of others have their limit."""
    other = wphf_extract.load()
    other.add_pipe("sentencizer")
    other.max_length = 50
    with pytest.raises(PageError, match=r"^long\.txt: 80 characters; .*takes 50: split"):
        wphf_extract.extract("\ufb03 " * 20, source="long.txt", language="en", nlp=other)


@pytest.mark.parametrize("text", ["\ud800", f"{PAGE}\udcff"], ids=["alone", "at the end"])
def test_half_a_character_is_refused_by_name(nlp: Language, text: str) -> None:
    with pytest.raises(PageError, match=rf"^odd\.txt: holds half a character at {len(text) - 1}: "):
        wphf_extract.extract(text, source="odd.txt", language="en", nlp=nlp)


# -- many pages ----------------------------------------------------------------------------------------


def test_paths_strings_texts_and_pages(nlp: Language, tmp_path: Path, page: PageResult) -> None:
    file = tmp_path / "mali.txt"
    file.write_text(PAGE, encoding="utf-8")
    given_pages = [file, str(file), PAGE, Page(PAGE, "given.txt"), Page(PAGE)]
    found = list(wphf_extract.extract_pages(given_pages, nlp=nlp))
    assert [result.source.path for result in found] == [str(file), str(file), "text 2", "given.txt", None]
    assert {tuple(ids(result)) for result in found} == {tuple(ids(page))}


def test_pages_are_read_one_at_a_time(nlp: Language) -> None:
    asked: list[int] = []

    def pages() -> Iterator[Page]:
        for number in range(3):
            asked.append(number)
            yield Page(PAGE, f"{number}.txt")

    results = wphf_extract.extract_pages(pages(), nlp=nlp)
    assert asked == []
    assert next(results).source.path == "0.txt"
    assert asked == [0]


def test_a_page_that_fails_is_told_and_left_out(nlp: Language, tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\xff\xfe\xff")
    missing = tmp_path / "missing.txt"
    told: list[tuple[str, WphfExtractError]] = []
    results = wphf_extract.extract_pages(
        [Page(PAGE, "1"), missing, broken, Page(PAGE, "2")], nlp=nlp, on_error=lambda n, e: told.append((n, e))
    )
    assert [result.source.path for result in results] == ["1", "2"]
    assert [name for name, _ in told] == [str(missing), str(broken)]
    assert all(isinstance(error, PageError) and name in str(error) for name, error in told)


def test_without_a_handler_the_first_error_comes_out(nlp: Language, tmp_path: Path) -> None:
    results = wphf_extract.extract_pages([Page(PAGE, "1"), tmp_path / "missing.txt"], nlp=nlp)
    assert next(results).source.path == "1"
    with pytest.raises(PageError, match=r"missing\.txt"):
        next(results)


def test_order_of_pages_changes_nothing(nlp: Language) -> None:
    pages = [Page(PAGE, "a"), Page(PAGE.replace("Gao", "Kayes"), "b"), Page(PAGE.replace("Mali", "Niger"), "c")]
    one = list(wphf_extract.extract_pages(pages, nlp=nlp))
    other = list(wphf_extract.extract_pages(reversed(pages), nlp=wphf_extract.load()))
    assert one == other[::-1]


# -- models --------------------------------------------------------------------------------------------


def test_an_unknown_model_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        wphf_extract.load("xx_nowhere")
    assert "xx_nowhere" in str(caught.value) and "en_wphf" in str(caught.value)
    with pytest.raises(ModelError, match=r"config\.cfg"):
        wphf_extract.load(tmp_path)


def test_a_model_may_be_given_by_its_folder(page: PageResult) -> None:
    nlp = wphf_extract.load(model_path())
    assert wphf_extract.extract(PAGE, source="mali.txt", nlp=nlp) == page


def test_the_model_is_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    model_path.cache_clear()
    assert os.path.isabs(model_path())


# -- ids -----------------------------------------------------------------------------------------------


def test_ids_are_hexadecimal_and_distinct(page: PageResult) -> None:
    assert len(set(ids(page))) == 3
    assert all(len(name) == 16 and int(name, 16) >= 0 for name in ids(page))


def test_ids_are_those_of_all_machines(page: PageResult) -> None:
    # Made of the text alone; a change here breaks every store that people have filled.
    assert ids(page) == ["6d94fd71c7813591", "84d339aea8eec93f", "defe7a02d6ebf7ce"]


@pytest.mark.parametrize("number", range(3))
def test_an_edit_of_one_description_changes_no_other_id(nlp: Language, page: PageResult, number: int) -> None:
    edited = PAGE.replace(BULLETS[number], f"{BULLETS[number]} It began in March.".replace("\n", " "))
    assert edited != PAGE
    changed = [a != b for a, b in zip(ids(page), ids(wphf_extract.extract(edited, nlp=nlp)), strict=True)]
    assert changed == [n == number for n in range(3)]


def test_ids_do_not_hang_on_path_title_or_place_on_the_page(nlp: Language, page: PageResult) -> None:
    other = wphf_extract.extract("Context\n\nLong ago.\n\n" + PAGE, source="other.txt", title="Other", nlp=nlp)
    assert ids(other) == ids(page)
    assert other.records[0].span != page.records[0].span


def test_equal_descriptions_have_ids_of_their_own(nlp: Language) -> None:
    found = wphf_extract.extract(PAGE + BULLETS[2] + "\n" + BULLETS[2] + "\n", nlp=nlp)
    assert len(found.records) == 5
    assert len(set(ids(found))) == 5


# -- warnings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("by 4 civil", "by 26 civil", "organization_count", ("26", "4")),
        ("3 projects", "12 projects", "project_count", ("12", "3")),
        ("200 women", "200 zzyxes", "uncounted_number", ("'200'",)),
    ],
)
def test_warnings(nlp: Language, old: str, new: str, code: str, said: tuple[str, ...]) -> None:
    text = PAGE.replace(old, new)
    assert text != PAGE
    (warning,) = wphf_extract.extract(text, nlp=nlp).warnings
    assert warning.code == code
    assert all(words in warning.message for words in said)
    if code == "uncounted_number":
        assert text[warning.start : warning.end] == "200"
    else:
        assert (warning.start, warning.end) == (0, len(text))


def test_a_description_without_an_organisation_is_warned_of(nlp: Language) -> None:
    text = PAGE + "- on a project to support savings groups of women in the region of Kayes.\n"
    found = wphf_extract.extract(text, nlp=nlp)
    warnings = [warning for warning in found.warnings if warning.code == "no_organization"]
    assert [text[warning.start : warning.end] for warning in warnings] == [found.records[-1].text]
    assert found.records[-1].organizations == ()


@pytest.mark.parametrize("text", ["", " ", "Mali is large."])
def test_a_page_without_descriptions_is_warned_of(nlp: Language, text: str) -> None:
    found = wphf_extract.extract(text, nlp=nlp)
    assert found.records == ()
    assert [warning.code for warning in found.warnings] == ["no_project"]


# -- any text ------------------------------------------------------------------------------------------


def check(text: str, nlp: Language) -> PageResult:
    """Extracts a text and checks all that must hold whatever it says."""
    found = wphf_extract.extract(text, source="any.txt", language="en", nlp=nlp)
    last = 0
    for record in found.records:
        assert last <= record.span.start < record.span.end <= len(text)
        last = record.span.end
        assert text[record.span.start : record.span.end] == record.text == record.text.strip()
        assert quotes(text, record.organizations) == [o.name for o in record.organizations]
        assert quotes(text, record.locations) == [p.name for p in record.locations]
        assert all(o.acronym is None or o.acronym in record.text for o in record.organizations)
        assert [o.role for o in record.organizations].count("lead") <= 1
        for target, quote in zip(record.targets, quotes(text, record.targets), strict=True):
            assert target.population in quote
            assert target.value_max is None or target.value_max > target.value
            assert target.included_in is None or target.included_in < record.targets.index(target)
        codes = [activity.code for activity in record.activities]
        assert len(set(codes)) == len(codes)
        assert ProjectRecord.from_json(record.to_json()) == record
    assert len(set(ids(found))) == len(found.records)
    for warning in found.warnings:
        assert 0 <= warning.start < warning.end <= max(len(text), 1)
    assert PageResult.from_dict(json.loads(json.dumps(page_to_dict(found)))) == found
    return found


fast = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)

#: What pages are made of, whole and in splinters, with characters that moved offsets elsewhere.
PIECES = st.one_of(
    st.sampled_from(
        [
            "\n- ",
            "\n• ",
            "\n1. ",
            "\n\n",
            "\n",
            "\r\n",
            "\t",
            "\u00a0",
            " ",
            ", ",
            "; ",
            ". ",
            " – ",
            "/",
            "(",
            ")",
            "“",
        ]
    ),
    st.sampled_from(
        ["Our Partners", "Peacebuilding", "WPHF in Mali", "has supported 12 projects implemented by 20 organizations"]
    ),
    st.sampled_from(
        ["Réseau Amani (RA)", "ONG Kaba", "Association", "des Femmes", "Network", "consortium", "together with", "and"]
    ),
    st.sampled_from(
        [" on a project to ", "train ", "trianings ", "legal aid ", "economic empowerment ", "unless ", "strenghten "]
    ),
    st.sampled_from(
        ["1,500 women", "between five and eight", "over ", "up to ", "30–40 ", "including ", "COVID-19", "2021", "½"]
    ),
    st.sampled_from(["in Gao", "near Mopti-Sévaré", "the region of ", "district", "Saint-Louis", "North Kivu"]),
    st.sampled_from(
        ["İ", "ß", "ﬁ", "🕊️", "👩🏿‍🌾", "e\u0301", "\u200b", "\ufeff", "\u2028", "\x85", "\u202e", "١٢", "Ⅻ", "²"]
    ),
)


@fast
@given(text=st.text(max_size=200))
def test_any_text(nlp: Language, text: str) -> None:
    check(text, nlp)


@fast
@given(text=st.lists(PIECES, max_size=40).map("".join))
def test_any_page_like_text(nlp: Language, text: str) -> None:
    check(text, nlp)


@settings(fast, max_examples=40)
@given(pieces=st.lists(PIECES, max_size=8).map("".join), at=st.integers(0, len(PAGE)))
def test_a_page_with_something_in_it(nlp: Language, pieces: str, at: int) -> None:
    check(PAGE[:at] + pieces + PAGE[at:], nlp)


@pytest.mark.parametrize("odd", ["İ", "🕊️", "e\u0301", "\u00a0", "\t", "\u200b", "\ufeff", "ß", "\U0001d54f"], ids=ascii)
def test_offsets_survive(nlp: Language, page: PageResult, odd: str) -> None:
    text = f"{odd} {odd}\n\n{PAGE}"
    found = check(text, nlp)
    by = len(text) - len(PAGE)
    assert [r.text for r in found.records] == [r.text for r in page.records]
    assert [replace(o, start=o.start + by, end=o.end + by) for r in page.records for o in r.organizations] == [
        o for r in found.records for o in r.organizations
    ]


def test_crlf_changes_offsets_only(nlp: Language, page: PageResult) -> None:
    found = check(PAGE.replace("\n", "\r\n"), nlp)
    assert [[o.name for o in r.organizations] for r in found.records] == [
        [o.name for o in r.organizations] for r in page.records
    ]
    assert [[(t.value, t.unit) for t in r.targets] for r in found.records] == [
        [(t.value, t.unit) for t in r.targets] for r in page.records
    ]


def test_records_are_the_same_whatever_the_order_of_sets() -> None:
    code = "import sys, wphf_extract; print([r.to_json() for r in wphf_extract.extract(sys.stdin.read()).records])"
    page = (Path(__file__).parents[1] / "examples" / "country_page.txt").read_text(encoding="utf-8")
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=page,
            capture_output=True,
            encoding="utf-8",
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


def test_calls_that_ask_for_what_there_is_not() -> None:
    with pytest.raises(TypeError, match="give a list"):
        next(wphf_extract.extract_pages("Our Partners\n"))
    with pytest.raises(TypeError, match="page 0 is of type NoneType"):
        next(wphf_extract.extract_pages([None]))  # type: ignore[list-item]
    with pytest.raises(wphf_extract.UsageError, match="add_pipe"):
        wphf_extract.extract("Our Partners\n", nlp=English())
    assert wphf_extract.extract("Our Partners\n", source=Path("a") / "b.txt").source.path == str(Path("a") / "b.txt")
