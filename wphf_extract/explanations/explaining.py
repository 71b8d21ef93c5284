"""Why a record says what it says: for each value its words and its rule, and what was decided against, and why.

    >>> import wphf_extract
    >>> page = wphf_extract.explain('''Our Partners in Mali
    ... - Réseau Amani on a project of two years to train 40 widows in Gao.
    ... ''')
    >>> [(no.quote, no.reason, no.told_by) for no in page.projects[0].rejected if no.field == "targets"]
    [('two', 'measure', 'year')]

The reasons are the ones that the components go by: they write them down while they decide
(`wphf_extract.explanations.trace`).
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from wphf_extract.explanations.reasons import LISTS, sentence
from wphf_extract.explanations.rulerefs import RuleIndex, RuleRef
from wphf_extract.explanations.trace import Decision, Trace
from wphf_extract.pages import Page
from wphf_extract.pipeline import annotated, default_pipeline, page_language
from wphf_extract.records import Activity, Location, Organization, PageResult, ProjectRecord, Target
from wphf_extract.resources import shared_gazetteer
from wphf_extract.results import make_result

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = [
    "ExplainedValue",
    "PageExplanation",
    "ProjectExplanation",
    "Rejection",
    "explain",
    "explain_page",
]


@dataclass(frozen=True, slots=True)
class ExplainedValue:
    """A value of a record.

    Attributes:
        field: `description`, `organizations`, `locations`, `targets`, `activities`; of a page, `country`.
        index: of the value in the record's field; None where there is one only.
        value: the value in words.
        quote: the words of the page that it rests on.
        start, end: where they stand, in characters.
        rule: the rule that found it.
    """

    field: str
    index: int | None
    value: str
    quote: str
    start: int
    end: int
    rule: RuleRef


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that was decided against, or how a comma or *and* between names was read.

    Attributes:
        field: what it could have been: `projects`, `organizations`, `locations`, `targets`, `activities`, `country`.
        quote: its words.
        start, end: where they stand, in characters.
        reason: why, a key of `wphf_extract.explanations.reasons.REASONS`.
        told_by: the words that say so; may be empty.
        message: the reason as a sentence.
        rule: the rule or list that says so, or that had found it; None where no file holds it.
    """

    field: str
    quote: str
    start: int
    end: int
    reason: str
    told_by: str
    message: str
    rule: RuleRef | None


@dataclass(frozen=True, slots=True)
class ProjectExplanation:
    """A description.

    Attributes:
        number: its place on the page, from 1.
        record_id: of its record.
        start, end: where it stands, in characters.
        text: its text.
        values: all values of its record, in the order of fields.
        rejected: what was decided against in it, in the order of the text.
    """

    number: int
    record_id: str
    start: int
    end: int
    text: str
    values: tuple[ExplainedValue, ...]
    rejected: tuple[Rejection, ...]


