"""A user's own rules: what they add and switch off."""

from __future__ import annotations

from owncases import ACTIVITY, PAGE, PLACE, WORDS, Extract, codes, texts, with_rules
from spacy.language import Language
from support import REPO

import wphf_extract
from wphf_extract.rules.ownfiles import rule_texts
from wphf_extract.rules.ownrules import model_lines
from wphf_extract.taxonomy import taxonomy


def test_an_activity_type_brings_its_words(extract_with: Extract) -> None:
    page = extract_with(ACTIVITY)
    (found,) = [a for a in page.records[0].activities if a.code == "kite_flying"]
    assert (page.records[0].quote(found), found.rule) == ("fly paper kites", "kite_flying.words")


def test_own_areas_sets_and_rules(extract_with: Extract) -> None:
    toml = ACTIVITY.replace('"protection"', '"wind"').replace("kites", "{kites}")
    toml += """
[impact_areas]
wind = "Wind"
[sets]
kites = ["kites", "=gliders"]
[[rule]]
id = "kites.paper"
code = "kite_flying"
phrases = ["paper {kites}", "{groups} on a project"]
"""
    assert codes(extract_with(toml))[:2] == ["training", "kite_flying"]
    types = taxonomy(rules=texts(toml))
    assert types.impact_areas[types.activities["kite_flying"].impact_area] == "Wind"
    assert "kite_flying" not in taxonomy().activities


def test_types_and_rules_are_switched_off(extract_with: Extract) -> None:
    assert codes(extract_with("")) == ["training", "agriculture"]
    assert codes(extract_with('[off]\nactivities = ["training"]')) == ["agriculture"]
    assert codes(extract_with('[off]\nrules = ["training.train", "agriculture.words"]')) == []


def test_a_later_file_switches_off_what_an_earlier_one_added(extract_with: Extract) -> None:
    assert "kite_flying" in codes(extract_with(ACTIVITY))
    assert "kite_flying" not in codes(extract_with(ACTIVITY, second='[off]\nrules = ["kite_flying.words"]'))
    assert "kite_flying" not in codes(extract_with(ACTIVITY, second='[off]\nactivities = ["kite_flying"]'))


def test_unless_undoes_a_shipped_rule(extract_with: Extract) -> None:
    toml = '[sets]\nbags = ["purse", "purses"]\n[[unless]]\nrule = "agriculture.words"\nphrases = ["seed {bags}"]'
    assert codes(extract_with(toml)) == ["training"]


def test_words_join_and_leave_lists(extract_with: Extract) -> None:
    before, after = extract_with("").records[0], extract_with(WORDS).records[0]
    assert [(t.value, t.unit, t.attributes) for t in before.targets] == []
    assert [(t.value, t.unit, t.attributes) for t in after.targets] == [(30, "people", ("flyer",))]
    assert [w.code for w in extract_with(WORDS).warnings] == []


def test_a_word_counts_where_the_user_puts_it(extract_with: Extract) -> None:
    text = PAGE.replace("30 skipjacks", "30 teams")
    assert [t.unit for t in extract_with("", text).records[0].targets] == ["items"]
    toml = '[[words]]\nlist = "targets.nouns.groups"\nadd = ["team"]'
    assert [t.unit for t in extract_with(toml, text).records[0].targets] == ["groups"]
    toml = '[[words]]\nlist = "targets.nouns.items"\nremove = ["team"]'
    assert [t.unit for t in extract_with(toml, text).records[0].targets] == []


def test_words_of_sets_and_of_names(extract_with: Extract) -> None:
    toml = '[[words]]\nlist = "cues.sets.project"\nadd = ["=venture"]'
    page = extract_with(toml, PAGE.replace("a project", "a venture"))
    assert page.records[0].organizations[0].name == "Alpha Network"


def test_words_that_head_names(nlp: Language) -> None:
    text = "In 2020 the Omega Zzama began to train widows."
    pipeline = with_rules(nlp, texts('[[words]]\nlist = "names.heads"\nadd = ["zzama"]'))
    found = [pipe.get_pipe("wphf_organizations")(pipe.make_doc(text))._.wphf_organizations for pipe in (nlp, pipeline)]
    assert [[o["name"] for o in organizations] for (organizations,) in found] == [[], ["Omega Zzama"]]


def test_a_place_is_found_by_all_its_names(extract_with: Extract) -> None:
    (place,) = extract_with(PLACE).records[0].locations
    assert (place.name, place.country_code, place.latitude, place.longitude, place.admin1) == (
        "Zzuma Mpya",
        "KEN",
        -3.5,
        39.0,
        "Kilifi",
    )
    for name in ("New Zzuma", "Zzuma-Mpia", "Lodwar"):  # a variant, a slip, the name of a larger place of that kind
        found = extract_with(PLACE, PAGE.replace("Zzuma Mpya", name)).records[0].locations
        assert [(p.name, p.latitude) for p in found] == [(name, -3.5)]
    assert extract_with(PLACE, PAGE.replace("Kenya", "Mali")).records[0].locations[0].latitude is None


def test_a_place_is_switched_off(extract_with: Extract) -> None:
    text = PAGE.replace("Zzuma Mpya", "Garissa")
    assert extract_with("", text).records[0].locations[0].latitude is not None
    assert extract_with('[off.places]\nKEN = ["Garissa"]', text).records[0].locations[0].latitude is None


def test_the_shipped_model_stays_as_it_is(extract_with: Extract) -> None:
    extract_with(ACTIVITY + WORDS + PLACE)
    page = extract_with("")
    assert (codes(page), page.records[0].targets, page.records[0].locations[0].latitude) == (
        ["training", "agriculture"],
        (),
        None,
    )


def test_another_funds_page_by_rules_alone() -> None:
    folder = REPO / "examples" / "own_rules"
    nlp = wphf_extract.load(rules=folder / "tidewater.toml")
    page = wphf_extract.extract((folder / "page.txt").read_text(encoding="utf-8"), nlp=nlp)
    assert (page.source.country, page.declared_projects, page.declared_organizations) == ("Kenya", 5, 6)
    assert page.warnings == ()
    assert [
        (
            [o.acronym or o.name for o in r.organizations],
            [p.name for p in r.locations if p.latitude is not None],
            [(t.value, t.unit) for t in r.targets],
            [a.code for a in r.activities],
        )
        for r in page.records
    ] == [
        (["UPS"], ["Mkwiro Mpya"], [(120, "people"), (15, "people")], ["sea_farming", "livelihoods"]),
        (
            ["Bahari Yetu Jumuiya", "DWJ"],
            ["Kilindoni Ndogo", "Kwale"],
            [(3, "groups"), (10, "people")],
            ["environment", "reef_care"],
        ),
        (["Shanga Jumuiya"], ["Lamu"], [(80, "people")], ["infrastructure"]),
        (["SMJ"], ["Watamu"], [(40, "people")], ["reef_care", "environment", "awareness_raising", "media"]),
        (["Kaskazi Jumuiya"], ["Mombasa"], [(60, "people")], []),
    ]
    assert {r.section for r in page.records} == {"What we fund"}


def test_what_rules_can_refer_to_is_listed() -> None:
    lines = list(model_lines("en_wphf"))
    assert "activity media: Media and arts (CRS 22030, enabling_environment)" in lines
    assert "rule media.words: activities, media" in lines
    assert any(line.startswith("list targets.nouns.people: woman, ") for line in lines)
    assert any(line.startswith("list names.heads: ") for line in lines)
    assert rule_texts(None) == ()
