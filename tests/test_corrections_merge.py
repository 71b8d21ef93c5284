"""One page, a person's edit of it in each tool, and what must change in the gold."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from annotators import ODD, SUFFIXES, Edit, export
from spacy.language import Language

import wphf_extract
from wphf_extract.corrections.docbin import GROUP
from wphf_extract.corrections.labels import SAYS
from wphf_extract.gold import check_gold

pytestmark = pytest.mark.usefixtures("one_model")


@pytest.fixture(params=SUFFIXES)
def edit(request: pytest.FixtureRequest, nlp: Language, tmp_path: Path) -> Edit:
    """The odd page in each tool."""
    page = wphf_extract.extract(ODD, source="odd.txt", nlp=nlp)
    return Edit(export([(page, ODD)], tmp_path, request.param), ODD)


@pytest.fixture
def before(edit: Edit, into: Any) -> dict[str, Any]:
    """The gold of the page as it was exported."""
    _, _, folder = into(edit.file)
    return tomllib.loads((folder / "odd.toml").read_text(encoding="utf-8"))


def after(edit: Edit, into: Any) -> dict[str, Any]:
    """The gold of the page as it was edited."""
    code, said, folder = into(edit.save(), "--replace")
    assert code == 0, said
    assert check_gold(folder) == []
    return tomllib.loads((folder / "odd.toml").read_text(encoding="utf-8"))


def test_the_odd_page_is_odd(before: dict[str, Any]) -> None:
    first, second = before["project"]
    assert [(o["name"], o["acronym"], o["role"]) for o in first["organizations"]] == [
        ("Réseau Amani", "RAM", "lead"),
        ("Voix des Femmes", "VF", "member"),
    ]
    assert [t.get("included_in") for t in first["targets"]] == [None, 0]
    assert second["consortium"] and second["targets"][0]["value_max"] == 30
    assert (first["locations"][0]["relation"], second["locations"][0]["kind"]) == ("near", "department")


@pytest.mark.parametrize(
    ("words", "old", "new", "path", "value"),
    [
        ("over 40 widows", "people", "households", ("targets", 0, "unit"), "households"),
        ("train", "activity:training", "activity:education", ("activities",), ["education"]),
        ("(VF)", "", "", (), None),
    ],
)
def test_a_changed_label_changes_only_that(
    edit: Edit, before: dict[str, Any], into: Any, words: str, old: str, new: str, path: tuple[Any, ...], value: Any
) -> None:
    if not path:
        edit.relabel("VF", "acronym", None)
        del before["project"][0]["organizations"][1]["acronym"]
    else:
        edit.relabel(words, old, new)
        home = before["project"][0]
        for step in path[:-1]:
            home = home[step]
        home[path[-1]] = value
    assert after(edit, into) == before


def test_a_member_that_became_another_role_keeps_its_acronym(edit: Edit, before: dict[str, Any], into: Any) -> None:
    start = ODD.index("Voix des Femmes (VF)")
    edit.text = ODD[:start].replace("Voix des Femmes", "vvvv vvv vvvvvv") + ODD[start:]  # the second one is meant
    edit.relabel("Voix des Femmes", "member", "other")
    before["project"][0]["organizations"][1]["role"] = "other"
    assert after(edit, into) == before


def test_a_mark_that_was_taken_away_is_gone(edit: Edit, before: dict[str, Any], into: Any) -> None:
    edit.relabel("Parakou", "location", None)
    if edit.file.suffix != ".json":
        edit.relabel("Parakou", "near", None)
    del before["project"][0]["locations"]
    assert after(edit, into) == before


def test_a_new_mark_is_read(edit: Edit, before: dict[str, Any], into: Any) -> None:
    edit.relabel("20 to 30 households", "households", None)
    edit.add(" 30 households ", "households")
    expected = {"quote": "30 households", "value": 30, "unit": "households", "population": "households"}
    before["project"][1]["targets"] = [expected]
    assert after(edit, into) == before


def test_a_new_place_is_looked_up(edit: Edit, before: dict[str, Any], into: Any) -> None:
    edit.relabel("Zou", "location", None)
    edit.add("department of Zou", "location")
    (place,) = before["project"][1]["locations"]
    before["project"][1]["locations"] = [{"name": "department of Zou", "at": place["at"]}]
    assert after(edit, into) == before


@pytest.mark.parametrize(
    ("words", "label", "said"),
    [
        ("Benin", "location", "lies in no mark `project`"),
        ("near", "people", "no number can be read here"),
        ("near", "peeple", "unknown label 'peeple': use one of project, section, lead"),
        ("near", "kind:", "unknown label"),
    ],
)
def test_a_fault_names_file_task_and_words(edit: Edit, into: Any, words: str, label: str, said: str) -> None:
    if label == "kind:":
        label = "people:" if edit.file.suffix != ".json" else "peeple"
    edit.add(words, label)
    code, told, folder = into(edit.save())
    assert code == 1 and list(folder.iterdir()) == []
    (line,) = told.splitlines()[:-1]
    task = {".json": "task 100", ".jsonl": "line 1", ".spacy": "doc 0"}[edit.file.suffix]
    assert line.startswith(f"error: {edit.file}: {task} (odd.txt): '{words}'") and said in line


def test_an_edited_text_is_refused(edit: Edit, into: Any) -> None:
    if edit.file.suffix == ".spacy":
        edit.doc.spans[GROUP].attrs["wphf"]["sha256"] = "0"
    elif edit.file.suffix == ".json":
        edit.task["data"]["text"] += "x"
    else:
        edit.task["text"] += "x"
    code, said, _ = into(edit.save())
    assert code == 1 and "do not edit texts in the tool" in said


def test_a_label_without_a_value_takes_a_fact_away(nlp: Language, tmp_path: Path, into: Any) -> None:
    page = wphf_extract.extract(ODD, source="odd.txt", nlp=nlp)
    edit = Edit(export([(page, ODD)], tmp_path, ".jsonl"), ODD)
    before = after(edit, into)
    edit.add("Zou", "kind:")
    del before["project"][1]["locations"][0]["kind"]
    assert after(edit, into) == before


@pytest.mark.parametrize("label", ["at_least", "optional", "value:7", "population:widows", "sex:female"])
def test_labels_can_say_any_fact(nlp: Language, label: str, tmp_path: Path, into: Any) -> None:
    page = wphf_extract.extract(ODD, source="odd.txt", nlp=nlp)
    for suffix in (".jsonl", ".spacy"):
        edit = Edit(export([(page, ODD)], tmp_path, suffix), ODD)
        edit.add("20 to 30 households", label)
        target = after(edit, into)["project"][1]["targets"][0]
        name, value = SAYS.get(label) or (label.partition(":")[0], label.partition(":")[2])
        assert str(target[name]) == str(value)


def test_a_label_that_says_more_of_nothing_is_a_fault(nlp: Language, tmp_path: Path, into: Any) -> None:
    page = wphf_extract.extract(ODD, source="odd.txt", nlp=nlp)
    edit = Edit(export([(page, ODD)], tmp_path, ".jsonl"), ODD)
    edit.add("near", "at_least")
    edit.add("train", "kind:region")
    edit.add("over 40 widows", "at_most")
    code, said, _ = into(edit.save())
    assert code == 1
    assert "'over 40 widows': two labels say what qualifier is" in said
    assert "'near': the label that says qualifier = 'at_least' needs" in said
    assert "'train': the label that says kind = 'region' needs" in said


def test_relations_say_whose_an_acronym_is(nlp: Language, tmp_path: Path, into: Any) -> None:
    page = wphf_extract.extract(ODD, source="odd.txt", nlp=nlp)
    edit = Edit(export([(page, ODD)], tmp_path, ".jsonl"), ODD)
    marks = {(e["label"], e["start_offset"]): e["id"] for e in edit.task["entities"]}
    first, second = (marks["acronym", edit.units(words)[0]] for words in ("RAM", "VF"))
    for relation in edit.task["relations"]:
        relation["from_id"] = {first: second, second: first}.get(relation["from_id"], relation["from_id"])
    names = {o["name"]: o["acronym"] for o in after(edit, into)["project"][0]["organizations"]}
    assert names == {"Réseau Amani": "VF", "Voix des Femmes": "RAM"}


def test_links_between_descriptions_are_faults(nlp: Language, tmp_path: Path, into: Any) -> None:
    page = wphf_extract.extract(ODD, source="odd.txt", nlp=nlp)
    edit = Edit(export([(page, ODD)], tmp_path, ".jsonl"), ODD)
    marks = {(e["label"], e["start_offset"]): e["id"] for e in edit.task["entities"]}
    whole = marks["households", edit.units("20 to 30 households")[0]]
    (link,) = [relation for relation in edit.task["relations"] if relation["type"] == "part_of"]
    edit.task["relations"].append({**link, "to_id": whole})
    code, said, _ = into(edit.save())
    assert code == 1 and "'12 displaced women' at" in said and "a link part_of to another description" in said
    link["to_id"] = marks["lead", edit.units("Réseau Amani")[0]]
    edit.task["relations"].pop()
    code, said, _ = into(edit.save())
    assert code == 1 and "a link 'part_of' from target to organization" in said


def test_a_value_that_toml_cannot_hold_is_a_fault(nlp: Language, tmp_path: Path, into: Any) -> None:
    page = wphf_extract.extract(ODD, source="odd.txt", nlp=nlp)
    edit = Edit(export([(page, ODD)], tmp_path, ".jsonl"), ODD)
    edit.add("Zou", "km:nan")
    code, said, folder = into(edit.save())
    assert code == 1 and "odd.txt" in said and list(folder.iterdir()) == []


def test_without_relations_what_was_exported_holds(nlp: Language, tmp_path: Path, into: Any) -> None:
    page = wphf_extract.extract(ODD, source="odd.txt", nlp=nlp)
    edit = Edit(export([(page, ODD)], tmp_path, ".jsonl"), ODD)
    whole = after(edit, into)
    entities = edit.task.pop("entities")
    del edit.task["relations"]
    edit.task["label"] = [[e["start_offset"], e["end_offset"], e["label"]] for e in entities]
    assert after(edit, into) == whole


def test_a_tool_that_counted_utf16_is_noticed(nlp: Language, tmp_path: Path, into: Any) -> None:
    page = wphf_extract.extract(ODD, source="odd.txt", nlp=nlp)
    edit = Edit(export([(page, ODD)], tmp_path, ".json"), ODD)
    whole = after(edit, into)
    for result in edit.task["annotations"][0]["result"]:
        value = result.get("value", {})
        for name in ("start", "end"):
            if name in value:
                value[name] = len(ODD[: value[name]].encode("utf-16-le")) // 2
    assert after(edit, into) == whole


def test_a_region_that_stands_elsewhere_is_a_fault(nlp: Language, tmp_path: Path, into: Any) -> None:
    page = wphf_extract.extract(ODD, source="odd.txt", nlp=nlp)
    edit = Edit(export([(page, ODD)], tmp_path, ".json"), ODD)
    for result in edit.task["annotations"][0]["result"]:
        if result["type"] == "labels":
            result["value"]["start"] += 3
    code, said, _ = into(edit.save())
    assert code == 1 and "does not stand there on the page" in said


def test_a_country_that_there_is_not_is_a_fault(nlp: Language, tmp_path: Path, into: Any) -> None:
    page = wphf_extract.extract(ODD, source="odd.txt", nlp=nlp)
    edit = Edit(export([(page, ODD)], tmp_path, ".jsonl"), ODD)
    edit.task["wphf"]["page"]["country"] = "BE"
    code, said, _ = into(edit.save())
    assert code == 1 and "'BE': write its code of three letters" in said
