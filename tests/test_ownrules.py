"""A user's own rules: what they add and switch off, what is refused, and where they travel."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from spacy.language import Language
from support import REPO

import wphf_extract
from wphf_extract import PageFailure, PageResult, RuleError
from wphf_extract.journal import Journal, fingerprint
from wphf_extract.ownfiles import RuleText, rule_texts
from wphf_extract.ownrules import model_lines, read_own
from wphf_extract.pipeline import _with_rules
from wphf_extract.records import json_schema, record_to_dict
from wphf_extract.stores import StoreOptions, open_store, read
from wphf_extract.stores.tables import table_rows
from wphf_extract.taxonomy import taxonomy

Extract = Callable[..., PageResult]

ACTIVITY = """
[[activity]]
code = "kite_flying"
name = "Kite flying"
description = "Kites are flown."
crs_purpose_code = "16066"
impact_area = "protection"
phrases = ["fly|flying ...2 kites"]
finds = ["They fly red kites."]
misses = ["They fly."]
"""
PAGE = """Our Partners in Kenya

- Alpha Network on a project to train 30 skipjacks to fly paper kites in Zzuma Mpya, with seed purses of ZZD 4,000.
"""


@pytest.fixture(scope="module")
def extract(nlp: Language) -> Extract:
    """Reads a page with own rules; the shipped ones are compiled only once."""

    @cache
    def extract(toml: str, text: str = PAGE, **more: str) -> PageResult:
        return wphf_extract.extract(text, nlp=with_rules(nlp, texts(toml, **more)))

    return extract


def with_rules(nlp: Language, rules: list[RuleText]) -> Language:
    """A copy of the pipeline with own rules, as `load` makes one."""
    clone = copy.copy(nlp)
    clone._components = []
    for name, component in nlp.pipeline:
        twin = copy.copy(component)
        twin.__dict__["_compiled"] = component.rules  # type: ignore[attr-defined]
        clone._components.append((name, twin))
    return _with_rules(clone, rules)


def texts(toml: str, **more: str) -> list[RuleText]:
    """Rules as files named `my.toml`, `second.toml` …"""
    return [RuleText("my.toml", toml), *(RuleText(f"{name}.toml", text) for name, text in more.items())]


def codes(page: PageResult) -> list[str]:
    return [activity.code for activity in page.records[0].activities]


# -- what is added and switched off ----------------------------------------------------------------------


def test_an_activity_type_brings_its_words(extract: Extract) -> None:
    page = extract(ACTIVITY)
    (found,) = [a for a in page.records[0].activities if a.code == "kite_flying"]
    assert (page.records[0].quote(found), found.rule) == ("fly paper kites", "kite_flying.words")


def test_own_areas_sets_and_rules(extract: Extract) -> None:
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
    assert codes(extract(toml))[:2] == ["training", "kite_flying"]
    types = taxonomy(None, texts(toml))
    assert types.impact_areas[types.activities["kite_flying"].impact_area] == "Wind"
    assert "kite_flying" not in taxonomy().activities


def test_types_and_rules_are_switched_off(extract: Extract) -> None:
    assert codes(extract("")) == ["training", "agriculture"]
    assert codes(extract('[off]\nactivities = ["training"]')) == ["agriculture"]
    assert codes(extract('[off]\nrules = ["training.train", "agriculture.words"]')) == []


def test_a_later_file_switches_off_what_an_earlier_one_added(extract: Extract) -> None:
    assert "kite_flying" in codes(extract(ACTIVITY))
    assert "kite_flying" not in codes(extract(ACTIVITY, second='[off]\nrules = ["kite_flying.words"]'))
    assert "kite_flying" not in codes(extract(ACTIVITY, second='[off]\nactivities = ["kite_flying"]'))


def test_unless_undoes_a_shipped_rule(extract: Extract) -> None:
    toml = '[sets]\nbags = ["purse", "purses"]\n[[unless]]\nrule = "agriculture.words"\nphrases = ["seed {bags}"]'
    assert codes(extract(toml)) == ["training"]


def test_words_join_and_leave_lists(extract: Extract) -> None:
    before, after = extract("").records[0], extract(WORDS).records[0]
    assert [(t.value, t.unit, t.attributes) for t in before.targets] == []
    assert [(t.value, t.unit, t.attributes) for t in after.targets] == [(30, "people", ("flyer",))]
    assert [w.code for w in extract(WORDS).warnings] == []


WORDS = """
[[words]]
list = "targets.nouns.people"
add = ["skipjack"]
[[words]]
list = "targets.attributes.flyer"
add = ["Skipjack"]
[[words]]
list = "targets.traps.before"
add = ["ZZD"]
"""


def test_a_word_counts_where_the_user_puts_it(extract: Extract) -> None:
    text = PAGE.replace("30 skipjacks", "30 teams")
    assert [t.unit for t in extract("", text).records[0].targets] == ["items"]
    toml = '[[words]]\nlist = "targets.nouns.groups"\nadd = ["team"]'
    assert [t.unit for t in extract(toml, text).records[0].targets] == ["groups"]
    toml = '[[words]]\nlist = "targets.nouns.items"\nremove = ["team"]'
    assert [t.unit for t in extract(toml, text).records[0].targets] == []


def test_words_of_sets_and_of_names(extract: Extract) -> None:
    toml = '[[words]]\nlist = "cues.sets.project"\nadd = ["=venture"]'
    assert extract(toml, PAGE.replace("a project", "a venture")).records[0].organizations[0].name == "Alpha Network"


def test_words_that_head_names(nlp: Language) -> None:
    text = "In 2020 the Omega Zzama began to train widows."
    pipeline = with_rules(nlp, texts('[[words]]\nlist = "names.heads"\nadd = ["zzama"]'))
    found = [pipe.get_pipe("wphf_organizations")(pipe.make_doc(text))._.wphf_organizations for pipe in (nlp, pipeline)]
    assert [[o["name"] for o in organizations] for (organizations,) in found] == [[], ["Omega Zzama"]]


PLACE = """
[[place]]
name = "Zzuma Mpya"
country = "KEN"
latitude = -3.5
longitude = 39
variants = ["New Zzuma", "Lodwar"]
admin1 = "Kilifi"
"""


def test_a_place_is_found_by_all_its_names(extract: Extract) -> None:
    (place,) = extract(PLACE).records[0].locations
    assert (place.name, place.country_code, place.latitude, place.longitude, place.admin1) == (
        "Zzuma Mpya",
        "KEN",
        -3.5,
        39.0,
        "Kilifi",
    )
    for name in ("New Zzuma", "Zzuma-Mpia", "Lodwar"):  # a variant, a slip, the name of a larger place of that kind
        found = extract(PLACE, PAGE.replace("Zzuma Mpya", name)).records[0].locations
        assert [(p.name, p.latitude) for p in found] == [(name, -3.5)]
    assert extract(PLACE, PAGE.replace("Kenya", "Mali")).records[0].locations[0].latitude is None


def test_a_place_is_switched_off(extract: Extract) -> None:
    text = PAGE.replace("Zzuma Mpya", "Garissa")
    assert extract("", text).records[0].locations[0].latitude is not None
    assert extract('[off.places]\nKEN = ["Garissa"]', text).records[0].locations[0].latitude is None


def test_the_shipped_model_stays_as_it_is(extract: Extract) -> None:
    extract(ACTIVITY + WORDS + PLACE)
    page = extract("")
    assert (codes(page), page.records[0].targets, page.records[0].locations[0].latitude) == (
        ["training", "agriculture"],
        (),
        None,
    )


# -- what is refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[[aktivity]]", ["my.toml:1:", "aktivity", "activity, rule"]),
        ("[[rule]\n", ["my.toml", "line 1"]),
        ("[rule]\nid = 'x'", ["my.toml:1:", "[[rule]]"]),
        (ACTIVITY.replace("name =", "nmae ="), ["my.toml:4: activity", "nmae", "crs_purpose_code"]),
        (ACTIVITY.replace('name = "Kite flying"\n', ""), ["my.toml:2: activity", "'name' is missing"]),
        (ACTIVITY.replace('"Kite flying"', "3"), ["my.toml:4: activity", "name must be a text"]),
        (ACTIVITY.replace("kite_flying", "Kite"), ["my.toml:3: activity", "'Kite'", "small letters"]),
        (ACTIVITY.replace("kite_flying", "media"), ["my.toml:3: activity", "already"]),
        (ACTIVITY.replace("16066", "166"), ["my.toml:6: activity", "five digits"]),
        (ACTIVITY.replace('"protection"', '"wind"'), ["my.toml:7: activity", "wind", "conflict_prevention"]),
        (ACTIVITY.replace("phrases", "# "), ["my.toml:2: activity", "go with phrases"]),
        (ACTIVITY.replace('["fly|', '["...'), ["my.toml:2: rule 'kite_flying.words'", "write ... or"]),
        (ACTIVITY.replace("kites", "{kites}"), ["my.toml:2: rule 'kite_flying.words'", "names the set 'kites'"]),
        (ACTIVITY.replace('["They fly."]', '"They fly."'), ["my.toml:10: activity", "list of strings"]),
        (ACTIVITY.replace('"They fly."', '" "'), ["my.toml:10: activity", "empty"]),
        ('[[rule]]\nid = "a"\nfile = "x"\ncode = "media"\nphrases = ["x"]', ["my.toml:3: rule", "connectors"]),
        ('[[rule]]\nid = "a"\ncode = "medai"\nphrases = ["x"]', ["my.toml:3: rule 'a'", "medai", "media"]),
        ('[[rule]]\nid = "media.words"\ncode = "media"\nphrases = ["x"]', ["my.toml:1: rule", "two rules", "es.toml:"]),
        ('[[unless]]\nrule = "media"\nphrases = ["x"]', ["my.toml:2: unless", "no rule 'media'", "'media.words'"]),
        ('[[unless]]\nrule = "media.words"\nphrases = ["..."]', ["activities.toml", "with the unless of my.toml:1"]),
        ("[sets]\na = ['b c']", ["my.toml:2: sets", "'b c'", "single words"]),
        ("[sets]\na = ['{a}']", ["my.toml:2: sets", "single words"]),
        ("[sets]\ngroups = ['a']", ["my.toml:2:", "groups", "[[words]]"]),
        ("sets = 3", ["my.toml:1:", "[sets]"]),
        ('[[words]]\nlist = "targets.nouns.poeple"\nadd = ["x"]', ["my.toml:2: words", "'targets.nouns.people'?"]),
        ('[[words]]\nlist = "nouns.people"\nadd = ["x"]', ["my.toml:2: words", "targets, locations"]),
        ('[[words]]\nlist = "targets.nouns"\nadd = ["x"]', ["my.toml:2: words", "targets.nouns.people"]),
        ('[[words]]\nlist = "targets.traps.years"\nadd = ["x"]', ["my.toml:2: words", "no list"]),
        ('[[words]]\nlist = "names.heads"', ["my.toml:1: words", "add or to remove"]),
        ('[[words]]\nlist = "names.heads"\nremove = ["xx"]', ["my.toml:3: words", "does not hold 'xx'"]),
        ('[[words]]\nlist = "cues.sets.a"\nadd = ["b c"]', ["my.toml:3: words", "single words"]),
        (PLACE.replace("KEN", "KE"), ["my.toml:4: place 'Zzuma Mpya'", "'KE' is no country"]),
        (PLACE.replace("-3.5", "-93.5"), ["my.toml:5: place 'Zzuma Mpya'", "latitude", "90"]),
        (PLACE.replace("-3.5", '"3"'), ["my.toml:5: place 'Zzuma Mpya'", "latitude", "degrees"]),
        (PLACE + 'kind = "city"', ["my.toml:9: place 'Zzuma Mpya'", "town"]),
        ('[off]\nrules = ["media"]', ["my.toml:2:", "no rule 'media'"]),
        ('[off]\nactivities = ["medai"]', ["my.toml:2:", "no activity type 'medai'"]),
        ("[off]\nwords = []", ["my.toml:2: off", "rules, activities, places"]),
        ('[off]\nplaces = ["Hope"]', ["my.toml:2:", "[off.places]"]),
        ('[off.places]\nXXX = ["Hope"]', ["my.toml:2:", "'XXX' is no country"]),
    ],
)  # fmt: skip
def test_a_fault_names_file_and_line(extract: Extract, toml: str, said: list[str]) -> None:
    with pytest.raises(RuleError) as caught:
        extract(toml)
    assert [words for words in said if words not in str(caught.value)] == []


EVERYTHING = (
    ACTIVITY
    + WORDS
    + PLACE
    + """
