"""Records out of what the components wrote to a Doc, and the warnings that go with them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from wphf_extract.linking import count_distinct
from wphf_extract.pages import Page
from wphf_extract.records import (
    SCHEMA_VERSION,
    Activity,
    ExtractionWarning,
    Location,
    Organization,
    PageResult,
    ProjectRecord,
    Source,
    Span,
    Target,
    text_sha256,
)
from wphf_extract.resources import shared_gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["make_result"]

_FIELDS = ("organizations", "locations", "targets", "activities")


def make_result(doc: Doc, page: Page, language: str) -> PageResult:
    """Makes records of what the components wrote; the one place where that is done."""
    facts: dict[str, Any] = doc._.wphf_page or {}
    digest = text_sha256(page.text)
    projects: list[dict[str, Any]] = doc._.wphf_projects or []
    fields = {name: doc._.get(f"wphf_{name}") for name in _FIELDS}
    countries = {facts.get("country"), *(project["country"] for project in projects)}
    sources = {country: _source(page, country, language, digest) for country in countries}
    seen: Counter[str] = Counter()
    records = []
    for number, project in enumerate(projects):
        text = page.text[project["start"] : project["end"]]
        values = {name: found[number] if found else () for name, found in fields.items()}
        records.append(_record(project, values, text, sources[project["country"]], seen[text]))
        seen[text] += 1
    return PageResult(
        source=sources[facts.get("country")],
        declared_organizations=facts.get("declared_organizations"),
        declared_projects=facts.get("declared_projects"),
        records=tuple(records),
        warnings=tuple(_warnings(page, facts, projects, records)),
    )


def _source(page: Page, country: str | None, language: str, digest: str) -> Source:
    name = shared_gazetteer().countries()[country].name if country else None
    return Source(page.path, page.url, page.title, name, country, language, digest)


def _record(
    project: dict[str, Any],
    values: dict[str, Sequence[dict[str, Any]]],
    text: str,
    source: Source,
    occurrence: int,
) -> ProjectRecord:
    identity = f"{text}\0{occurrence}" if occurrence else text
    return ProjectRecord(
        record_id=hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        schema_version=SCHEMA_VERSION,
        source=source,
        section=project["section"],
        span=Span(project["start"], project["end"]),
        text=text,
        is_consortium=project.get("consortium", False),
        organizations=tuple([Organization(**v) for v in values["organizations"]]),
        locations=tuple([Location(**v) for v in values["locations"]]),
        targets=tuple([Target(**{**v, "attributes": tuple(v["attributes"])}) for v in values["targets"]]),
        activities=tuple([Activity(**v) for v in values["activities"]]),
    )


def _warnings(
    page: Page,
    facts: dict[str, Any],
    projects: list[dict[str, Any]],
    records: list[ProjectRecord],
) -> Iterator[ExtractionWarning]:
    whole = (0, max(len(page.text), 1))
    for note in page.notes:
        yield ExtractionWarning("reading", f"the page {note}", *whole)
    if not records:
        yield ExtractionWarning("no_project", "no programme description was found on this page", *whole)
    declared = facts.get("declared_projects")
    if declared is not None and records and declared != len(records):
        yield ExtractionWarning(
            "project_count",
            f"the page states {declared} projects; {len(records)} descriptions were found",
            *whole,
        )
    declared = facts.get("declared_organizations")
    if declared is not None and records:
        carriers = (o for r in records for o in r.organizations if o.role != "other")
        distinct = count_distinct(carriers, facts.get("country"))
        if declared != distinct:
            yield ExtractionWarning(
                "organization_count",
                f"the page states {declared} organisations; {distinct} distinct ones were found",
                *whole,
            )
    for record, project in zip(records, projects, strict=True):
        span = (record.span.start, record.span.end)
        if record.lead is None:
            yield ExtractionWarning("no_organization", f"no organisation in {record.text[:60]!r} …", *span)
        for start, end in project.get("uncounted", ()):
            yield ExtractionWarning(
                "uncounted_number",
                f"the number {page.text[start:end]!r} was counted by no rule",
                start,
                end,
            )
