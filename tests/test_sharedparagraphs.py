"""Paragraphs that several partners share."""

from __future__ import annotations

from wphf_extract import extract

PAGE = """WPHF in Uganda supports 6 projects by women’s organizations.

Calm

Raids still cost lives. Kaba Women’s Network (KWN) trains 85 mediators in Moroto. They walk far. On the other side, in
Katakwi, Nala Widows’ Union gives seeds to 40 women. In the west, Sana Women’s Assembly (SWA), in partnership with Yiri
Radio, sings in Kasese.

Votes

Ahead of the polls, Temo Women’s Forum (TWF) mentors 24 girls in Gulu. Together with Dori Watch Network, it also asks
for a law. In Adjumani, Zaza Leaders’ Platform trains 18 councils.

Nobody was named here, and many words were lost on rain, on mud, and on a road that ended.
"""


def _wrapless(text: str) -> str:
    return text.replace(",\n", ", ").replace(" in\n", " in ").replace("Yiri\n", "Yiri ").replace(" asks\n", " asks ")


def test_what_is_told_of_each_partner_is_a_description() -> None:
    page = extract(_wrapless(PAGE))
    assert [[o.name for o in r.organizations if o.role == "lead"] for r in page.records] == [
        ["Kaba Women’s Network"],
        ["Nala Widows’ Union"],
        ["Sana Women’s Assembly"],
        ["Temo Women’s Forum"],
        ["Zaza Leaders’ Platform"],
    ]
    assert [[place.name for place in r.locations] for r in page.records] == [
        ["Moroto"],
        ["Katakwi"],
        ["Kasese"],
        ["Gulu"],
        ["Adjumani"],
    ]
    assert [r.section for r in page.records] == ["Calm"] * 3 + ["Votes"] * 2
    assert page.records[0].text.endswith("They walk far.")  # until the next partner's sentence
    assert page.records[3].text.endswith("a law.")  # *it* is who was named before
    assert not any("Raids" in r.text for r in page.records)  # what leads to the first


def test_one_shared_paragraph_is_not_enough() -> None:
    first = PAGE.split("Votes")[0]
    assert len(extract(_wrapless(first)).records) < 3


def test_pages_with_lists_of_descriptions_are_left_alone() -> None:
    listed = PAGE + "\n- Bobo Union (BU) on a project to train 30 girls in Lira.\n"
    assert [r.text.split()[0] for r in extract(_wrapless(listed)).records] == ["Bobo"]