[[rule]]
file = "cues"
id = "project.kite"
code = "project"
phrases = ["on a kite"]
[[unless]]
rule = "media.words"
phrases = ["radio silence"]
[sets]
kites = ["kite"]
[impact_areas]
wind = "Wind"
[off]
rules = ["media.words"]
activities = ["media"]
[off.places]
KEN = ["Garissa"]
"""
)
VALUES = ["3", '"x"', "[]", "[1]", '["x"]', "{ a = 1 }", "true", "1979-05-27", '[["x"]]', "nan"]


@pytest.mark.parametrize("line", [line for line in EVERYTHING.split("\n") if "=" in line])
def test_any_value_is_taken_or_refused(line: str) -> None:
    """Whatever stands behind a key, nothing but a `RuleError` comes of it."""
    for value in VALUES:
        toml = EVERYTHING.replace(line, f"{line.partition('=')[0]}= {value}", 1)
        try:
            own = read_own(tuple(texts(toml)))
            own.check_ids({"media.words"})
            own.with_types(taxonomy())
            assert own.gazetteer and own.names
            for book in ("activities", "cues", "connectors"):
                own.with_sets({})
                own.with_rules(book, [({"id": "media.words", "code": "media"}, own.files[0].toml.spot())])
        except RuleError as error:
            assert str(error).startswith("my.toml:")


@pytest.mark.parametrize("table", ["sets", "impact_areas", "off", "activity", "rule", "words", "place", "unless"])
@pytest.mark.parametrize("value", VALUES)
def test_any_table_is_taken_or_refused(table: str, value: str) -> None:
    try:
        read_own(tuple(texts(f"{table} = {value}")))
    except RuleError as error:
        assert str(error).startswith("my.toml:")


def test_brackets_without_end() -> None:
    with pytest.raises(RuleError, match=r"my\.toml: brackets within brackets"):
        read_own(tuple(texts("a = " + "[" * 100_000)))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"absent\.toml: No such file"):
        wphf_extract.load(rules=tmp_path / "absent.toml")
    (tmp_path / "latin.toml").write_bytes(b"# caf\xe9")
    with pytest.raises(RuleError, match=r"latin\.toml: .*UTF-8"):
        wphf_extract.load(rules=[tmp_path / "latin.toml"])


def test_a_component_that_refuses_rules_stays_as_it_was() -> None:
    nlp = wphf_extract.load()
    component = nlp.get_pipe("wphf_activities")
    with pytest.raises(RuleError):
        component.add_rules(texts('[off]\nactivities = ["medai"]'))
    assert codes(wphf_extract.extract(PAGE, nlp=nlp)) == ["training", "agriculture"]


def test_a_broken_shipped_file_names_its_line(tmp_path: Path) -> None:
    wphf_extract.load().to_disk(tmp_path / "model")
    file = tmp_path / "model" / "wphf_activities" / "activities.toml"
    text = file.read_text(encoding="utf-8")
    line = text[: text.index('code = "media"')].count("\n") + 1
    file.write_text(text.replace('code = "media"', 'code = "medai"', 1), encoding="utf-8")
    with pytest.raises(RuleError, match=rf"activities\.toml:{line}: rule '[a-z]+\.words'.*medai"):
        wphf_extract.load(tmp_path / "model")


# -- where they travel -----------------------------------------------------------------------------------

ALL = ACTIVITY + WORDS + PLACE


@pytest.fixture(scope="module")
def extended() -> Language:
    """The shipped model with own rules of all kinds."""
    return wphf_extract.load(rules=texts(ALL))


def _disk(nlp: Language, folder: Path) -> Language:
    nlp.to_disk(folder / "model")
    return wphf_extract.load(folder / "model")


def _bytes(nlp: Language, folder: Path) -> Language:
    return wphf_extract.load().from_bytes(nlp.to_bytes())


def _pickle(nlp: Language, folder: Path) -> Language:
    copy: Language = pickle.loads(pickle.dumps(nlp))
    return copy


@pytest.mark.parametrize("way", [_disk, _bytes, _pickle])
def test_rules_travel_with_the_pipeline(
    extended: Language, way: Callable[[Language, Path], Language], tmp_path: Path
) -> None:
    page = wphf_extract.extract(PAGE, nlp=extended)
    assert "kite_flying" in codes(page)
    assert wphf_extract.extract(PAGE, nlp=way(extended, tmp_path)) == page


def test_a_saved_model_knows_its_types_and_keeps_more_rules(extract: Extract, tmp_path: Path) -> None:
    wphf_extract.load(rules=texts(ACTIVITY)).to_disk(tmp_path / "model")
    model = str(tmp_path / "model")
    assert taxonomy(model).activities["kite_flying"].name == "Kite flying"
    nlp = wphf_extract.load(model, rules=texts(WORDS))
    nlp.to_disk(tmp_path / "again")
    nlp.to_disk(tmp_path / "again")
    own = tmp_path / "again" / "wphf_activities" / "own"
    assert sorted(file.name for file in own.iterdir()) == ["1-my.toml", "2-my.toml"]
    again = wphf_extract.load(tmp_path / "again")
    assert wphf_extract.extract(PAGE, nlp=again) == extract(ACTIVITY, second=WORDS)


def test_workers_have_them(extract: Extract, tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text(WORDS, encoding="utf-8")
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    pages = [tmp_path / "page.txt"] * 2
    results = list(wphf_extract.extract_many(pages, workers=2, rules=tmp_path / "my.toml"))
    assert [r.records[0].targets for r in results if not isinstance(r, PageFailure)] == [
        extract(WORDS).records[0].targets
    ] * 2
    with pytest.raises(RuleError, match=r"my\.toml:1"):
        list(wphf_extract.extract_many(pages, workers=2, rules=RuleText("my.toml", "[[x]]")))


def test_the_journal_tells_rules_apart(tmp_path: Path) -> None:
    runs = {
        fingerprint(),
        fingerprint("en_wphf", (RuleText("a", ACTIVITY),)),
        fingerprint("en_wphf", (RuleText("a", PLACE),)),
    }
    assert len(runs) == 3
    assert fingerprint("en_wphf", (RuleText("a", PLACE),)) == fingerprint("en_wphf", (RuleText("b", PLACE),))
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    reused = []
    for rules in (None, texts(WORDS), texts(WORDS)):
        with Journal(tmp_path / "journal", resume=True) as journal:
            list(wphf_extract.extract_many([tmp_path / "page.txt"], rules=rules, journal=journal))
            reused.append(journal.reused)
    assert reused == [0, 0, 1]


@pytest.mark.parametrize("ending", [".jsonl", ".sqlite", ".hxl.csv", ".iati.xml", ".xlsx", ".csv", ".parquet"])
def test_stores_know_own_types(extract: Extract, ending: str, tmp_path: Path) -> None:
    page, target = extract(ALL), str(tmp_path / f"out{ending}")
    with open_store(target, StoreOptions(rules=tuple(texts(ALL)))) as store:
        store.write(page)
    if ending in (".jsonl", ".sqlite", ".parquet"):
        assert [r.activities for r in read(target)] == [page.records[0].activities]
    elif ending in (".hxl.csv", ".iati.xml"):
        assert "16066" in Path(target).read_text(encoding="utf-8")
    Draft202012Validator(json_schema()).validate(record_to_dict(page.records[0]))
    named = [row for row in table_rows(page, taxonomy(None, texts(ALL)))["activities"] if "Kite flying" in row]
    assert len(named) == 1


def test_gold_may_name_own_types(tmp_path: Path) -> None:
    from wphf_extract.errors import GoldError
    from wphf_extract.gold import read_gold

    (tmp_path / "p.txt").write_text(PAGE, encoding="utf-8")
    gold = """page = "p"\ncountry = "KEN"\nlayout = "bullets"
[[project]]\nbegin = "Alpha Network"\nend = "ZZD 4,000."\nactivities = ["kite_flying"]\n"""
    (tmp_path / "p.toml").write_text(gold, encoding="utf-8")
    with pytest.raises(GoldError, match="kite_flying"):
        read_gold(tmp_path)
    assert "kite_flying" not in str(_faults(tmp_path))


def _faults(folder: Path) -> str:
    from wphf_extract.errors import GoldError
    from wphf_extract.gold import read_gold

    try:
        return str(read_gold(folder, rules=texts(ACTIVITY)))
    except GoldError as error:
        return f"fault: {error}".replace("kite_flying", "")


# -- the example -----------------------------------------------------------------------------------------


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
