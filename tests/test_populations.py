"""Who the people of a target are: sex, age, attributes."""

from __future__ import annotations

from typing import Any

import pytest
from parts import target_words

from wphf_extract.components.targets.populations import Populations


@pytest.mark.parametrize(
    ("population", "sex", "age", "attributes"),
    [
        ("", None, None, []),
        ("people", None, None, []),
        ("women", "female", None, []),
        ("Women", "female", None, []),
        ("girls", "female", "children", []),
        ("men and boys", "male", "children", []),
        ("women and men", "mixed", None, []),
        ("boys and young men", "male", None, []),  # ages that differ
        ("young women", "female", "youth", []),
        ("displaced widows", "female", None, ["displaced", "widow"]),
        ("widows, displaced", "female", None, ["displaced", "widow"]),  # sorted
        ("women-farmers", "female", None, ["farmer"]),
        ("rural mothers with disabilities", "female", None, ["disability", "rural"]),
        ("widow’s groups", "female", None, ["widow"]),
        ("kites", None, None, []),
    ],
)
def test_who(population: str, sex: str | None, age: str | None, attributes: list[str]) -> None:
    expected: dict[str, Any] = {"sex": sex, "age": age, "attributes": attributes}
    assert Populations(target_words()).who(population) == expected
