"""The activity types: their codes, names, CRS purpose codes and impact areas, read from the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from wphf_extract.errors import RuleError
from wphf_extract.resources import DEFAULT_MODEL, model_path, model_text
from wphf_extract.rules.ownfiles import Rules, RuleText, rule_texts, saved_texts
from wphf_extract.rules.ownrules import OwnRules, read_own
from wphf_extract.rules.tomltext import TomlText, require_keys

__all__ = ["ActivityType", "Taxonomy", "read_taxonomy", "taxonomy"]

_KEYS = ("name", "description", "crs_purpose_code", "impact_area")


@dataclass(frozen=True, slots=True)
class ActivityType:
    """One activity type.

    Attributes:
        code: the code that records carry.
        name: its English name.
        description: what a text says when the code applies.
        crs_purpose_code: five digits, OECD DAC Creditor Reporting System.
        impact_area: key into `Taxonomy.impact_areas`.
    """

    code: str
    name: str
    description: str
    crs_purpose_code: str
    impact_area: str


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All activity types by code, and the names of the impact areas by key."""

    activities: Mapping[str, ActivityType]
    impact_areas: Mapping[str, str]


def read_taxonomy(text: str, source: str, own: OwnRules | None = None) -> Taxonomy:
    """Reads a taxonomy.

    Args:
        text: TOML with the tables `impact_areas` and `activity.<code>`.
        source: name of the file, for messages.
        own: a user's own rules, which add types and switch some off.

    Raises:
        RuleError: the text is no TOML, or an entry lacks a key or has one too many; the message names file and line.
    """
    toml = TomlText(text, source)
    require_keys(toml.data, ("impact_areas", "activity"), (), toml.spot())
    areas = toml.data.get("impact_areas", {})
    types = Taxonomy(
        activities={code: _activity(toml, code, e, areas) for code, e in toml.data.get("activity", {}).items()},
        impact_areas=areas,
    )
    return own.with_types(types) if own else types


def _activity(toml: TomlText, code: str, entry: Mapping[str, Any], areas: Mapping[str, str]) -> ActivityType:
    where = toml.spot("activity", code, label=f"activity.{code}")
    require_keys(entry, _KEYS, _KEYS, where)
    if entry["impact_area"] not in areas:
        raise RuleError(f"{where.at('impact_area')}: impact_area {entry['impact_area']!r} is not in [impact_areas]")
    return ActivityType(code=code, **entry)


def taxonomy(model: str = DEFAULT_MODEL, rules: Rules | None = None) -> Taxonomy:
    """Returns the taxonomy of a model, with a user's own rules if any.

    Raises:
        ModelError: there is no such model, or its taxonomy is missing.
        RuleError: its taxonomy, or the user's rules, break their format.
    """
    return _taxonomy(model, rule_texts(rules))


@lru_cache(maxsize=8)
def _taxonomy(model: str, own: tuple[RuleText, ...]) -> Taxonomy:
    folder = model_path(model) / "wphf_activities"
    path = folder / "taxonomy.toml"
    # A model that was saved with own rules holds them.
    return read_taxonomy(model_text(path), str(path), read_own((*saved_texts(folder), *own)))
