"""Gold records: both forms read, one written, and every fault named by file and project."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wphf_extract.errors import GoldError
from wphf_extract.gold import GoldLocation, GoldOrganization, GoldPage, GoldTarget, check_gold, gold_toml, read_gold

TEXT = """WPHF in Mali

Peace
- Association Gao Lumière (AGL) with Réseau Amani trains over 40 widows in Gao.\r
- Réseau Amani trains 30 to 40 widows near Kayes.
"""
GOLD = """country = "MLI"
layout = "dash-bullets"
declared_organizations = 2
same_organizations = [[0, 1]]

[[project]]
starts = "Association Gao"
ends = "in Gao."
section = "Peace"
consortium = true
activities = ["training"]
activities_optional = ["peacebuilding"]

[[project.organizations]]
name = "Association Gao Lumière"
acronym = "AGL"
role = "lead"
aliases = ["Gao Lumière"]

[[project.organizations]]
name = "Réseau Amani"
role = "member"
optional = true

[[project.locations]]
name = "Gao"
at = [16.27, -0.04]

[[project.targets]]
quote = "over 40 widows"
value = 40
qualifier = "at_least"
unit = "people"

[[project]]
starts = "Réseau Amani"
ends = "Kayes."
activities = ["training"]

[[project.organizations]]
name = "Réseau Amani"
role = "lead"

[[project.locations]]
name = "Kayes"
kind = "region"
relation = "near"
km = 120

