"""PDF files: lines become paragraphs and items again; bombs, loops and broken files."""

from __future__ import annotations

import contextlib
import logging

import pytest
from documents import pdf
from hypothesis import given, settings
from hypothesis import strategies as st

from wphf_extract import PageError, extract_page
from wphf_extract.pages.pdf import page_from_pdf

LEAF = (
    "WPHF in Mali",
    "WPHF has supported 2 projects implemented by 3 civil society organizations, all of them in",
    "Mali, in the north of the country.",
    "Peacebuilding",
    "•",
    "@Réseau Amani (RA), in partnership with Kaba Network, on a project to train 200 women in",
    "Gao and the region of Mopti.",
    "- ONG Tiéssiri on a project to support income-generating activities of up to 40 households near",
    "Ménaka.",
)


def test_a_page() -> None:
    page = page_from_pdf(pdf([LEAF]), "mali.pdf")
    assert page.text.splitlines() == [
        "WPHF in Mali",
        f"{LEAF[1]} {LEAF[2]}",
        "Peacebuilding",
        f"• {LEAF[5][1:]} {LEAF[6]}",
        f"{LEAF[7]} {LEAF[8]}",
    ]
    records = extract_page(page).records
    assert [[p.name for p in r.locations] for r in records] == [["Gao", "Mopti"], ["Ménaka"]]


def test_words_that_are_cut_become_whole() -> None:
    leaf = (
        "WPHF in Mali",
        "Réseau Amani (RA), in partnership with Kaba Network, on a project to bring peace commit-",
        "tees of women to Gao and the region of Mopti, and to help other committees and women-",
        "led groups there.",
    )
    page = page_from_pdf(pdf([leaf]), "mali.pdf")
    assert " peace committees of women " in page.text
    assert " and women-led groups there." in page.text


def test_running_titles_are_left_out_and_paragraphs_go_on_behind_them() -> None:
    leaves = [
        ["Annual report", f"- Network {n} on a project to train two hundred women and some of the men in the north"]
        for n in range(8, 12)
    ]
    leaves = [[*leaf, f"Page {n} of 11"] for n, leaf in enumerate(leaves, 8)]
    leaves[1].insert(1, "Gao.")
    lines = page_from_pdf(pdf(leaves), "a.pdf").text.splitlines()
    assert lines[0] == "Annual report"
    assert lines[1] == f"{leaves[0][1]} Gao."
    assert not any("Page" in line for line in lines) and len(lines) == 5


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf([LEAF])[:300], "broken PDF"),
        (b"%PDF-1.4 and no more", "broken PDF"),
        (pdf([LEAF] * 2).replace(b"/Kids [5 0 R 7 0 R]", b"/Kids [2 0 R 7 0 R]"), "broken PDF"),
        (pdf([[]]), "only pictures"),
        (pdf([LEAF], stream=b" " * 100_000_000, packed=True), "broken PDF .*imit"),
        (pdf([[]] * 501), "501 leaves"),
    ],
    ids=["cut", "head", "loop", "no text", "bomb", "leaves"],
)
def test_refused(data: bytes, said: str) -> None:
    with pytest.raises(PageError, match=rf"^a\.pdf: .*{said}"):
        page_from_pdf(data, "a.pdf")


def test_what_the_library_mends_is_not_told(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.suppress(PageError):
        page_from_pdf(pdf([LEAF])[:-10], "a.pdf")
    assert logging.getLogger("pypdf").handlers
    assert capsys.readouterr().err == ""


@settings(max_examples=60)
@given(cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8), st.integers(0, 8)), min_size=1, max_size=4))
def test_broken_files(cuts: list[tuple[float, bytes, int]]) -> None:
    data = pdf([LEAF] * 2, packed=True)
    for where, new, old in cuts:
        at = int(where * len(data))
        data = data[:at] + new + data[at + old :]
    with contextlib.suppress(PageError):
        assert page_from_pdf(data, "a.pdf").text.strip()
