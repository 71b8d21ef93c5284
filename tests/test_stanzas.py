"""Stanzas: a name in a line of its own, perhaps a title, and a paragraph."""

from __future__ import annotations

import pytest
from parts import line_reader

from wphf_extract import extract
from wphf_extract.components.projects.stanzas import merge_stanzas

NAMES = ("Kaba Network", "Dori Association", "Nala Union")
TEXT = "Old boats are mended here for fishers who have none of their own any longer."
MORE = "At night they also keep bees, and in spring they give honey to everybody around."
GRANTS = "We give grants to them."

Parts = list[tuple[str, str]]


def stanzas(text: str) -> list[Parts]:
    """Role and value of the fields of each stanza."""
    page = line_reader(text)
    merged = merge_stanzas(page, page.lines)
    for line in merged:
        if line.kind == "labelled":
            assert (line.block.start, line.block.end) == (line.fields[0].start, line.fields[-1].end)
            assert line.rule == "labelled.stanza"
    return [[(part.role, page.text[part.start : part.end]) for part in line.fields] for line in merged if line.fields]


def page(*stanzas: str, head: str = GRANTS) -> str:
    return "\n\n".join((head, *stanzas))


def named(name: str, *below: str) -> str:
    return "\n".join((name, *(below or (TEXT,))))


def test_names_above_their_paragraphs() -> None:
    expected = [[("organization", name), ("text", TEXT)] for name in NAMES]
    assert stanzas(page(*map(named, NAMES))) == expected
    assert stanzas(page(*map(named, NAMES)).replace("\n", "\r\n")) == expected


def test_three_are_enough_and_two_where_partners_are_announced() -> None:
    two = [named(name) for name in NAMES[:2]]
    assert stanzas(page(*two)) == []
    assert len(stanzas(page(*two, head="Our Partners"))) == 2


def test_the_page_must_tell_of_grants() -> None:
    assert stanzas(page(*map(named, NAMES), head="We give kites to them.")) == []


@pytest.mark.parametrize("place", [1, 2])
def test_titles_above_or_below_the_name(place: int) -> None:
    titles = ("Boats Of Hope", "Bees For All", "Honey Every Day")
    heads = [(title, name) if place == 1 else (name, title) for title, name in zip(titles, NAMES, strict=True)]
    found = stanzas(page(*("\n".join((*lines, TEXT)) for lines in heads)))
    roles = ["title", "organization", "text"] if place == 1 else ["organization", "title", "text"]
    assert [[role for role, _ in parts] for parts in found] == [roles] * 3
    assert [[value for _, value in parts[:2]] for parts in found] == [list(lines) for lines in heads]


def test_a_title_and_a_name_in_one_line() -> None:
    found = stanzas(page(*(named(f"Boats – {name}") for name in NAMES)))
    assert found[0] == [("title", "Boats – "), ("organization", "Kaba Network"), ("text", TEXT)]


def test_a_heading_above_is_no_title() -> None:
    """Nor where nearly all stanzas have a line more than they need."""
    for headed in (NAMES[:1], NAMES):
        text = page(*(named(f"Window for Kites\n{name}" if name in headed else name) for name in NAMES))
        assert [parts[0] for parts in stanzas(text)] == [("organization", name) for name in NAMES]


def test_further_paragraphs_belong_to_the_stanza() -> None:
    found = stanzas(page(*(named(name, TEXT, MORE) for name in NAMES)))
    assert found[0][1:] == [("text", TEXT), ("text", MORE)]
    parted = [f"{named(name)}\n\n{MORE}" for name in NAMES]
    assert all(parts[1:] == [("text", TEXT), ("text", MORE)] for parts in stanzas(page(*parted)))


def test_the_last_stanza_takes_no_more_paragraphs_than_the_others() -> None:
    found = stanzas(page(*map(named, NAMES), MORE))
    assert [len(parts) for parts in found] == [2, 2, 2]


def test_between_those_beyond_doubt_any_name_will_do() -> None:
    found = stanzas(page(*map(named, (NAMES[0], "Wolo Temo", *NAMES[1:]))))
    assert [parts[0][1] for parts in found] == [NAMES[0], "Wolo Temo", *NAMES[1:]]


def test_but_most_must_be_beyond_doubt() -> None:
    doubtful = [named(f"Wolo {name}") for name in ("Temo", "Sona", "Mela", "Gora")]
    assert stanzas(page(named(NAMES[0]), *doubtful, named(NAMES[1]))) == []


def test_a_paragraph_that_tells_of_another_organisation_makes_a_name_doubtful() -> None:
    other = "Sona Federation trains widows here who have no boats of their own."
    assert stanzas(page(*(named(name, other) for name in NAMES))) == []
    again = [named(name, f"{name} trains widows here who have no boats of their own.") for name in NAMES]
    assert len(stanzas(page(*again))) == 3  # it takes up the name


def test_a_page_with_lists_of_descriptions_has_no_stanzas() -> None:
    assert stanzas(page(*map(named, NAMES), "- Sona Wolo on a project to train widows.")) == []


def test_behind_the_last_that_is_sure_names_of_no_english_go_on() -> None:
    sure = [named(name) for name in NAMES]
    found = stanzas(page(*sure, named("Tiéssiri Badenya"), named("Happy Harvest")))
    assert [parts[0][1] for parts in found] == [*NAMES, "Tiéssiri Badenya"]


def test_a_list_right_below_the_paragraph_belongs_to_it() -> None:
    below = ("Expected results:", "✓ 40 boats mended", "✓ 9 hives")
    found = stanzas(page(*(named(name, TEXT, *below) for name in NAMES)))
    assert [[value for _, value in parts] for parts in found] == [
        [name, TEXT, "Expected results:", "40 boats mended", "9 hives"] for name in NAMES
    ]


def test_short_lines_that_close_a_stanza_belong_to_it() -> None:
    found = stanzas(page(*(named(name, TEXT, "Gao, Mopti", "24 months") for name in NAMES)))
    assert [[role for role, _ in parts] for parts in found] == [["organization", "text", "title", "title"]] * 3
    tight = page("\n".join(map(named, NAMES)))  # without empty lines between, they are the next names
    assert [parts[0][1] for parts in stanzas(tight)] == list(NAMES)


@pytest.mark.parametrize("text", ["", TEXT, "Kaba Network", "Kaba Network\nThey sing."])
def test_lines_without_stanzas_stay_as_they_are(text: str) -> None:
    reader = line_reader(text)
    assert merge_stanzas(reader, reader.lines) == reader.lines


def test_other_lines_keep_their_places() -> None:
    reader = line_reader(page(*map(named, NAMES), "Background", "Kites fly."))
    kinds = [line.kind for line in merge_stanzas(reader, reader.lines)]
    assert kinds[1:4] == ["labelled"] * 3 and len(kinds) == 6


def test_counts_below_the_paragraph_are_no_heads_of_the_next_stanza() -> None:
    text = (
        "WPHF in Mali\n\nOur partners\n\n"
        "Réseau Amani (RA)\nGao\nWidows meet and settle quarrels over land before they turn into blows.\n"
        "160 women mediators\n32 hill committees\n"
        "Kaba Network (KN)\nMopti\nGirls who left school in the war are taught to read and to write again.\n500 girls\n"
        "Union Nala\nKita\nA house with ten beds is opened for women who were beaten by their husbands.\n40 women\n"
    )
    page = extract(text)
    assert [[(t.value, t.unit) for t in r.targets][-2:] for r in page.records] == [
        [(160, "people"), (32, "groups")],
        [(500, "people")],
        [(10, "items"), (40, "people")],
    ]
