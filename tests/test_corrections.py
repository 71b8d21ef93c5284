"""The correction loop: an unchanged round trip gives the records as gold, and an edit changes that only."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import DocBin, Span
from spacy.vocab import Vocab
from support import CORPUS, PAGE, REPO

import wphf_extract
from wphf_extract import Page, PageResult
from wphf_extract.cli import main
from wphf_extract.corrections import labels, task_of, write_tasks
from wphf_extract.corrections.docbin import GROUP
from wphf_extract.corrections.labels import SAYS
from wphf_extract.errors import GroundingError
from wphf_extract.evaluate import evaluate, evaluate_linking
from wphf_extract.gold import GoldPage, check_gold, read_gold

#: A page with characters of two UTF-16 units, line ends of two characters, and a name that stands twice.
ODD = (
    "WPHF 🌍🌍 in Benin\r\n\r\nVoix des Femmes\r\n"
    "- Réseau Amani (RAM) together with Voix des Femmes (VF) on a project 👩🏾‍🌾 to train over 40 widows, "
    "including 12 displaced women,\r\n  near Parakou.\r\n"
    "- Réseau Amani consortium on a project to give legal aid to 20 to 30 households in the department of Zou.\r\n"
)
SUFFIXES = (".json", ".jsonl", ".spacy")


def annotated(exported: Path) -> Path:
    """The file as the tool gives it back when every page was submitted as it came."""
    if exported.suffix == ".json":
        tasks = json.loads(exported.read_text(encoding="utf-8"))
        for number, task in enumerate(tasks):
            task["id"] = number + 100
            task["annotations"] = [{"was_cancelled": False, "result": task.pop("predictions")[0]["result"]}]
        exported.write_text(json.dumps(tasks), encoding="utf-8")
    return exported


def export(results: list[tuple[PageResult, str]], folder: Path, suffix: str) -> Path:
    """Writes pages for a tool."""
    target = folder / f"tasks{suffix}"
    write_tasks([task_of(result, text) for result, text in results], str(target))
    return annotated(target)


@pytest.fixture(autouse=True)
def one_model(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opens the model once for all runs of the command."""
    monkeypatch.setattr("wphf_extract.pipeline.load", lambda name, rules=(): nlp)


@pytest.fixture
def into(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[Path], tuple[int, str, Path]]:
    """Imports a file; returns the exit code, what was said, and the corpus folder."""

    def call(file: Path, *more: str) -> tuple[int, str, Path]:
        folder = tmp_path / "corpus"
        folder.mkdir(exist_ok=True)
        code = main(["corrections", "import", str(file), "--corpus", str(folder), *more])
        return code, capsys.readouterr().err, folder

    return call


def of_gold(page: GoldPage) -> list[dict[str, Any]]:
    """A gold page as values to compare."""
    return [
        {
            "text": page.text[p.start : p.end],
            "section": p.section,
            "country": p.country or page.country,
            "consortium": p.is_consortium,
            "organizations": sorted((o.name, o.acronym or "", o.role) for o in p.organizations),
            "locations": sorted((x.name, x.kind or "", x.relation, x.latitude, x.longitude) for x in p.locations),
            "targets": sorted(
                (
                    t.quote,
                    *(t.value, t.value_max or 0, t.qualifier, t.unit),
                    "" if t.included_in is None else p.targets[t.included_in].quote,
                )
                for t in p.targets
            ),
            "activities": sorted(p.activities),
        }
        for p in page.projects
    ]


def of_records(page: PageResult) -> list[dict[str, Any]]:
    """A page's records likewise."""
    return [
        {
            "text": r.text,
            "section": r.section,
            "country": r.source.country_code,
            "consortium": r.is_consortium,
            "organizations": sorted((o.name, o.acronym or "", o.role) for o in r.organizations),
            "locations": sorted(
                {x.name: (x.name, x.kind or "", x.relation, x.latitude, x.longitude) for x in r.locations}.values()
            ),
            "targets": sorted(
                (
                    r.quote(t),
                    *(t.value, t.value_max or 0, t.qualifier, t.unit),
                    "" if t.included_in is None else r.quote(r.targets[t.included_in]),
                )
                for t in r.targets
            ),
            "activities": sorted(a.code for a in r.activities),
        }
        for r in page.records
    ]


