"""Records against gold: which values of every field were found, missed, or are false alarms.

What counts: a gold page is paired with records by the file stem of its page, a gold project with the record whose
span overlaps it by half or more. Names are compared without case, accents, punctuation and legal forms. What gold
marks as optional counts neither way.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import PurePath

from wphf_extract.gazetteer import kilometres
from wphf_extract.gold import GoldLocation, GoldOrganization, GoldPage, GoldProject
from wphf_extract.linking import Mention, link_organizations
from wphf_extract.records import Location, Organization, ProjectRecord, Target
from wphf_extract.scores import Evaluation

__all__ = ["evaluate", "evaluate_layouts", "evaluate_linking"]

# No model's words, but those of `score.py`, which must count alike (tests/test_evaluate.py).
_LEGAL = frozenset(("ong", "ngo", "association", "organisation", "organization", "l", "the", "la", "le"))
_OVERLAP = 0.5


def evaluate(gold_pages: Iterable[GoldPage], records: Iterable[ProjectRecord]) -> Evaluation:
    """Scores records against gold.

    Args:
        gold_pages: the gold.
        records: what was extracted; records of pages without gold are passed over.
    """
    by_page = _by_page(records)
    evaluation = Evaluation()
    for page in gold_pages:
        _score_page(evaluation, page, by_page.get(PurePath(page.page).stem, []))
    return evaluation


def evaluate_layouts(gold_pages: Iterable[GoldPage], records: Iterable[ProjectRecord]) -> dict[str, Evaluation]:
    """Scores each layout family by itself.

    Args:
        gold_pages: as for `evaluate`.
        records: as extracted.

    Returns:
        An evaluation a layout family (see `corpus/README.md`), in the order of the alphabet.
    """
    families: dict[str, list[GoldPage]] = defaultdict(list)
    for page in gold_pages:
        families[page.layout].append(page)
    kept = list(records)
    return {layout: evaluate(families[layout], kept) for layout in sorted(families)}


def evaluate_linking(gold_pages: Iterable[GoldPage], records: Iterable[ProjectRecord]) -> Evaluation:
    """Scores `link_organizations` page by page: pairs of projects whose leads are one organisation.

    Args:
        gold_pages: as for `evaluate`.
        records: as extracted.

    Returns:
        Counts of the one field `linking`.
    """
    by_page = _by_page(records)
    evaluation = Evaluation()
    for page in gold_pages:
        stem = PurePath(page.page).stem
        found = by_page.get(stem, [])
        ids = link_organizations(found)
        lead: dict[int, str] = {}
        for number, at in _pair(page.projects, found).items():
            for index, organization in enumerate(found[at].organizations):
                if organization.role == "lead":
                    lead[number] = ids[Mention(found[at].record_id, index)]
        gold = {pair for group in page.same_organizations for pair in combinations(sorted(group), 2)}
        linked = {pair for pair in combinations(sorted(lead), 2) if lead[pair[0]] == lead[pair[1]]}
        evaluation.add("linking", f"{stem}#-", gold, linked)
    return evaluation


def _by_page(records: Iterable[ProjectRecord]) -> dict[str, list[ProjectRecord]]:
    by_page: dict[str, list[ProjectRecord]] = defaultdict(list)
    for record in records:
        by_page[PurePath(record.source.path or "").stem].append(record)
    return by_page


def _score_page(evaluation: Evaluation, page: GoldPage, records: Sequence[ProjectRecord]) -> None:
    name = PurePath(page.page).stem
    pairs = _pair(page.projects, records)
    extra = [f"extra@{r.span.start}" for n, r in enumerate(records) if n not in pairs.values()]
    evaluation.add("projects", f"{name}#-", range(len(page.projects)), [*pairs, *extra])
    code = records[0].source.country_code if records else None
    evaluation.add("page_country", f"{name}#-", [page.country], [code] if code else [])
    for number, project in enumerate(page.projects):
        record = records[pairs[number]] if number in pairs else None
        _score_project(evaluation, f"{name}#{number}", project, record)
    for record in records:
        values: tuple[Organization | Location, ...] = (*record.organizations, *record.locations)
        for named in values:
            right = _norm(page.text[named.start : named.end]) == _norm(named.name)
            evaluation.add("grounding", name, [named] if right else [], [named])


def _pair(projects: Sequence[GoldProject], records: Sequence[ProjectRecord]) -> dict[int, int]:
    """Gold projects and the records that overlap them most, best pairs first."""
    scored = sorted(
        ((_overlap(project, record), i, j) for i, project in enumerate(projects) for j, record in enumerate(records)),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for overlap, i, j in scored:
        if overlap >= _OVERLAP and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _overlap(project: GoldProject, record: ProjectRecord) -> float:
    span = record.span
    shared = min(project.end, span.end) - max(project.start, span.start)
    return shared / max(1, max(project.end, span.end) - min(project.start, span.start))


def _score_project(evaluation: Evaluation, where: str, gold: GoldProject, record: ProjectRecord | None) -> None:
    organizations = record.organizations if record else ()
    locations = record.locations if record else ()
    targets = record.targets if record else ()
    _score_organizations(evaluation, where, gold.organizations, organizations)
    _score_locations(evaluation, where, gold.locations, locations)
    _score_targets(evaluation, where, gold, targets)
    codes = [activity.code for activity in record.activities] if record else []
    evaluation.add("activities", where, gold.activities, codes, gold.activities_optional)


def _score_organizations(
    evaluation: Evaluation,
    where: str,
    gold: Sequence[GoldOrganization],
    found: Sequence[Organization],
) -> None:
    alias = {_norm(a): _norm(o.name) for o in gold for a in (o.name, *o.aliases)}
    optional = [_norm(o.name) for o in gold if o.optional]
    needed = [o for o in gold if not o.optional]

    def same(name: str) -> str:
        return alias.get(_norm(name), _norm(name))

    for role in ("lead", "member"):
        evaluation.add(
            role,
            where,
            (_norm(o.name) for o in needed if o.role == role),
            (same(o.name) for o in found if o.role == role),
            optional,
        )
    evaluation.add(
        "acronym",
        where,
        ((_norm(o.name), _norm(o.acronym)) for o in needed if o.acronym and o.role != "other"),
        ((same(o.name), _norm(o.acronym)) for o in found if o.acronym and o.role != "other"),
    )


def _score_locations(
    evaluation: Evaluation, where: str, gold: Sequence[GoldLocation], found: Sequence[Location]
) -> None:
    alias = {_norm(a): _norm(p.name) for p in gold for a in (p.name, *p.aliases)}
    evaluation.add(
        "locations",
        where,
        (_norm(p.name) for p in gold if not p.optional),
        (alias.get(_norm(p.name), _norm(p.name)) for p in found),
        (_norm(p.name) for p in gold if p.optional),
    )
    for place in gold:
        if place.latitude is not None:
            hit = any(_norm(p.name) == _norm(place.name) and _near(place, p) for p in found)
            evaluation.add("locations_resolved", where, [place.name], [place.name] if hit else [])


def _score_targets(evaluation: Evaluation, where: str, gold: GoldProject, found: Sequence[Target]) -> None:
    def key(target: object) -> tuple[object, object, object]:
        return (
            getattr(target, "value", None),
            getattr(target, "value_max", None),
            getattr(target, "unit", None),
        )

    for name, units in (
        ("targets", ("people", "households", "groups", "institutions")),
        ("areas", ("areas",)),
    ):
        evaluation.add(
            name,
            where,
            (key(t) for t in gold.targets if t.unit in units and not t.optional),
            (key(t) for t in found if t.unit in units),
            (key(t) for t in gold.targets if t.optional),
        )
    qualifiers: Mapping[tuple[int, str], str] = {(t.value, t.unit): t.qualifier for t in found}
    for target in gold.targets:
        qualifier = qualifiers.get((target.value, target.unit))
        if qualifier is not None:
            evaluation.add("qualifier", where, [(target.value, target.qualifier)], [(target.value, qualifier)])


def _near(gold: GoldLocation, found: Location) -> bool:
    """The found point lies within the gold's distance (great circle)."""
    if gold.latitude is None or gold.longitude is None:
        return False
    return kilometres(found, [(gold.latitude, gold.longitude)]) <= gold.km


def _norm(text: str | None) -> str:
    decomposed = unicodedata.normalize("NFKD", text or "")
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    words = re.sub(r"[^\w]+", " ", plain).split()
    while len(words) > 1 and words[0] in _LEGAL:
        words.pop(0)
    while len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    return " ".join(words)
