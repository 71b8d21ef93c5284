"""What the parts of components are made of, read once from the files of the shipped model."""

from __future__ import annotations

from functools import cache

import spacy

from wphf_extract.components.locations.component import LocationFinder
from wphf_extract.components.locations.placejudge import PlaceJudge
from wphf_extract.components.locations.placewords import PlaceCues
from wphf_extract.components.organizations.component import OrganizationFinder
from wphf_extract.components.projects.component import PageCues, ProjectFinder
from wphf_extract.components.projects.lines import LineReader
from wphf_extract.components.targets.countednouns import CountedNouns
from wphf_extract.components.targets.nounphrases import PhraseReader
from wphf_extract.components.targets.targetwords import TargetWords
from wphf_extract.names.namewords import name_words
from wphf_extract.phrases.lexicon import words_of
from wphf_extract.phrases.phrasebook import Match
from wphf_extract.resources import model_path, shared_gazetteer
from wphf_extract.rules.rulefiles import RuleFile

BLANK = spacy.blank("en")


def model_text(file: str) -> str:
    """The text of a file of the shipped model."""
    return (model_path() / file).read_text(encoding="utf-8")


@cache
def target_words() -> TargetWords:
    """The lists of `targets.toml`."""
    return TargetWords.read(model_text("wphf_targets/targets.toml"), "targets.toml")


@cache
def counted_nouns() -> CountedNouns:
    """What single words say behind a number."""
    return CountedNouns(target_words())


@cache
def phrase_reader() -> PhraseReader:
    """Reads what stands behind a number."""
    return PhraseReader(target_words(), counted_nouns())


@cache
def place_cues() -> PlaceCues:
    """The lists of `locations.toml`."""
    cues: PlaceCues = LocationFinder("locations").rules
    return cues


@cache
def place_judge() -> PlaceJudge:
    """Judges names of places by the shipped gazetteer."""
    return PlaceJudge(place_cues(), shared_gazetteer(), name_words())


@cache
def page_cues() -> PageCues:
    """The rules of `cues.toml` and the labels of `labels.toml`."""
    cues: PageCues = ProjectFinder("projects").rules
    return cues


@cache
def connector_rules() -> RuleFile:
    """The rules of `connectors.toml`."""
    rules: RuleFile = OrganizationFinder("organizations").rules
    return rules


def matches(rules: RuleFile, text: str) -> list[Match]:
    """What the phrases of a rule file find in a text."""
    return rules.book.find(words_of(BLANK.make_doc(text)))


def line_reader(text: str) -> LineReader:
    """Reads the lines of a page."""
    return LineReader(text, page_cues(), matches(page_cues(), text), name_words())
