"""Mentions of organisations, each organisation once."""

from __future__ import annotations

from typing import Any

__all__ = ["distinct"]


def distinct(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Returns the first mention of each organisation, by its name or its short form."""
    seen: set[str] = set()
    kept = []
    for organization in found:
        forms = {form.casefold() for form in (organization["name"], organization["acronym"]) if form}
        if forms.isdisjoint(seen):
            kept.append(organization)
        seen |= forms
    return kept
