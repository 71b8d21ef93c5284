"""What changed between two runs: projects found again across edits, and told field by field."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from storepages import target
from support import PAGE, named, record, source

import wphf_extract
import wphf_extract.pairing
from wphf_extract import Page, ProjectRecord
from wphf_extract.cli import main
from wphf_extract.compare import Difference, FieldChange, compare
from wphf_extract.stores import open_store
from wphf_extract.stores.files import write_all

OTHERS = """
Protection
- Femmes de Kayes (FK) on a project to help 60 women farmers in Kayes to found savings groups.
- Collectif Sunu on a project to offer psychosocial support to 35 displaced women in Sikasso.
"""


def records(text: str, nlp: Language, path: str = "mali.txt", url: str | None = None) -> list[ProjectRecord]:
    return list(wphf_extract.extract_page(Page(text, path, url), nlp=nlp).records)


def leads(some: Iterable[ProjectRecord]) -> list[str]:
    return [r.organizations[0].name for r in some]


def changes(difference: Difference) -> dict[str, list[FieldChange]]:
    """The changes of each changed project, by its lead organisation."""
    return {leads([project.new])[0]: list(project.changes) for project in difference.changed}


def test_nothing_changed(page: wphf_extract.PageResult) -> None:
    difference = compare(page.records, page.records)
    assert difference == Difference((), (), (), 3)
    assert not difference


def test_order_headings_and_offsets_are_no_change(nlp: Language) -> None:
    head, bullets = PAGE.split("Our Partners")
    moved = f"{head}\nMore words of background.\n\nOur Partners{bullets.replace('- Association', '-  Association')}"
    old, new = records(PAGE, nlp), records(moved, nlp)
    assert [r.span for r in old] != [r.span for r in new]
    assert compare(old, new[::-1]) == Difference((), (), (), 3)


def test_edits_are_told_field_by_field(nlp: Language) -> None:
    edited = (
        PAGE.replace("200 women from", "250 women from")
        .replace(", in partnership with Kaba Network,", "")
        .replace("legal aid to", "legal aid and psychosocial support to")
        .replace("region of Mopti", "regions of Mopti and Ségou")
        .replace("Livelihoods", "Economic Recovery")
    )
    difference = compare(records(PAGE, nlp), records(edited, nlp))
    assert (difference.added, difference.removed, difference.unchanged) == ((), (), 0)
    found = changes(difference)
    assert [(c.field, c.kind) for c in found["Association Lumière du Sahel"]] == [
        ("text", "changed"),
        ("targets", "changed"),
    ]
    target = found["Association Lumière du Sahel"][1]
    assert isinstance(target.old, dict) and isinstance(target.new, dict)
    assert (target.old["value"], target.new["value"]) == (200, 250)
    assert {k: v for k, v in target.old.items() if k != "value"} == {
        k: v for k, v in target.new.items() if k != "value"
    }
    amani = [(c.field, c.kind) for c in found["Réseau Amani"]]
    assert amani[:2] == [("text", "changed"), ("organizations", "removed")]
    assert ("locations", "added") in amani
    assert found["Réseau Amani"][-1] == FieldChange("activities", "added", None, {"code": "psychosocial_support"})
    assert found["ONG Tiéssiri"] == [FieldChange("section", "changed", "Livelihoods", "Economic Recovery")]


def test_added_and_removed(nlp: Language) -> None:
    old, new = records(PAGE, nlp), records(PAGE + OTHERS, nlp)
    difference = compare(old, new)
    assert leads(difference.added) == ["Femmes de Kayes", "Collectif Sunu"]
    assert (difference.removed, difference.changed, difference.unchanged) == ((), (), 3)
    back = compare(new, old)
    assert leads(back.removed) == ["Femmes de Kayes", "Collectif Sunu"] and back.added == ()


def test_another_project_of_the_same_kind_is_no_edit(nlp: Language) -> None:
    line = "- Femmes de Kayes (FK) on a project to help 60 women farmers in Kayes to found savings groups."
    other = "- Radio Daande on a project to inform 900 listeners in Bandiagara of the peace agreement."
    difference = compare(records(PAGE + OTHERS, nlp), records((PAGE + OTHERS).replace(line, other), nlp))
    assert leads(difference.removed) == ["Femmes de Kayes"] and leads(difference.added) == ["Radio Daande"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("2024/mali.txt", None), ("2025/mali.html", None)),  # by the name of the file
        (("a.txt", "https://example.org/mali"), ("b.txt", "https://example.org/mali")),  # by address
        (("a.txt", None), ("b.txt", None)),  # by country
    ],
)
def test_pages_are_tied(old: tuple[str, str | None], new: tuple[str, str | None], nlp: Language) -> None:
    edited = PAGE.replace("200 women from", "250 women from")
    difference = compare(records(PAGE, nlp, *old), records(edited, nlp, *new))
    assert len(difference.changed) == 1 and difference.unchanged == 2


def test_a_project_that_moved_to_another_page_is_the_same(nlp: Language) -> None:
    old = [*records(PAGE + OTHERS, nlp, "mali.txt")]
    intro = PAGE.split("Our Partners")[0] + "Our Partners\n"
    new = [*records(PAGE, nlp, "mali.txt"), *records(intro + OTHERS, nlp, "mali-2.txt")]
    assert compare(old, new) == Difference((), (), (), 5)


def test_equal_texts_on_one_page_are_counted(nlp: Language) -> None:
    twice = PAGE + "\n" + PAGE.split("Livelihoods\n")[1]
    difference = compare(records(twice, nlp), records(PAGE, nlp))
    assert len(difference.removed) == 1 and difference.unchanged == 3 and not difference.changed


def test_a_part_of_a_target_is_told_by_its_words() -> None:
    text = "Faso trains 20 chiefs and 500 people, including 300 women."
    chiefs, people = target(text, "20 chiefs", 20, "chiefs"), target(text, "500 people", 500, "people")
    women = target(text, "300 women", 300, "women", included_in=1)
    old = record(text, targets=(chiefs, people, women))
    new = record(text, targets=(people, replace(women, included_in=0)))
    (project,) = compare([old], [new]).changed
    (change,) = project.changes
    assert (change.field, change.kind, change.new) == ("targets", "removed", None)
    assert isinstance(change.old, dict) and change.old["value"] == 20


@given(seed=st.integers(0, 2**32), data=st.data())
def test_each_project_is_told_of_once(seed: int, data: st.DataObject) -> None:
    words = ["train", "women", "radio", "peace", "farm", "seeds", "court", "school"]
    numbers = st.lists(st.integers(0, 7), min_size=1, max_size=6)

    def run() -> list[ProjectRecord]:
        made = []
        for number, picks in enumerate(data.draw(st.lists(numbers, max_size=6))):
            text = f"Org {picks[0]} " + " ".join(words[p] for p in picks)
            made.append(
                record(
                    text,
                    source=source(f"{number % 2}.txt"),
                    record_id=text,
                    organizations=(named(text, f"Org {picks[0]}"),),
                )
            )
        return made

    old, new = run(), run()
    difference = compare(old, new)
    assert len(difference.added) + len(difference.changed) + difference.unchanged == len(new)
    assert len(difference.removed) + len(difference.changed) + difference.unchanged == len(old)
    assert all(project.changes for project in difference.changed)
    shuffled = random.Random(seed).sample(new, len(new))
    assert compare(new, shuffled) == Difference((), (), (), len(new))


def test_more_projects_than_can_be_compared_at_once(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    edited = PAGE.replace("200 women from", "250 women from").replace("40 households", "50 households")
    whole = compare(records(PAGE, nlp), records(edited, nlp))
    monkeypatch.setattr(wphf_extract.pairing, "_CELLS", 0)
    assert compare(records(PAGE, nlp), records(edited, nlp)) == whole
    assert len(whole.changed) == 2


def test_an_iterator_will_do(page: wphf_extract.PageResult) -> None:
    first, *rest = page.records
    assert compare(iter(page.records), iter(rest)).removed == (first,)


# -- the command ---------------------------------------------------------------------------------------


@pytest.fixture
def stores(tmp_path: Path, nlp: Language) -> tuple[str, str]:
    """A run in JSON Lines, and a later one in a database."""
    edited = (
        PAGE.replace("200 women from", "250 women from").replace(", in partnership with Kaba Network,", "") + OTHERS
    )
    targets = (str(tmp_path / "old.jsonl"), str(tmp_path / "new.sqlite"))
    for path, text in zip(targets, (PAGE, edited), strict=True):
        write_all(open_store(path), records(text, nlp))
    return targets


def test_the_command(stores: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *stores]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Mali"
    assert "  ~ Association Lumière du Sahel (ALS)" in lines
    assert "      targets: 200 women: value 200 → 250" in lines
    assert any(line.startswith("      text: ") and " [-200-] {+250+} " in line for line in lines)
    assert "      organizations: - Kaba Network (member)" in lines
    assert any(line.startswith("  + Femmes de Kayes (FK): ") for line in lines)
    assert lines[-1] == "2 added, 0 removed, 2 changed, 1 unchanged"


def test_the_command_in_json(stores: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "--json", *stores[::-1]]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["old"], told["new"], told["unchanged"]) == (stores[1], stores[0], 1)
    assert [r["organizations"][0]["acronym"] for r in told["removed"]] == ["FK", None]
    assert told["added"] == []
    (kaba,) = (c for p in told["changed"] for c in p["changes"] if c["field"] == "organizations")
    assert (kaba["kind"], kaba["old"], kaba["new"]["name"]) == ("added", None, "Kaba Network")


def test_a_terminal_is_not_told_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Radio\x1b[2J Paix works"
    paths = [str(tmp_path / name) for name in ("a.jsonl", "b.jsonl")]
    one = record(text, organizations=(named(text, "Radio\x1b[2J Paix"),))
    write_all(open_store(paths[0]), [one])
    write_all(open_store(paths[1]), [replace(one, section="\x1b[31m")])
    assert main(["diff", *paths]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out and r"Radio\x1b[2J Paix" in out


@pytest.mark.parametrize(("target", "message"), [("none.jsonl", "No such file"), ("x.csv", "not read back")])
def test_what_cannot_be_read(
    target: str, message: str, stores: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", stores[0], target]) == 2
    assert message in capsys.readouterr().err
