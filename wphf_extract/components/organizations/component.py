"""`wphf_organizations`: who carries each project, with whom, and what their short forms are.

How it decides. The *head* of a description ends where the project begins. Connectors (*together with* …) part the lead
from the members. Where a description tells of the project before it names who carries it (*Seeds for widows –
implemented by Alpha*, *“Seeds for Widows” – Alpha*), the head is what stands behind such words. Each part is a list of
names, and every comma and joiner (*and, et, y, &*) in it either parts two names or stands inside one;
`wphf_extract.names.namelists` weighs that. Connectors further on in the text add members where a name follows them.
Running text is led by the first organisation that it names beyond doubt; where its first words tell of means, origin or
partners (*With its funding, Alpha …*), by the name behind their comma; and by whom a passive sentence names (*60 widows
are taught by Alpha for Widows*), if that comes first.

Writes `doc._.wphf_organizations` (a list per description of dicts: name, acronym, role, start, end, rule) and
`doc.spans["wphf_organizations"]`; marks consortia in `doc._.wphf_projects`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from wphf_extract.components.base import RuleComponent, SpanValues, project_stretches, text_of
from wphf_extract.components.organizations.heads import HeadReader
from wphf_extract.names.shortforms import QUOTES
from wphf_extract.phrases.lexicon import words_of
from wphf_extract.phrases.phrasebook import matches_within
from wphf_extract.rules.rulefiles import RuleFile, read_rules

__all__ = ["OrganizationFinder", "make_organizations"]

_CODES = (
    "member",
    "joined",
    "carrier",
    "composed",
    "other",
    "consortium",
    "led",
    "place",
    "descriptor",
    "directed",
    "opening",
    "named",
    "agent",
    "public_body",
)


class OrganizationFinder(RuleComponent):
    """Finds the organisations of each description; see the module.

    Args:
        name: name in the pipeline.
        rules: folder with `connectors.toml`; None takes the shipped model's.
    """

    folder = "wphf_organizations"
    files = ("connectors.toml",)

    def compile(self, texts: Mapping[str, str], where: str) -> RuleFile:
        """Reads `connectors.toml`."""
        return read_rules(texts["connectors.toml"], f"{where}/connectors.toml", _CODES, self.own, "connectors")

    def annotate(self, doc: Doc) -> Iterator[SpanValues]:
        """Annotates one document, all but `doc.spans`; see `RuleComponent.annotate`."""
        stretches = project_stretches(doc)
        rules: RuleFile = self.rules
        text = text_of(doc)
        hits = rules.book.find(words_of(doc), stretches)
        projects = doc._.wphf_projects
        described = [
            (start, end, projects[number] if projects else {}) for number, (start, end) in enumerate(stretches)
        ]
        readers = [
            HeadReader(
                text, rules, matches_within(hits, start, end), self.own, project.get("country"), doc._.wphf_trace
            )
            for start, end, project in described
        ]
        titled = _are_titled(text, readers, described)
        found: list[list[dict[str, Any]]] = []
        for reader, (start, end, project) in zip(readers, described, strict=True):
            organizations, consortium = reader.read(start, end, project, titled=titled)
            project["consortium"] = consortium
            found.append(organizations)
        doc._.wphf_organizations = found
        return ((o["start"], o["end"], o["role"], o["rule"]) for orgs in found for o in orgs)


def _are_titled(
    text: str, readers: Sequence[HeadReader], described: Sequence[tuple[int, int, Mapping[str, Any]]]
) -> bool:
    """Most descriptions that open with a quote surely begin with their titles."""
    titles = [
        reader.begins_with_title(start, end, project)
        for reader, (start, end, project) in zip(readers, described, strict=True)
        if text[start] in QUOTES
    ]
    return len(titles) > 1 and sum(titles) * 2 > len(titles)


@Language.factory(
    "wphf_organizations",
    default_config={"rules": None},
    assigns=["doc.spans", "doc._.wphf_organizations"],
)
def make_organizations(nlp: Language, name: str, rules: str | None) -> OrganizationFinder:
    """Makes the component; see `OrganizationFinder`."""
    return OrganizationFinder(name, rules)
