"""Fields: descriptions that are written as *label: value* lines or as the cells of a table with a header.

A labelled project carries its fields in `project["fields"]`, in the order of the text: every part of the description
that stands behind a label, and the paragraphs between, each with the role that `labels.toml` gives it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from wphf_extract.errors import RuleError
from wphf_extract.language.folding import fold
from wphf_extract.language.words import is_word
from wphf_extract.names.namewords import words_in
from wphf_extract.rules.tomltext import TomlText, require_keys, string_list

__all__ = ["CARRIERS", "ROLES", "Field", "Labels", "fields_of"]

#: the roles that a label may give, see `labels.toml`
ROLES = ("organization", "acronym", "partner", "title", "location", "text", "beneficiaries", "window", "aside", "page")
#: those of labels that name who carries the project
CARRIERS = frozenset({"organization", "partner"})
_LONGEST_QUALIFIED = 3  # words of a label that is known but for its first
_QUALIFIED = frozenset({"partner", "location", "beneficiaries"})


class Field(NamedTuple):
    """A part of a description: its role, the characters `[start, end)` of its value, and its label as written
    (empty for a paragraph)."""

    role: str
    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of `labels.toml`: the role of each label."""

    roles: Mapping[str, str]

    @classmethod
    def read(cls, text: str, source: str) -> Labels:
        """Reads `labels.toml`.

        Raises:
            RuleError: the file breaks its format, or a label has two roles.
        """
        toml = TomlText(text, source)
        data, where = toml.data, toml.spot()
        require_keys(data, ROLES, ROLES, where)
        roles: dict[str, str] = {}
        for role in ROLES:
            for number, label in enumerate(string_list(data, role, where)):
                known = roles.setdefault(_key(label) or label, role)  # a sign has no letters
                if known != role:
                    raise RuleError(f"{where.at(role, number)}: {label!r} stands under {known} and under {role}")
        return cls(roles)

    def with_roles(self, roles: Mapping[str, str]) -> Labels:
        """Returns the same labels, and others, or the same with other roles."""
        return Labels({**self.roles, **{_key(label): role for label, role in roles.items()}})

    def role(self, label: str) -> str | None:
        """The role of a label as written (*Province / district* is one of places); None for other words."""
        roles = {self.roles.get(_key(part)) for part in label.split("/")}
        return roles.pop() if len(roles) == 1 else self.roles.get(_key(label))

    def role_of_sign(self, sign: str) -> str | None:
        """The role of a sign that begins a line instead of a label: *📍 Gao*."""
        return self.roles.get(sign) if not sign.isalnum() else None

    def role_of_qualified(self, label: str) -> str | None:
        """The same, of a label that stands before a colon: it may be one of partners, places or beneficiaries but for
        its first word (*side partners*)."""
        key = _key(label)
        role = self.roles.get(key)
        first, space, rest = key.partition(" ")
        # no place is a label: *Gao region: Ansongo and Bourem*
        if role is None and space and rest.count(" ") < _LONGEST_QUALIFIED - 1 and is_word(first):
            role = self.roles.get(rest)
            return role if role in _QUALIFIED else None
        return role


def _key(label: str) -> str:
    """A label without case, accents, British spelling and plural *s*."""
    words = (fold(word) for word in words_in(label.replace("(s)", "")))
    return " ".join(word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s") or word for word in words)


def fields_of(project: Mapping[str, Any], roles: Sequence[str]) -> list[Field]:
    """The fields of a project that have one of the roles; a project without fields is one text."""
    fields = [Field(*part) for part in project.get("fields") or ()]
    if not fields:
        fields = [Field("text", project["start"], project["end"])]
    return [part for part in fields if part.role in roles]
