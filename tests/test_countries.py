"""Which country a page is about, and each of its descriptions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from parts import BLANK

from wphf_extract import extract, load
from wphf_extract.components.projects.countries import CountryFinder
from wphf_extract.explanations.trace import Trace
from wphf_extract.names.namewords import name_words
from wphf_extract.phrases.lexicon import words_of
from wphf_extract.resources import shared_gazetteer

FINDER = CountryFinder(name_words(), shared_gazetteer())


def read(
    text: str, *projects: tuple[str, str | None], trace: Trace | None = None, **source: Any
) -> tuple[str | None, list[str | None]]:
    """The country of a text and of its descriptions: their words, and their headings."""
    at, found = 0, []
    for words, section in projects:
        at = text.index(words, at)
        found.append({"start": at, "end": at + len(words), "section": section})
        at += len(words)
    return FINDER.read(text, words_of(BLANK.make_doc(text)), found, source, trace)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("", None),
        ("Kites fly.", None),
        ("Kites fly over Mali.", "MLI"),
        ("kites fly over mali.", None),  # no capital
        ("Kites fly over Mali and Chad, and over Chad again.", "TCD"),
        ("Kites fly over Niger and Nigeria, and over Nigeria.", "NGA"),
        ("The Malian sky", "MLI"),
        ("The Malian sky, the Malian sea, and Chad", "TCD"),  # an adjective weighs less
        ("Kites in Mali\nThey fly over Chad, Chad and Chad.", "MLI"),  # a title weighs more
        ("Over Mali they fly.\nThey fly over Chad, Chad and Chad.", "TCD"),  # a sentence does not weigh as much
        ("Over Mali they fly.\nThey fly over Chad.", "MLI"),
        ("Kites over Democratic Republic of the Congo", "COD"),  # the longest of those that overlap
        ("The Philippines", "PHL"),
        ("Kites over the Solomon Islands", "SLB"),
        ("Kites over Côte d’Ivoire", "CIV"),
        ("Kites over Cote d'Ivoire", "CIV"),
        ("\r\n\r\nKites in Mali\r\nChad, Chad", "MLI"),
    ],
)
def test_the_country_of_a_page(text: str, country: str | None) -> None:
    assert read(text) == (country, [])


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Kites over the Democratic Republic of the Congo", "COD"),
        ("Kites over the Philippines", "PHL"),
        ("Kites over the Gambia", "GMB"),
    ],
)
def test_names_behind_a_small_article(text: str, country: str) -> None:
    assert read(text)[0] == country


@pytest.mark.parametrize(
    "source",
    [
        {"title": "Our work in Mali"},
        {"path": "pages/mali.html"},
        {"path": "pages\\2024_mali.txt"},
        {"url": "https://example.org/countries/mali/"},
    ],
)
def test_title_file_and_address_weigh_more(source: dict[str, Any]) -> None:
    assert read("Kites over Chad, Chad and Chad.", **source) == ("MLI", [])
    assert read("Kites fly.", **source) == ("MLI", [])


@pytest.mark.parametrize("source", [{"path": "mali/kites.txt"}, {"url": "https://mali.org/kites"}, {"title": ""}])
def test_other_parts_of_an_address_tell_nothing(source: dict[str, Any]) -> None:
    assert read("Kites fly.", **source) == (None, [])


A, B, C, D = (f"They fly over {name}." for name in ("Mali", "Chad", "Niger", "the hills"))


def test_descriptions_belong_to_the_country_of_the_page() -> None:
    text = f"Kites in Mali\n{A}\n{D}\n{B}"
    assert read(text, (A, None), (D, None), (B, None)) == ("MLI", ["MLI"] * 3)  # one that names another is not enough


def test_a_page_about_several_countries() -> None:
    text = f"Kites\n{A}\n{B}\n{C}"
    assert read(text, (A, None), (B, None), (C, None)) == ("MLI", ["MLI", "TCD", "NER"])


def test_fewer_than_three_in_ten_that_name_another_are_too_few() -> None:
    lines = [A] * 5 + [B, C]
    projects = [(line, None) for line in lines]
    assert read("\n".join(lines), *projects)[1] == ["MLI"] * 7
    lines = [A] * 4 + [B, C]
    assert read("\n".join(lines), *projects[1:])[1] == [*["MLI"] * 4, "TCD", "NER"]


def test_headings_that_are_countries() -> None:
    text = f"Chad\n{D}\nNiger\n{D}\n{D}"
    assert read(text, (D, "Chad"), (D, "Niger"), (D, "Niger"))[1] == ["TCD", "NER", "NER"]


def test_who_names_no_country_goes_with_its_places_or_with_the_one_before() -> None:
    places = "They fly over Niamey and Zinder."
    text = f"Kites\n{A}\n{B}\n{C}\n{D}\n{places}\n{D}"
    projects: list[tuple[str, str | None]] = [(line, None) for line in (A, B, C, D, places, D)]
    assert read(text, *projects)[1] == ["MLI", "TCD", "NER", "NER", "NER", "NER"]
    projects = [(line, None) for line in (C, B, A, D, places, D)]
    assert read("\n".join(line for line, _ in projects), *projects)[1] == ["NER", "TCD", "MLI", "MLI", "NER", "NER"]


def test_of_countries_that_both_have_its_places_the_one_before_counts() -> None:
    shared = "They fly over Touba."
    senegal, guinea = A.replace("Mali", "Senegal"), A.replace("Mali", "Guinea")
    lines = (A, senegal, guinea, shared, senegal, shared)
    assert read("\n".join(lines), *((line, None) for line in lines))[1] == ["MLI", "SEN", "GIN", "GIN", "SEN", "SEN"]


def test_how_much_speaks_for_each_country_is_written_down() -> None:
    trace = Trace()
    text = "They fly.\nMali and the Malian sky, and Chad"
    read(text, trace=trace)
    scores: dict[str, Any] = {code: score for code, (score, _, _) in trace.countries.items()}
    assert scores == {"MLI": pytest.approx(1.3), "TCD": pytest.approx(1.0)}
    assert [text[start:end] for _, start, end in trace.countries.values()] == ["Mali", "Chad"]


def test_a_page_of_two_countries_and_no_description_has_the_one_that_is_named_most() -> None:
    page = extract("WPHF in Mali and Niger\n\nWomen of Mali sing.\n")
    assert (page.source.country_code, page.records) == ("MLI", ())


def test_whose_embassy_it_is_says_nothing() -> None:
    page = extract(
        "Embassy of Norway\nBamako\n\nThe Embassy of Norway has made two grants in Mali.\n\n"
        "- Réseau Amani (RA) on a project to train 40 widows in Gao.\n- Kaba Network on a project for wells in Mopti.\n"
    )
    assert page.source.country_code == "MLI"


def test_own_rules_say_whose_missions_are_others(tmp_path: Path) -> None:
    text = "Legation of Norway\n\nOur grants\n\n- Réseau Amani (RA) on a project to train widows in Gao and Kidal.\n"
    rules = tmp_path / "mine.toml"
    rules.write_text('[[words]]\nlist = "names.missions"\nadd = ["legation of"]\n', "utf-8")
    assert extract(text).source.country_code == "NOR"
    assert extract(text, nlp=load(rules=rules)).source.country_code != "NOR"


def test_whose_commission_it_is_says_something() -> None:
    page = extract("Grants\n\n- Kaba Network on a project with the Electoral Commission of Zambia for 40 widows.\n")
    assert page.source.country_code == "ZMB"


def test_of_two_countries_the_one_counts_in_which_the_places_lie() -> None:
    page = extract(
        "Fund for women\n\nMany fled from Mali to Niger. Niger has taken in refugees, as Niger did before.\n\n"
        "Our partners in Mali\n\n- Réseau Amani (RA) on a project to train 40 widows in Gao, Ansongo and Bourem.\n"
        "- Kaba Network on a project to dig wells in Mopti, Djenné and Bandiagara.\n"
    )
    assert page.source.country_code == "MLI"


def test_a_name_in_spaced_letters() -> None:
    page = extract("N I G E R\n\nOur partners\n\n- Kaba Network (KN) on a project to train 40 widows in Diffa.\n")
    assert page.source.country_code == "NER"