[[project.targets]]
quote = "30 to 40 widows"
value = 30
value_max = 40
unit = "people"
sex = "female"
attributes = ["widow"]
"""


def write(folder: Path, gold: str = GOLD, text: str | None = TEXT, name: str = "mali") -> Path:
    """Writes a gold file and its page."""
    if text is not None:
        (folder / f"{name}.txt").write_bytes(text.encode("utf-8"))
    path = folder / f"{name}.toml"
    path.write_text(gold, encoding="utf-8")
    return path


@pytest.fixture
def page(tmp_path: Path) -> GoldPage:
    """The good page, read."""
    (found,) = read_gold(write(tmp_path))
    return found


def test_page(page: GoldPage) -> None:
    assert (page.page, page.country, page.layout) == ("mali.txt", "MLI", "dash-bullets")
    assert (page.declared_organizations, page.declared_projects) == (2, None)
    assert page.same_organizations == ((0, 1),)
    assert page.text == TEXT


def test_projects(page: GoldPage) -> None:
    first, second = page.projects
    assert TEXT[first.start : first.end].endswith("in Gao.")
    assert TEXT[second.start : second.end] == "Réseau Amani trains 30 to 40 widows near Kayes."
    assert (first.section, first.is_consortium, second.section, second.is_consortium) == ("Peace", True, None, False)
    assert (first.activities, first.activities_optional) == (("training",), ("peacebuilding",))
    start = TEXT.index("Association")
    assert first.organizations[0] == GoldOrganization(
        "Association Gao Lumière", "AGL", "lead", start, start + 23, aliases=("Gao Lumière",)
    )
    assert first.organizations[1].optional
    start = TEXT.index("over 40")
    assert first.targets == (GoldTarget(40, None, "at_least", "people", "over 40 widows", start, start + 14),)
    assert (second.targets[0].value_max, second.targets[0].qualifier) == (40, "exact")


def test_a_place_is_the_first_one_outside_names(page: GoldPage) -> None:
    start = TEXT.index("Gao.")
    assert page.projects[0].locations == (
        GoldLocation("Gao", None, "in", start, start + 3, latitude=16.27, longitude=-0.04, km=50),
    )
    (kayes,) = page.projects[1].locations
    assert (kayes.kind, kayes.relation, kayes.km, kayes.latitude) == ("region", "near", 120, None)


def test_plain_form_is_the_json_form(page: GoldPage, tmp_path: Path) -> None:
    path = tmp_path / "plain.json"
    path.write_text(json.dumps(page.to_dict()), encoding="utf-8")
    assert read_gold(path) == [page]


def test_folders_are_read_in_order(tmp_path: Path, page: GoldPage) -> None:
    (tmp_path / "b").mkdir()
    write(tmp_path / "b", name="a")
    write(tmp_path, name="z")
    assert read_gold(tmp_path) == [replace(page, page=name) for name in ("a.txt", "mali.txt", "z.txt")]
    assert check_gold(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        ('layout = "dash', 'layuot = "dash', "page", "layuot"),
        ("declared_organizations = 2", 'declared_organizations = "2"', "page", "wrong type"),
        ("[[0, 1]]", "[[0, 2]]", "page", "project 2"),
        ('starts = "Association Gao"', 'starts = "Assocation"', "project 0", "'Assocation' is not in its text"),
        ('ends = "Kayes."', 'ends = "Kita."', "project 1", "'Kita.' is not in its text"),
        ('starts = "Réseau Amani"\n', "", "project 1", "starts"),
        ('section = "Peace"', 'sektion = "Peace"', "project 0", "sektion"),
        ('["training"]', '["trianing"]', "project 0", "'trianing': use one of"),
        ('["peacebuilding"]', '["peace"]', "project 0", "'peace': use one of"),
        ('role = "member"', 'role = "boss"', "project 0", "'boss': use one of lead"),
        ('role = "member"', 'role = "lead"', "project 0", "more than one lead"),
        ('role = "lead"\naliases', "aliases", "project 0", "role"),
        ('acronym = "AGL"', 'acronym = "ALG"', "project 0", "'ALG' is not in its text"),
        ('name = "Kayes"', 'name = "Kita"', "project 1", "'Kita' is not in its text"),
        ('name = "Gao"', 'name = "Lumière"', "project 0", "only inside an organisation's name"),
        ("[16.27, -0.04]", "[16.27]", "project 0", "latitude, longitude"),
        ("[16.27, -0.04]", '["N", "W"]', "project 0", "latitude, longitude"),
        ('unit = "people"\nsex', 'unit = "people"\nincluded_in = 0\nsex', "project 1", "another target"),
        ('unit = "people"\nsex', 'unit = "people"\nincluded_in = 1\nsex', "project 1", "another target"),
        ('relation = "near"', 'relation = "by"', "project 1", "'by': use one of in, near"),
        ("km = 120", 'km = "far"', "project 1", "wrong type"),
        ("over 40 widows", "over 40 widow’s", "project 0", "'over 40 widow’s' is not in its text"),
        ("value = 40\n", "", "project 0", "no value"),
        ('"at_least"', '"at least"', "project 0", "'at least': use one of"),
        ('unit = "people"\nsex', 'unit = "persons"\nsex', "project 1", "'persons': use one of"),
        ('sex = "female"', 'sexes = "female"', "project 1", "sexes"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, old: str, new: str, where: str, said: str) -> None:
    assert old in GOLD
    path = write(tmp_path, GOLD.replace(old, new, 1))
    faults = check_gold(path)
    assert faults and all(fault.startswith(f"{path}: ") for fault in faults)
    assert [fault for fault in faults if fault.startswith(f"{path}: {where}: ") and said in fault]
    with pytest.raises(GoldError) as caught:
        read_gold(path)
    assert str(caught.value).splitlines() == faults


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, GOLD.replace('"lead"', '"boss"').replace('"AGL"', '"XYZ"'), name="a")
    write(tmp_path, GOLD.replace("layout", "layuot"), name="b")
    write(tmp_path, name="c")
    faults = check_gold(tmp_path)
    assert [Path(fault.split(": ")[0]).name for fault in faults] == ["a.toml"] * 3 + ["b.toml"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.toml", "country = ]", "line 1"),
        ("a.json", "{", "line 1"),
        ("a.json", '{"page": "a.txt"}', "text"),
        ("a.json", "[]", "ill-typed"),
        ("a.toml", b"\xff", "utf-8"),
    ],
)
def test_a_file_that_is_no_gold(tmp_path: Path, name: str, content: str | bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    (fault,) = check_gold(path)
    assert fault.startswith(str(path)) and said in fault


def test_a_missing_page_is_named(tmp_path: Path) -> None:
    (fault,) = check_gold(write(tmp_path, text=None))
    assert "mali.toml" in fault and "mali.txt is missing" in fault


@pytest.mark.parametrize("name", ["none", "none.toml", ""])
def test_no_gold(tmp_path: Path, name: str) -> None:
    with pytest.raises(GoldError, match=r"no .*gold file"):
        read_gold(tmp_path / name)


@given(st.text(st.characters(exclude_categories=("Cs",))), st.floats(allow_nan=False, allow_infinity=False))
def test_what_is_written_holds_any_value(words: str, number: float) -> None:
    data = {
        "words": words,
        "list": [number, number],
        "truth": True,
        "project": [{"ends": words, "targets": [{"n": 1}]}],
    }
    assert tomllib.loads(gold_toml(data)) == data
