"""Short forms that take letters from both sides of a joiner."""

from __future__ import annotations

import pytest

from wphf_extract.names.jointshortforms import is_spelt_before, spans_both
from wphf_extract.names.namewords import name_words


@pytest.mark.parametrize(
    ("left", "right", "spelt"),
    [
        ("ADES – Action pour le Développement", "l’Entraide Sociale", True),
        ("ADES: Action pour le Développement", "l’Entraide Sociale", True),
        ("AD – Action pour le Développement", "l’Entraide Sociale", False),
        ("ADES – Action pour le Développement", "FAN – Fondation", False),  # with a short form of its own
        ("Action pour le Développement", "l’Entraide Sociale", False),
        ("", "", False),
    ],
)
def test_a_short_form_before_the_name(left: str, right: str, spelt: bool) -> None:
    assert is_spelt_before(left, "et", right, name_words()) is spelt


@pytest.mark.parametrize(
    ("left", "right", "form", "both"),
    [
        ("Kaba Women", "Youth Network", "KWYN", True),
        ("Kaba Wolo", "Nala Youth Network", "NYN", False),
    ],
)
def test_a_short_form_behind_the_name(left: str, right: str, form: str, both: bool) -> None:
    assert spans_both(left, "and", right, form) is both
