"""Where own rules travel: saved models, workers, journals, stores, gold."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from owncases import ACTIVITY, PAGE, PLACE, WORDS, Extract, codes, texts
from spacy.language import Language

import wphf_extract
from wphf_extract import PageFailure, RuleError
from wphf_extract.errors import GoldError
from wphf_extract.gold import read_gold
from wphf_extract.journal import Journal, fingerprint
from wphf_extract.plain import json_schema, record_to_dict
from wphf_extract.report import report_html
from wphf_extract.rules.ownfiles import RuleText
from wphf_extract.stores import StoreOptions, open_store, read
from wphf_extract.stores.tables import table_rows
from wphf_extract.taxonomy import taxonomy

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


def test_a_saved_model_knows_its_types_and_keeps_more_rules(extract_with: Extract, tmp_path: Path) -> None:
    wphf_extract.load(rules=texts(ACTIVITY)).to_disk(tmp_path / "model")
    model = str(tmp_path / "model")
    assert taxonomy(model).activities["kite_flying"].name == "Kite flying"
    nlp = wphf_extract.load(model, rules=texts(WORDS))
    nlp.to_disk(tmp_path / "again")
    nlp.to_disk(tmp_path / "again")
    own = tmp_path / "again" / "wphf_activities" / "own"
    assert sorted(file.name for file in own.iterdir()) == ["1-my.toml", "2-my.toml"]
    again = wphf_extract.load(tmp_path / "again")
    assert wphf_extract.extract(PAGE, nlp=again) == extract_with(ACTIVITY, second=WORDS)


def test_workers_have_them(extract_with: Extract, tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text(WORDS, encoding="utf-8")
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    pages = [tmp_path / "page.txt"] * 2
    results = list(wphf_extract.extract_many(pages, workers=2, rules=tmp_path / "my.toml"))
    assert [r.records[0].targets for r in results if not isinstance(r, PageFailure)] == [
        extract_with(WORDS).records[0].targets
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
def test_stores_know_own_types(extract_with: Extract, ending: str, tmp_path: Path) -> None:
    page, target = extract_with(ALL), str(tmp_path / f"out{ending}")
    with open_store(target, StoreOptions(rules=tuple(texts(ALL)))) as store:
        store.write(page)
    if ending in (".jsonl", ".sqlite", ".parquet"):
        assert [r.activities for r in read(target)] == [page.records[0].activities]
    elif ending in (".hxl.csv", ".iati.xml"):
        assert "16066" in Path(target).read_text(encoding="utf-8")
    Draft202012Validator(json_schema()).validate(record_to_dict(page.records[0]))
    named = [row for row in table_rows(page, taxonomy(rules=texts(ALL)))["activities"] if "Kite flying" in row]
    assert len(named) == 1


def test_reports_know_own_types(extract_with: Extract) -> None:
    page = extract_with(ACTIVITY)
    assert "Kite flying" in report_html([page], rules=texts(ACTIVITY))
    assert "Kite flying" not in report_html([page])


def test_gold_may_name_own_types(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text(PAGE, encoding="utf-8")
    gold = """country = "KEN"\nlayout = "bullets"
[[project]]\nstarts = "Alpha Network"\nends = "ZZD 4,000."\nactivities = ["kite_flying"]\n"""
    (tmp_path / "p.toml").write_text(gold, encoding="utf-8")
    with pytest.raises(GoldError, match="activity 'kite_flying': use one of"):
        read_gold(tmp_path)
    (page,) = read_gold(tmp_path, rules=texts(ACTIVITY))
    assert page.projects[0].activities == ("kite_flying",)
