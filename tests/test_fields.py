"""Fields of descriptions, and the labels that give their roles."""

from __future__ import annotations

import pytest
from parts import model_text, page_cues

from wphf_extract.components.fields import ROLES, Field, Labels, fields_of
from wphf_extract.errors import RuleError

TOML = model_text("wphf_projects/labels.toml")


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Organization", "organization"),
        ("ORGANISATIONS", "organization"),  # British spelling, a plural
        ("Organization(s)", "organization"),
        ("Lead organisation", "organization"),
        ("Co-implementers", "partner"),
        ("Región", "location"),
        ("Re\u0301gion", "location"),
        ("  Municipalities ", "location"),
        ("Activities", "text"),
        ("Beneficiaries", "beneficiaries"),
        ("Grant\u00a0amount", "aside"),
        ("Province / district", "location"),
        ("Province / kites", None),
        ("Kites", None),
        ("Organization of kites", None),
        ("", None),
        ("–", None),
    ],
    ids=ascii,
)
def test_the_role_of_a_label(label: str, role: str | None) -> None:
    assert page_cues().labels.role(label) == role


def test_every_role_has_labels() -> None:
    assert set(page_cues().labels.roles.values()) == set(ROLES)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("window = [", "panes = [", r"labels\.toml:\d+: unknown key 'panes'"),
        ('"proyecto"', '"proyecto", "lieu"', r"labels\.toml:\d+: 'lieu' stands under title and under location"),
        ('"proyecto"', '"proyecto", "📍"', r"labels\.toml:\d+: '📍' stands under title and under location"),
        ("window = [", "window = 1\nx = [", r"labels\.toml:\d+: unknown key 'x'"),
    ],
)
def test_a_fault_is_named_by_file_and_line(old: str, new: str, said: str) -> None:
    assert old in TOML
    with pytest.raises(RuleError, match=f"^{said}"):
        Labels.read(TOML.replace(old, new, 1), "labels.toml")


def test_a_label_may_stand_twice_under_one_role() -> None:
    assert (
        Labels.read(TOML.replace('"proyecto"', '"proyecto", "Proyectos"', 1), "labels.toml").role("proyecto") == "title"
    )


def test_a_project_without_fields_is_one_text() -> None:
    project = {"start": 3, "end": 9}
    assert fields_of(project, ("text", "title")) == [Field("text", 3, 9, "")]
    assert fields_of({**project, "fields": ()}, ("text",)) == [Field("text", 3, 9)]
    assert fields_of(project, ("title",)) == []


def test_fields_of_some_roles_in_the_order_of_the_text() -> None:
    project = {"start": 0, "end": 9, "fields": [("title", 0, 2, "Title"), ("text", 3, 5), ("title", 6, 9, "")]}
    assert fields_of(project, ("title",)) == [Field("title", 0, 2, "Title"), Field("title", 6, 9)]
    assert [part.role for part in fields_of(project, ("text", "title"))] == ["title", "text", "title"]
