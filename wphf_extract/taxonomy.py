"""The activity types: their codes, names, CRS purpose codes and impact areas, read from the model."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from wphf_extract.errors import RuleError
from wphf_extract.resources import model_path

__all__ = ["ActivityType", "Taxonomy", "read_taxonomy", "taxonomy"]


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


def read_taxonomy(text: str, source: str) -> Taxonomy:
    """Reads a taxonomy.

    Args:
        text: TOML with the tables `impact_areas` and `activity.<code>`.
        source: name of the file, for messages.

    Raises:
        RuleError: the text is no TOML, or an entry lacks a key or has one too many.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{source}: {error}") from error
    areas = data.get("impact_areas", {})
    entries = data.get("activity", {})
    return Taxonomy(
        activities={code: _activity(code, e, areas, source) for code, e in entries.items()},
        impact_areas=areas,
    )


def _activity(code: str, entry: Mapping[str, Any], areas: Mapping[str, str], source: str) -> ActivityType:
    keys = {"name", "description", "crs_purpose_code", "impact_area"}
    if set(entry) != keys:
        raise RuleError(f"{source}: activity.{code} needs exactly the keys {', '.join(sorted(keys))}")
    if entry["impact_area"] not in areas:
        raise RuleError(f"{source}: activity.{code}: impact_area {entry['impact_area']!r} is not in [impact_areas]")
    return ActivityType(code=code, **entry)


@lru_cache(maxsize=4)
def taxonomy(model: str | None = None) -> Taxonomy:
    """Returns the taxonomy of a model (the shipped one if none is named), read once."""
    path: Path = (model_path(model) if model else model_path()) / "wphf_activities/taxonomy.toml"
    return read_taxonomy(path.read_text(encoding="utf-8"), str(path))