@pytest.fixture(scope="module")
def pages(nlp: Language) -> list[tuple[PageResult, str]]:
    """Pages of many layouts with their records."""
    texts = {"mali.txt": PAGE, "odd page.txt": ODD}
    texts["country_page.txt"] = (REPO / "examples" / "country_page.txt").read_text(encoding="utf-8")
    for path in sorted((CORPUS / "train").glob("*.txt")):
        texts[path.name] = path.read_bytes().decode()
    results = wphf_extract.extract_pages((Page(text, name) for name, text in texts.items()), nlp=nlp)
    return list(zip(results, texts.values(), strict=True))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_unchanged_round_trip_gives_the_records_as_gold(
    pages: list[tuple[PageResult, str]], suffix: str, tmp_path: Path, into: Any
) -> None:
    code, said, folder = into(export(pages, tmp_path, suffix))
    assert (code, said.splitlines()[-1]) == (0, f"{len(pages)} pages written into {folder}, 0 left out")
    assert check_gold(folder) == []
    gold = {page.page: page for page in read_gold(folder)}
    for result, text in pages:
        page = gold[Path(result.source.path or "").name]
        assert page.text == text
        assert of_gold(page) == of_records(result)
        assert (page.declared_organizations, page.declared_projects) == (
            result.declared_organizations,
            result.declared_projects,
        )
    records = [record for result, _ in pages for record in result.records]
    for evaluation in (evaluate(gold.values(), records), evaluate_linking(gold.values(), records)):
        assert evaluation.errors == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_facts_outside_the_scores_survive(nlp: Language, suffix: str, tmp_path: Path, into: Any) -> None:
    page = wphf_extract.extract(ODD, source="odd.txt", nlp=nlp)
    _, _, folder = into(export([(page, ODD)], tmp_path, suffix))
    data = tomllib.loads((folder / "odd.toml").read_text(encoding="utf-8"))
    targets = [target for project in data["project"] for target in project["targets"]]
    found = [target for record in page.records for target in record.targets]
    for name in ("population", "sex", "age"):
        assert [target.get(name) for target in targets] == [getattr(target, name) or None for target in found]
    assert [target.get("attributes", []) for target in targets] == [list(target.attributes) for target in found]
    assert data["same_organizations"] == [[0, 1]]


# One page, a person's edit of it in each tool, and what must change in the gold.


class Edit:
    """A person at work in one of the tools, on one page."""

    def __init__(self, file: Path, text: str) -> None:
        self.file, self.text = file, text
        if file.suffix == ".spacy":
            (self.doc,) = DocBin().from_disk(file).get_docs(Vocab())
        else:
            content = file.read_text(encoding="utf-8")
            (self.task,) = json.loads(content) if file.suffix == ".json" else [json.loads(content)]

    def units(self, words: str) -> tuple[int, int]:
        """The offsets that the tool gives to words."""
        if self.file.suffix == ".jsonl":
            before, inside = self.text.partition(words)[0].encode("utf-16-le"), words.encode("utf-16-le")
            return len(before) // 2, (len(before) + len(inside)) // 2
        at = self.text.index(words)
        return at, at + len(words)

    def relabel(self, words: str, old: str, new: str | None) -> None:
        """Changes the label of a mark, or takes the mark away."""
        start, end = self.units(words)
        if self.file.suffix == ".json":
            results = self.task["annotations"][0]["result"]
            (hit,) = [
                r
                for r in results
                if r["type"] == "labels" and _is(r["value"], start, end, r["value"]["labels"][0], old)
            ]
            hit["value"]["labels"] = [new]
            if new is None:
                self.task["annotations"][0]["result"] = [
                    r for r in results if hit["id"] not in (r.get("id"), r.get("from_id"), r.get("to_id"))
                ]
        elif self.file.suffix == ".jsonl":
            (hit,) = [
                e
                for e in self.task["entities"]
                if (e["start_offset"], e["end_offset"], e["label"]) == (start, end, old)
            ]
            hit["label"] = new
            if new is None:
                self.task["entities"].remove(hit)
                self.task["relations"] = [
                    r for r in self.task["relations"] if hit["id"] not in (r["from_id"], r["to_id"])
                ]
        else:
            spans = list(self.doc.spans[GROUP])
            (at,) = [n for n, s in enumerate(spans) if (s.start_char, s.end_char, s.label_) == (start, end, old)]
            spans[at : at + 1] = [] if new is None else [Span(self.doc, spans[at].start, spans[at].end, label=new)]
            self._put(spans)

    def add(self, words: str, label: str) -> None:
        """Sets a mark."""
        start, end = self.units(words)
        if self.file.suffix == ".json":
            value = {"start": start, "end": end, "text": words, "labels": [label]}
            result = {"id": f"new {words}", "from_name": "label", "to_name": "text", "type": "labels", "value": value}
            self.task["annotations"][0]["result"].append(result)
        elif self.file.suffix == ".jsonl":
            number = 1 + max(e["id"] for e in self.task["entities"])
            self.task["entities"].append({"id": number, "start_offset": start, "end_offset": end, "label": label})
        else:
            self._put([*self.doc.spans[GROUP], self.doc.char_span(start, end, label=label, alignment_mode="expand")])

    def _put(self, spans: list[Span]) -> None:
        attributes = self.doc.spans[GROUP].attrs
        self.doc.spans[GROUP] = spans
        self.doc.spans[GROUP].attrs.update(attributes)

    def save(self) -> Path:
        """Exports from the tool."""
        if self.file.suffix == ".spacy":
            DocBin(docs=[self.doc], store_user_data=False).to_disk(self.file)
        else:
            content = [self.task] if self.file.suffix == ".json" else self.task
            self.file.write_text(json.dumps(content), encoding="utf-8")
        return self.file


def _is(value: dict[str, Any], start: int, end: int, label: str, asked: str) -> bool:
    return (value["start"], value["end"], label) == (start, end, asked)


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


def test_records_of_another_text_are_no_task(page: PageResult) -> None:
    with pytest.raises(GroundingError, match="another text"):
        task_of(page, PAGE + " ")


def test_every_label_names_a_mark_or_says_more_of_one() -> None:
    assert len(set(labels())) == len(labels())
    assert not set(labels()) & set(SAYS)
