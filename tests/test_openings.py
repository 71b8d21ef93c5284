"""Paragraphs that open with one organisation after the other."""

from __future__ import annotations

import pytest
from parts import line_reader

from wphf_extract.components.projects.openings import are_of_many, opening_names, tell_anew

KABA, DORI, NALA = "Kaba Network", "Dori Association", "Nala Union"
PLAIN = "Over the hills they fly kites and sing until the sun is down."


def opened(*lines: str) -> dict[int, str]:
    """The names that lines open with, by line."""
    page = line_reader("\n\n".join(lines))
    found = opening_names(page, dict(enumerate(page.lines)))
    return {number: page.text[name.start : name.end] for number, name in found.items()}


def test_names_by_line() -> None:
    lines = [f"{KABA} mends boats for fishers.", f"With a gift, {DORI} keeps bees.", f"The {NALA} flies kites."]
    assert opened(*lines) == {0: KABA, 1: DORI, 2: NALA}


@pytest.mark.parametrize(("named", "plain", "found"), [(7, 3, 7), (6, 4, 0), (1, 0, 1), (0, 1, 0)])
def test_nearly_all_must_open_so(named: int, plain: int, found: int) -> None:
    lines = [f"{KABA} mends {n} boats for fishers." for n in range(named)] + [PLAIN] * plain
    assert len(opened(*lines)) == found


def test_a_name_before_a_dash_counts_if_it_is_beyond_doubt_and_others_do_no_harm() -> None:
    tail = "A radio of widows and of all their many friends"
    lines = [f"{KABA} mends boats for fishers."] * 2 + [f"Wolo Temo – {tail}"] * 2
    assert opened(*lines) == {0: KABA, 1: KABA}
    assert opened(*lines, lines[3]) == {}  # not even half are sure


def test_no_lines() -> None:
    assert opened() == {}


@pytest.mark.parametrize(
    ("names", "many"),
    [
        ((KABA, DORI, NALA), True),
        ((KABA, DORI), False),
        ((KABA, KABA, DORI, NALA), True),
        ((KABA, KABA, KABA, DORI, NALA), False),
    ],
)
def test_organisations_must_be_many(names: tuple[str, ...], many: bool) -> None:
    page = line_reader("\n\n".join(f"{name} mends boats for fishers." for name in names))
    found = opening_names(page, dict(enumerate(page.lines)))
    assert are_of_many(page, found.values()) is many


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{KABA} trains widows.", False),  # a name and its verb
        (f"{KABA} on a project to train widows.", False),
        (f"{KABA} and with it very many of the town’s fishers trains widows.", True),
        (PLAIN, True),
        ("Wolo Temo – A radio of widows and of all their many friends", False),
    ],
)
def test_lines_become_told_ones(text: str, told: bool) -> None:
    page = line_reader(text)
    (line,) = page.lines
    before = (line.kind, line.rule, line.cue)
    tell_anew(page, line, page.opening_name(0, len(text)))
    assert (line.kind, line.rule, line.cue) == (("told", "told.paragraph", None) if told else before)
