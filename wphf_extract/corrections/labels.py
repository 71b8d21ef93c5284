"""The labels that a person sees in an annotation tool, what family each is of, and the facts a mark may have.

A label names a mark (`lead`, `people`, `activity:training`), or it says more of a mark on the same words (`at_least`,
`kind:region`): the second kind is for tools that know nothing but labels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

from wphf_extract.records import Age, Qualifier, Relation, Role, Sex, Unit
from wphf_extract.taxonomy import Taxonomy, taxonomy

__all__ = [
    "CHOICES",
    "FACTS",
    "LINKS",
    "PAGE_FACTS",
    "SAYS",
    "activity_of",
    "colour_of",
    "fact_of",
    "family_of",
    "labels",
    "parse_fact",
]

_ACTIVITY = "activity:"
_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "project": ("project",),
    "section": ("section",),
    "organization": get_args(Role),
    "acronym": ("acronym",),
    "location": ("location",),
    "target": get_args(Unit),
}
_FAMILY_OF = {label: family for family, names in _FAMILIES.items() for label in names}

#: What may be said of a mark, by its family; the names are those of the gold file.
FACTS: Mapping[str, tuple[str, ...]] = {
    "project": ("consortium", "country"),
    "section": (),
    "organization": ("optional", "aliases"),
    "acronym": (),
    "location": ("relation", "kind", "at", "km", "optional", "aliases"),
    "target": ("value", "value_max", "qualifier", "population", "sex", "age", "attributes", "optional"),
    "activity": ("optional",),
}

#: What may be said of a page.
PAGE_FACTS = ("country", "layout", "declared_organizations", "declared_projects")

#: Facts that take one of a few values.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "relation": get_args(Relation),
    "qualifier": get_args(Qualifier),
    "sex": get_args(Sex),
    "age": get_args(Age),
}

#: Labels that say more of the mark on the same words: fact, value. Any other fact is said as `name:value`.
SAYS: Mapping[str, tuple[str, Any]] = {
    **{value: ("qualifier", value) for value in get_args(Qualifier)},
    **{value: ("relation", value) for value in get_args(Relation)},
    "optional": ("optional", True),
    "consortium": ("consortium", True),
}

#: Links between marks: type, and the families of its two ends.
LINKS: Mapping[str, tuple[str, str]] = {
    "acronym_of": ("acronym", "organization"),
    "part_of": ("target", "target"),
    "same_organization": ("organization", "organization"),
}

_COLOURS = {
    "project": "#6b6b6b",
    "section": "#4a4a4a",
    "organization": "#0b6e63",
    "acronym": "#2b7d72",
    "location": "#8a4b08",
    "target": "#6a2c91",
    "activity": "#1d4e9e",
}


def labels(types: Taxonomy | None = None) -> list[str]:
    """Returns every label that names a mark, in the order in which a tool should list them.

    Args:
        types: the activity types; None takes those of the shipped model.
    """
    return [*_FAMILY_OF, *(f"{_ACTIVITY}{code}" for code in (types or taxonomy()).activities)]


def family_of(label: str) -> str | None:
    """Returns the family of a label that names a mark: a key of `FACTS`; None for any other word.

    Whether there is such an activity type is not asked here; gold that names one that there is not is refused.
    """
    if label.startswith(_ACTIVITY) and activity_of(label):
        return "activity"
    return _FAMILY_OF.get(label)


def activity_of(label: str) -> str:
    """Returns the activity code in a label of the family `activity`."""
    return label.removeprefix(_ACTIVITY)


def colour_of(label: str) -> str:
    """Returns the colour of a label, as #rrggbb; white letters can be read on it."""
    return _COLOURS.get(family_of(label) or "", "#4a4a4a")


def fact_of(label: str) -> tuple[str, Any] | None:
    """Returns the fact and the value that a label says of the mark on the same words; None if it names a mark.

    Raises:
        ValueError: it is no label at all, or its value is not one the fact can have.
    """
    if family_of(label) is not None:
        return None
    if label in SAYS:
        return SAYS[label]
    name, colon, value = label.partition(":")
    if colon and any(name in names for names in FACTS.values()):
        return name, parse_fact(name, value)
    raise ValueError(
        f"unknown label {label!r}: use one of {', '.join([*_FAMILY_OF, *SAYS])}, {_ACTIVITY}CODE, or fact:value"
    )


def parse_fact(name: str, words: str) -> Any:
    """Returns a fact's value as written by a person.

    Args:
        name: of the fact.
        words: `16.27, -0.04` for a point, `yes` or `no`, words with commas between them for lists; no word says that
            there is nothing to say, and gives None.

    Raises:
        ValueError: the words are no such value.
    """
    words = words.strip()
    if not words:
        return None
    try:
        value = _PARSERS.get(name, str)(words)
    except ValueError as error:
        raise ValueError(f"{name} {words!r}: {error}") from error
    if name in CHOICES and value not in CHOICES[name]:
        raise ValueError(f"{name} {words!r}: use one of {', '.join(CHOICES[name])}")
    return value


def _point(words: str) -> list[float]:
    latitude, comma, longitude = words.partition(",")
    if not comma:
        raise ValueError("write latitude, longitude, such as 16.27, -0.04")
    return [float(latitude), float(longitude)]


def _listed(words: str) -> list[str]:
    return [word for word in (part.strip() for part in words.split(",")) if word]


def _truth(words: str) -> bool:
    if words not in ("yes", "no"):
        raise ValueError("say yes or no")
    return words == "yes"


_PARSERS: Mapping[str, Callable[[str], Any]] = {
    "consortium": _truth,
    "optional": _truth,
    "value": int,
    "value_max": int,
    "declared_organizations": int,
    "declared_projects": int,
    "km": float,
    "at": _point,
    "attributes": _listed,
    "aliases": _listed,
}
