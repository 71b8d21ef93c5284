"""Scores: what counts as right, and that the house's own `score.py` counts the same."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest
from spacy.language import Language
from support import CORPUS, SHARED, named, needs_shared, record, script, source

from wphf_extract import Activity, Location, Page, ProjectRecord, Span, Target, extract_pages
from wphf_extract.evaluate import evaluate, evaluate_layouts
from wphf_extract.gold import GoldLocation, GoldOrganization, GoldPage, GoldProject, GoldTarget, read_gold
from wphf_extract.plain import record_to_dict
from wphf_extract.scores import layout_table

TEXT = "Réseau Amani (RA) and Kaba Network train 40 widows in Gao and Kayes."
AMANI = GoldOrganization("Réseau Amani", "RA", "lead", 0, 12)
KABA = GoldOrganization("Kaba Network", None, "member", 22, 34)
GAO = GoldLocation("Gao", None, "in", TEXT.index("Gao"), TEXT.index("Gao") + 3, 16.27, -0.04)
WIDOWS = GoldTarget(40, None, "exact", "people", "40 widows", 41, 50)
PROJECT = GoldProject(0, len(TEXT), (AMANI, KABA), (GAO,), (WIDOWS,), ("training",), ("media",), False)
GOLD = GoldPage("page.txt", TEXT, "MLI", "unknown", None, None, (PROJECT,))


def _place(name: str, point: tuple[float, float] | None = (16.0, 0.0)) -> Location:
    at = TEXT.index(name)
    return Location(name, None, "in", at, at + len(name), "MLI", 1, *(point or (None, None)), None, "test")


TARGET = Target(40, None, "exact", "people", "widows", "female", None, ("widow",), None, 41, 50, "test")
RECORD = record(
    TEXT,
    source=replace(source("somewhere/page.html"), country_code="MLI"),
    organizations=(named(TEXT, "Réseau Amani", acronym="RA"), named(TEXT, "Kaba Network", role="member")),
    locations=(_place("Gao"),),
    targets=(TARGET,),
    activities=(Activity("training", 35, 40, "test"),),
)


def counted(gold: GoldPage, *records: ProjectRecord) -> dict[str, tuple[int, int, int]]:
    """Hits, false alarms and misses of each field."""
    counts = evaluate([gold], records).counts
    return {name: (c.hits, c.false, c.missed) for name, c in counts.items()}


def test_what_is_right_counts_as_right() -> None:
    found = evaluate([GOLD], [RECORD])
    assert found.errors == []
    assert {c.f1 for c in found.counts.values()} == {1.0}
    assert found.mean == 1.0
    assert counted(GOLD, RECORD) == {
        "projects": (1, 0, 0),
        "page_country": (1, 0, 0),
        "lead": (1, 0, 0),
        "member": (1, 0, 0),
        "acronym": (1, 0, 0),
        "locations": (1, 0, 0),
        "locations_resolved": (1, 0, 0),
        "targets": (1, 0, 0),
        "areas": (0, 0, 0),
        "qualifier": (1, 0, 0),
        "activities": (1, 0, 0),
        "grounding": (3, 0, 0),
    }


def _changed(**fields: Any) -> ProjectRecord:
    return replace(RECORD, **fields)


@pytest.mark.parametrize(
    ("found", "field", "counts"),
    [
        (record(TEXT, start=500), "projects", (0, 1, 1)),
        (_changed(source=source("page.txt")), "page_country", (0, 0, 1)),
        (_changed(organizations=()), "lead", (0, 0, 1)),
        (_changed(organizations=RECORD.organizations[1:]), "acronym", (0, 0, 1)),
        (_changed(organizations=(named(TEXT, "Kaba Network"),)), "lead", (0, 1, 1)),
        (_changed(organizations=(named(TEXT, "Kaba Network", role="other"),)), "member", (0, 0, 1)),
        (_changed(organizations=(named(TEXT, "Réseau Amani", acronym="XY"),)), "acronym", (0, 1, 1)),
        (_changed(locations=(_place("Gao"), _place("Kayes"))), "locations", (1, 1, 0)),
        (_changed(locations=(_place("Gao", (17.0, 0.0)),)), "locations_resolved", (0, 0, 1)),
        (_changed(locations=(_place("Gao", None),)), "locations_resolved", (0, 0, 1)),
        (_changed(targets=(replace(TARGET, value=41),)), "targets", (0, 1, 1)),
        (_changed(targets=(replace(TARGET, value_max=50),)), "targets", (0, 1, 1)),
        (_changed(targets=(replace(TARGET, unit="areas"),)), "areas", (0, 1, 0)),
        (_changed(targets=(replace(TARGET, unit="items"),)), "targets", (0, 0, 1)),
        (_changed(targets=(replace(TARGET, qualifier="at_most"),)), "qualifier", (0, 1, 1)),
        (_changed(activities=(Activity("advocacy", 35, 40, "test"),)), "activities", (0, 1, 1)),
        (_changed(activities=(Activity("media", 35, 40, "test"),)), "activities", (0, 0, 1)),
    ],
)
def test_what_is_wrong_is_counted(found: ProjectRecord, field: str, counts: tuple[int, int, int]) -> None:
    assert counted(GOLD, found)[field] == counts
    lines = [line for line in evaluate([GOLD], [found]).errors if f" {field} " in line]
    assert len([line for line in lines if "MISSED" in line]) == counts[2]
    assert len([line for line in lines if "EXTRA" in line]) == counts[1]
    assert all(line.startswith("page#") for line in lines)


def test_a_record_that_stands_elsewhere_is_not_grounded() -> None:
    moved = replace(GOLD, text=TEXT.replace("Kaba", "Kuba"))
    assert counted(moved, RECORD)["grounding"] == (2, 1, 0)


@pytest.mark.parametrize("name", ["RÉSEAU AMANI", "Reseau Amani", "ONG «Réseau Amani»", "Réseau-Amani (NGO)"])
def test_names_are_compared_without_their_dress(name: str) -> None:
    gold = replace(GOLD, projects=(replace(PROJECT, organizations=(replace(AMANI, name=name), KABA)),))
    assert counted(gold, RECORD)["lead"] == (1, 0, 0)


def test_aliases_are_right_too() -> None:
    gold = replace(AMANI, name="Réseau Amani Mali", aliases=("Réseau Amani",))
    gold_page = replace(GOLD, projects=(replace(PROJECT, organizations=(gold, KABA)),))
    assert counted(gold_page, RECORD)["lead"] == counted(gold_page, RECORD)["acronym"] == (1, 0, 0)


def test_what_is_optional_counts_neither_way() -> None:
    gold = replace(
        PROJECT,
        organizations=(AMANI, replace(KABA, optional=True)),
        locations=(replace(GAO, optional=True, latitude=None, longitude=None),),
        targets=(replace(WIDOWS, optional=True),),
    )
    page = replace(GOLD, projects=(gold,))
    empty = _changed(organizations=RECORD.organizations[:1], locations=(), targets=())
    for found in (RECORD, empty):
        counts = counted(page, found)
        assert counts["member"] == counts["locations"] == counts["targets"] == (0, 0, 0)


def test_pages_without_records_and_records_without_pages() -> None:
    assert counted(GOLD)["projects"] == (0, 0, 1)
    assert counted(GOLD)["lead"] == (0, 0, 1)
    other = _changed(source=source("other.txt"))
    assert counted(GOLD, other) == counted(GOLD)


# -- the same counts as the house's score.py -----------------------------------------------------------

Damage = Callable[[ProjectRecord, random.Random], ProjectRecord]


@pytest.fixture(scope="module")
def score() -> ModuleType:
    """`shared/tools/score.py`."""
    return script(SHARED / "tools" / "score.py")


@pytest.fixture(scope="module")
def gold_and_records(nlp: Language) -> tuple[list[GoldPage], list[ProjectRecord]]:
    """All gold that may be read, and what is extracted from its pages."""
    gold = [*read_gold(CORPUS / "train"), *read_gold(SHARED / "gold")]
    pages = extract_pages((Page(page.text, page.page) for page in gold), nlp=nlp)
    return gold, [record for page in pages for record in page.records]


def _same_counts(score: ModuleType, gold: Sequence[GoldPage], records: Sequence[ProjectRecord]) -> int:
    """Compares all counts; returns how many errors there were."""
    theirs = score.score([page.to_dict() for page in gold], [record_to_dict(record) for record in records])
    found = evaluate(gold, records)
    ours = {name: (c.hits, c.false, c.missed) for name, c in found.counts.items()}
    assert ours == {name: (c.tp, c.fp, c.fn) for name, c in theirs.items()}
    assert {name: c.f1 for name, c in found.counts.items()} == {name: c.f for name, c in theirs.items()}
    return sum(false + missed for _, false, missed in ours.values())


def _lose(record: ProjectRecord, rng: random.Random) -> ProjectRecord:
    """Loses some of a record's values."""
    kept = {
        field: tuple(value for value in getattr(record, field) if rng.random() < 0.7)
        for field in ("organizations", "locations", "activities")
    }
    return replace(record, **kept, targets=record.targets[: rng.randrange(3)])


