"""Markdown pages: marks become lines, words stay."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wphf_extract import PageError, extract_page
from wphf_extract.pages.markdown import MAX_MARKDOWN_BYTES, page_from_markdown

PAGE = """# WPHF in Mali

WPHF has supported 2 projects implemented by *3* civil society organizations.

## Our Partners

Peacebuilding
-------------

* **Réseau Amani** (RA), in partnership with [Kaba Network](https://example.org), on a project to train 200 women
  in Gao.
+ ONG Tiéssiri on a project to support 40 households near Ménaka \\[Mali\\].
"""


def test_a_page() -> None:
    page = page_from_markdown(PAGE.encode(), "mali.md")
    assert page.path == "mali.md"
    assert page.text.splitlines() == [
        "WPHF in Mali",
        "",
        "WPHF has supported 2 projects implemented by 3 civil society organizations.",
        "",
        "Our Partners",
        "",
        "Peacebuilding",
        "",
        "- Réseau Amani (RA), in partnership with Kaba Network, on a project to train 200 women in Gao.",
        "",
        "- ONG Tiéssiri on a project to support 40 households near Ménaka [Mali].",
    ]
    records = extract_page(page).records
    assert [[o.name for o in r.organizations] for r in records] == [["Réseau Amani", "Kaba Network"], ["ONG Tiéssiri"]]
    assert page.element_path(records[0].span.start) is None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("3. One\n4. Two", ["3. One", "4. Two"]),
        ("- One\n\n  more\n- Two\n  - In", ["- One", "more", "- Two", "- In"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", ["a – b", "1 – 2"]),
        ("One  \ntwo\nthree", ["One", "two three"]),
        ("<ul><li>One</li></ul>\n\n<nav>Menu</nav>", ["- One"]),
        ("caf&eacute; `code` ![picture](x.png) ~~old~~", ["café code old"]),
    ],
)
def test_forms(text: str, lines: list[str]) -> None:
    assert [line for line in page_from_markdown(text.encode(), "a.md").text.splitlines() if line] == lines


def test_limits() -> None:
    with pytest.raises(PageError, match=r"^a.md: .*200,000"):
        page_from_markdown(b"a" * (MAX_MARKDOWN_BYTES + 1), "a.md")


@settings(max_examples=150)
@given(text=st.text("ab*_`[]()!#>-+=|\\<&;~:\n \t1.", max_size=200))
def test_any_text(text: str) -> None:
    with contextlib.suppress(PageError):
        assert page_from_markdown(text.encode(), "a.md").text.strip()