@dataclass(frozen=True, slots=True)
class PageExplanation:
    """A page.

    Attributes:
        path: its name, where known.
        values: what is known of the page as a whole.
        rejected: lines that are no descriptions, and other countries.
        projects: its descriptions.
    """

    path: str | None
    values: tuple[ExplainedValue, ...]
    rejected: tuple[Rejection, ...]
    projects: tuple[ProjectExplanation, ...]

    def to_dict(self) -> dict[str, Any]:
        """Returns the explanation as plain dicts, lists, strings, numbers and None."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return plain


def explain(
    text: str,
    *,
    source: str | None = None,
    url: str | None = None,
    title: str | None = None,
    language: str | None = None,
    nlp: Language | None = None,
) -> PageExplanation:
    """Explains what `extract` makes of a page; takes the same arguments.

    Raises:
        LanguageError: the text is in another language than the pipeline's.
        PageError: the text is longer than the pipeline's `max_length`.
    """
    return explain_page(Page(text, source, url, title), language=language, nlp=nlp)


def explain_page(page: Page, *, language: str | None = None, nlp: Language | None = None) -> PageExplanation:
    """Explains what `extract_page` makes of a page as read; see `explain`."""
    nlp = nlp or default_pipeline()
    trace = Trace()
    language = language or page_language(page, nlp)
    doc = annotated(page, nlp, language=language, trace=trace)
    rules: Sequence[str] = [project["rule"] for project in doc._.wphf_projects or ()]
    return _Explainer(page, trace, RuleIndex(nlp)).explain(make_result(doc, page, language), rules)


class _Explainer:
    """Puts together what a trace and the records say."""

    def __init__(self, page: Page, trace: Trace, rules: RuleIndex) -> None:
        self._page = page
        self._text = page.text
        self._trace = trace
        self._rules = rules

    def explain(self, result: PageResult, rules: Sequence[str]) -> PageExplanation:
        """Explains a page, whose descriptions were found by `rules`."""
        inside: list[list[Decision]] = [[] for _ in result.records]
        outside: list[Decision] = []
        starts = [record.span.start for record in result.records]
        for decision in sorted(self._trace.decisions, key=lambda decision: (decision.start, decision.end)):
            at = bisect_right(starts, decision.start) - 1
            holds = at >= 0 and decision.start < result.records[at].span.end
            (inside[at] if holds and decision.field != "projects" else outside).append(decision)
        projects = [
            self._project(number, record, rule, decisions)
            for number, (record, rule, decisions) in enumerate(zip(result.records, rules, inside, strict=True), 1)
        ]
        country, others = self._countries(result.source.country_code)
        rejected = (*others, *map(self._rejection, outside))
        return PageExplanation(self._page.path, country, rejected, tuple(projects))

    def _project(
        self, number: int, record: ProjectRecord, rule: str, decisions: Sequence[Decision]
    ) -> ProjectExplanation:
        start, end = record.span.start, record.span.end
        title = " ".join(record.text.split()[:8])
        description = self._value("description", None, title, start, end, self._rules.rule(rule))
        rejected = tuple(map(self._rejection, decisions))
        values = (description, *self._values(record))
        return ProjectExplanation(number, record.record_id, start, end, record.text, values, rejected)

    def _values(self, record: ProjectRecord) -> Iterator[ExplainedValue]:
        for field in ("organizations", "locations", "targets", "activities"):
            for at, value in enumerate(getattr(record, field)):
                led_by = self._trace.led_by.get(value.start, "") if field == "locations" else ""
                rule = self._rules.rule(value.rule, led_by)
                yield self._value(field, at, _in_words(value), value.start, value.end, rule)

    def _value(self, field: str, index: int | None, value: str, start: int, end: int, rule: RuleRef) -> ExplainedValue:
        return ExplainedValue(field, index, value, self._text[start:end], start, end, rule)

    def _rejection(self, decision: Decision) -> Rejection:
        field, start, end, reason, told_by, rule = decision
        quote = self._text[start:end]
        ref: RuleRef | None = None
        if (field, reason) in LISTS:
            file, tables = LISTS[field, reason]
            for word in (told_by,) if told_by else (quote, *quote.split()):
                ref = ref or self._rules.word((file,), tables, word)
        elif rule:
            ref = self._rules.rule(rule)
        return Rejection(field, quote, start, end, reason, told_by, sentence(reason, told_by), ref)

    def _countries(self, chosen: str | None) -> tuple[tuple[ExplainedValue, ...], tuple[Rejection, ...]]:
        """The page's country, and those that less speaks for."""
        names = {code: country.name for code, country in shared_gazetteer().countries().items()}
        if chosen is None:
            return (), ()
        values: tuple[ExplainedValue, ...] = ()
        rule, others = self._rules.rule("country.named"), []
        for code, (_, start, end) in sorted(self._trace.countries.items(), key=lambda item: -item[1][0]):
            if code == chosen:
                values = (self._value("country", None, names[code], start, end, rule),)
            else:
                message = sentence("fewer", names[chosen])
                others.append(
                    Rejection("country", self._text[start:end], start, end, "fewer", names[chosen], message, rule)
                )
        return values, tuple(others)


def _in_words(value: Organization | Location | Target | Activity) -> str:
    """A value as a person would say it."""
    if isinstance(value, Organization):
        return f"{value.name} ({value.acronym}), {value.role}" if value.acronym else f"{value.name}, {value.role}"
    if isinstance(value, Location):
        known = [part for part in (value.name, value.admin1, value.country_code) if part]
        point = "" if value.latitude is None else f" at {value.latitude}, {value.longitude}"
        return f"{value.relation} {', '.join(dict.fromkeys(known))}{point or ', not in the gazetteer'}"
    if isinstance(value, Target):
        number = f"{value.value} to {value.value_max}" if value.value_max else str(value.value)
        exact = "" if value.qualifier == "exact" else f"{value.qualifier.replace('_', ' ')} "
        return f"{exact}{number} {value.unit}"
    return value.code
