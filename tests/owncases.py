"""Rules of a user's own, and a page to read with them."""

from __future__ import annotations

import copy
from collections.abc import Callable

from spacy.language import Language

from wphf_extract import PageResult
from wphf_extract.pipeline import _with_rules
from wphf_extract.rules.ownfiles import RuleText

#: The fixture `extract_with`.
Extract = Callable[..., PageResult]

ACTIVITY = """
[[activity]]
code = "kite_flying"
name = "Kite flying"
description = "Kites are flown."
crs_purpose_code = "16066"
impact_area = "protection"
phrases = ["fly|flying ...2 kites"]
finds = ["They fly red kites."]
misses = ["They fly."]
"""
WORDS = """
[[words]]
list = "targets.nouns.people"
add = ["skipjack"]
[[words]]
list = "targets.attributes.flyer"
add = ["Skipjack"]
[[words]]
list = "targets.traps.before"
add = ["ZZD"]
"""
PLACE = """
[[place]]
name = "Zzuma Mpya"
country = "KEN"
latitude = -3.5
longitude = 39
variants = ["New Zzuma", "Lodwar"]
admin1 = "Kilifi"
"""
PAGE = """Our Partners in Kenya

- Alpha Network on a project to train women with 30 skipjacks to fly paper kites in Zzuma Mpya, with seed
  purses of ZZD 4,000.
"""


def with_rules(nlp: Language, rules: list[RuleText]) -> Language:
    """A copy of the pipeline with own rules, as `load` makes one."""
    clone = copy.copy(nlp)
    clone._components = []
    for name, component in nlp.pipeline:
        twin = copy.copy(component)
        twin.__dict__["_compiled"] = component.rules  # type: ignore[attr-defined]
        clone._components.append((name, twin))
    return _with_rules(clone, rules)


def texts(toml: str, **more: str) -> list[RuleText]:
    """Rules as files named `my.toml`, `second.toml` …"""
    return [RuleText("my.toml", toml), *(RuleText(f"{name}.toml", text) for name, text in more.items())]


def codes(page: PageResult) -> list[str]:
    return [activity.code for activity in page.records[0].activities]
