"""Own rules that break the format, or name what is not there: what is refused, and by which words."""

from __future__ import annotations

from pathlib import Path

import pytest
from owncases import ACTIVITY, PAGE, PLACE, WORDS, Extract, codes, texts

import wphf_extract
from wphf_extract import RuleError
from wphf_extract.rules.ownrules import read_own
from wphf_extract.taxonomy import taxonomy


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
def test_a_fault_names_file_and_line(extract_with: Extract, toml: str, said: list[str]) -> None:
    with pytest.raises(RuleError) as caught:
        extract_with(toml)
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