def _alter(record: ProjectRecord, rng: random.Random) -> ProjectRecord:
    """Changes what may be changed without its words."""
    return replace(
        record,
        source=replace(record.source, country_code=rng.choice([None, "MLI", record.source.country_code])),
        organizations=tuple(
            replace(o, role=rng.choice(["lead", "member", "other"]), acronym=rng.choice([o.acronym, None, "XYZ"]))
            for o in record.organizations
        ),
        locations=tuple(
            rng.choice([p, replace(p, latitude=None, longitude=None), replace(p, latitude=1.0, longitude=2.0)])
            for p in record.locations
        ),
        targets=tuple(
            replace(
                t,
                value=t.value + rng.choice([0, 0, 1]),
                value_max=rng.choice([t.value_max, 10**9]),
                unit=rng.choice([t.unit, t.unit, "areas", "items", "groups"]),
                qualifier=rng.choice([t.qualifier, "at_most"]),
            )
            for t in record.targets
        ),
        activities=tuple(replace(a, code=rng.choice([a.code, "media", "health"])) for a in record.activities),
    )


def _cut(record: ProjectRecord, rng: random.Random) -> ProjectRecord:
    """Cuts a description short, and with it what stands behind the cut."""
    end = record.span.start + max(1, int(len(record.text) * rng.choice([0.3, 0.5, 0.8, 1])))
    fields = {
        field: tuple(value for value in getattr(record, field) if value.end <= end)
        for field in ("organizations", "locations", "targets", "activities")
    }
    return replace(record, span=Span(record.span.start, end), text=record.text[: end - record.span.start], **fields)


