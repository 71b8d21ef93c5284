"""Lines of a page as blocks: markers, wrapped lines, line ends, lost line breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wphf_extract.reading.blocks import line_blocks, marker_kind


def contents(text: str) -> list[str]:
    return [text[block.start : block.end] for block in line_blocks(text)]


@pytest.mark.parametrize(
    ("line", "marker"),
    [
        ("- Alpha", "-"),
        ("– Alpha", "–"),
        ("— Alpha", "—"),
        ("• Alpha", "•"),
        ("•Alpha", "•"),
        ("●\tAlpha", "●"),
        ("* Alpha", "*"),
        ("▪ Alpha", "▪"),
        ("· Alpha", "·"),
        ("➢ Alpha", "➢"),
        ("✓ Alpha", "✓"),
        ("o  Alpha", "o"),
        ("1. Alpha", "1."),
        ("12) Alpha", "12)"),
        ("(3) Alpha", "(3)"),
        ("a) Alpha", "a)"),
        ("iv. Alpha", "iv."),
        ("   - Alpha", "-"),
        ("\u00a0•\u00a0Alpha", "•"),
        ("\uf0b7 Alpha", "\uf0b7"),
        ("\uf0a7Alpha", "\uf0a7"),
        ("― Alpha", "―"),
        ("→ Alpha", "→"),
        ("» Alpha", "»"),
        ("✅ Alpha", "✅"),
        ("🔹🔹 Alpha", "🔹🔹"),
        ("+ Alpha", "+"),
    ],
)
def test_markers(line: str, marker: str) -> None:
    (block,) = line_blocks(line)
    assert (block.marker, line[block.start : block.end]) == (marker, "Alpha")


@pytest.mark.parametrize("line", ["•“Alpha”", "-«Alpha»", '1."Alpha"'])
def test_markers_before_quotes(line: str) -> None:
    (block,) = line_blocks(line)
    assert block.marker and line[block.start : block.end] == line[len(block.marker) :]


@pytest.mark.parametrize(
    "line",
    [
        "Alpha",
        "2021 was hard.",
        "1,500 women",
        "-",
        "1.",
        "A. Alpha",
        "one - two",
        "of",
        "| Gao |",
        "© 2024 WPHF",
        "> “We go on.”",
        "+7 1",
    ],
)
def test_no_marker(line: str) -> None:
    (block,) = line_blocks(line)
    assert block.marker == ""
    assert (block.start, block.end) == (0, len(line))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"], ids=ascii)
def test_line_ends(end: str) -> None:
    text = end.join(["Our Partners", "- Alpha", "- Beta ", "", "Context"])
    assert contents(text) == ["Our Partners", "Alpha", "Beta", "Context"]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=ascii)
def test_empty_lines_are_gaps(end: str) -> None:
    text = end.join(["Alpha", "Beta", "", "Gamma", " ", "Delta"])
    assert [block.gap for block in line_blocks(text)] == [True, False, True, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alpha trains\nwomen in\nGao.", ["Alpha trains\nwomen in", "Gao."]),
        ("- Alpha trains\n  women in Gao.\n- Beta", ["Alpha trains\n  women in Gao.", "Beta"]),
        ("Alpha trains.\nwomen", ["Alpha trains.", "women"]),
        ("Alpha:\nwomen", ["Alpha:", "women"]),
        ("Alpha\n\nwomen", ["Alpha", "women"]),
        ("Alpha\n- women", ["Alpha", "women"]),
        ("Alpha\nBeta", ["Alpha", "Beta"]),
        ("Alpha trains\r\nwomen", ["Alpha trains\r\nwomen"]),
    ],
)
def test_wrapped_lines(text: str, expected: list[str]) -> None:
    assert contents(text) == expected


def test_a_wrapped_line_may_be_indented_after_crlf_and_tab() -> None:
    assert contents("• Alpha trains\r\n\twomen") == ["Alpha trains\r\n\twomen"]


def test_a_bullet_inside_a_line_begins_one() -> None:
    assert contents("Partners: • Alpha trains. • Beta trains.") == ["Partners:", "Alpha trains.", "Beta trains."]


@pytest.mark.parametrize("text", ["", " ", "•", "\n\n", "\r\n \t\u00a0\n"], ids=ascii)
def test_nothing(text: str) -> None:
    assert line_blocks(text) == []


@given(st.text(st.one_of(st.sampled_from("-•*1.() \r\n\tAbİ\u0301\u00a0\u2028🕊"), st.characters()), max_size=80))
def test_blocks_are_trimmed_in_order_and_apart(text: str) -> None:
    last = 0
    for block in line_blocks(text):
        assert last <= block.start < block.end <= len(text)
        content = text[block.start : block.end]
        assert content == content.strip()
        last = block.end


@given(st.lists(st.text(st.sampled_from("AbcİÉ0123 .,-é"), min_size=1).filter(str.strip), max_size=8))
def test_no_word_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    kept = "".join(contents(text))
    assert sum(map(str.isalpha, kept)) >= sum(map(str.isalpha, text)) - len(lines)


LONG = "Kaba Network on a project to train forty widows who live"


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (f"- {LONG} in\n  Gao and Mopti.", 1),
        (f"- {LONG}.\n  It will also dig wells.", 1),
        (f"  - {LONG} in\n    Gao and Mopti.", 1),
        (f"- {LONG} in\nGao and Mopti.", 2),  # not further to the right than the marker
        (f"- {LONG} in\n\n  Gao and Mopti.", 2),  # behind an empty line
        (f"- {LONG} in\n  - Gao and Mopti.", 2),
        (f"- {LONG}\n  {'It will dig wells for all of them. ' * 4}", 2),  # far longer, so it was not broken either
        (f"- {LONG}\n  ## Wells", 2),  # a heading of Markdown
        ("- Kaba Network\n  It will dig wells.", 2),  # the line above was not broken for its length
        (f"{LONG} in\n  Gao and Mopti.", 2),  # no list item
    ],
)
def test_lines_that_hang_below_a_list_item(text: str, blocks: int) -> None:
    assert len(line_blocks(text)) == blocks


WRAPPED = (
    "The Fund has been in the north since the flood, with partners in\n"
    "Gao and Mopti. They mend boats, sing on the radio and teach all of\n"
    "Kaba to read; in the dry season they walk from well to well, with\n"
    "Nala Choir ahead of them, and count who has water and who has not.\n"
)


@pytest.mark.parametrize("indent", ["", "    "])
def test_on_a_page_that_is_wrapped_throughout_capitals_begin_no_line(indent: str) -> None:
    paragraph = "".join(indent + line + "\n" for line in WRAPPED.splitlines())
    text = "Kites\n\n" + "\n".join([paragraph] * 4) + "\nKaba Wolo\nNala Choir\n"
    assert len(contents(text)) == 1 + 4 + 2  # the names at the end had room for each other


def test_lists_of_names_are_not_wrapped() -> None:
    lines = ["Kaba Wolo of the upper town" + " and of the islands" * (n % 4) for n in range(20)]
    assert contents("\n".join(lines)) == lines


def test_one_long_line_does_not_hide_that_others_are_wrapped() -> None:
    text = (
        "\n".join([WRAPPED] * 6)
        + "\nKites over the town, boats on the river, songs on the radio and in the hall, for all\n"
    )
    assert len(contents(text)) == 7


@pytest.mark.parametrize("rule", ["-----", "———", "* * *", "=====", "_____"])
def test_a_line_of_dashes_is_an_empty_one(rule: str) -> None:
    blocks = line_blocks(f"Kites\n{rule}\nBoats\nSongs")
    assert [block.gap for block in blocks] == [True, True, False]
    assert contents(f"Kites\n{rule}\nBoats\nSongs") == ["Kites", "Boats", "Songs"]


@pytest.mark.parametrize(
    ("code", "marker"),
    [
        ("WPHF-MWI-01", "WPHF-MWI-01"),
        ("[MLI/22/004]:", "[MLI/22/004]:"),
        ("(HTI-2021-003) –", "(HTI-2021-003) –"),
        ("PBF/IRF-256", "PBF/IRF-256"),
        ("COVID-19", ""),
        ("UNSCR-1325:", ""),
        ("RED-SOL-PAZ", ""),
    ],
)
def test_codes_of_grants_are_markers(code: str, marker: str) -> None:
    paragraph = "Kaba Network trains the widows of the upper town, who had asked for it since the flood."
    (block,) = line_blocks(f"{code} {paragraph}")
    assert (block.marker, marker_kind(block.marker)) == (marker, "code" if marker else "")


def test_a_code_above_a_paragraph_stands_before_a_title() -> None:
    (block,) = line_blocks("SLE/WPR/24/004 No Knife")
    assert block.marker == ""


@pytest.mark.parametrize("number", ["4.1", "4.1.", "2.10.3"])
def test_numbers_of_chapters_are_no_words(number: str) -> None:
    assert contents(f"{number} Kaba Network") == ["Kaba Network"]
    assert contents(f"{number} million") == [f"{number} million"]