@needs_shared
def test_agrees_with_score_on_what_is_extracted(
    score: ModuleType, gold_and_records: tuple[list[GoldPage], list[ProjectRecord]]
) -> None:
    gold, records = gold_and_records
    _same_counts(score, gold, records)
    assert evaluate(gold, records).mean > 0.5


@needs_shared
@pytest.mark.parametrize("damage", [_lose, _alter, _cut], ids=lambda d: d.__name__.strip("_"))
@pytest.mark.parametrize("seed", range(3))
def test_agrees_with_score_on_damaged_records(
    score: ModuleType,
    gold_and_records: tuple[list[GoldPage], list[ProjectRecord]],
    damage: Damage,
    seed: int,
) -> None:
    gold, records = gold_and_records
    rng = random.Random(seed)
    damaged = [damage(record, rng) for record in records]
    assert _same_counts(score, gold, damaged) > _same_counts(score, gold, records)


@needs_shared
@pytest.mark.parametrize(
    "damage",
    [
        lambda gold, records: (gold, records[::2]),
        lambda gold, records: (gold, [*records, *records]),
        lambda gold, records: (gold, []),
        lambda gold, records: ([replace(page, text=page.text[::-1]) for page in gold], records),
        lambda gold, records: ([replace(page, country="XXX") for page in gold], records),
    ],
    ids=["half", "twice", "none", "ungrounded", "elsewhere"],
)
def test_agrees_with_score_on_other_records(
    score: ModuleType,
    gold_and_records: tuple[list[GoldPage], list[ProjectRecord]],
    damage: Callable[[list[GoldPage], list[ProjectRecord]], tuple[list[GoldPage], list[ProjectRecord]]],
) -> None:
    gold, records = gold_and_records
    assert _same_counts(score, *damage(gold, records)) > _same_counts(score, gold, records)


@needs_shared
def test_reads_the_shared_gold_as_score_does(score: ModuleType, nlp: Language) -> None:
    raw = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((SHARED / "gold").glob("*.json"))]
    gold = read_gold(SHARED / "gold")
    records = [r for page in extract_pages((Page(g.text, g.page) for g in gold), nlp=nlp) for r in page.records]
    theirs = score.score(raw, [record_to_dict(r) for r in records])
    ours = evaluate(gold, records).counts
    assert {n: (c.hits, c.false, c.missed) for n, c in ours.items()} == {
        n: (c.tp, c.fp, c.fn) for n, c in theirs.items()
    }


# -- beside the five fields ----------------------------------------------------------------------------


def test_layouts_are_scored_apart() -> None:
    bullets = replace(GOLD, layout="dash-bullets")
    prose = replace(GOLD, page="other.txt", layout="prose")
    by_layout = evaluate_layouts([prose, bullets], [RECORD])
    assert list(by_layout) == ["dash-bullets", "prose"]
    assert by_layout["dash-bullets"].counts["projects"].f1 == 1.0
    assert by_layout["prose"].counts["projects"].hits == 0
    assert [line.split()[0] for line in layout_table(by_layout).splitlines()] == ["layout", "dash-bullets", "prose"]
