"""Lists of two levels: an organisation, and below it what it does, item by item."""

from __future__ import annotations

import pytest
from support import leads

from wphf_extract import extract

PAGE = """WPHF in Mali

Our Partners

• Réseau Amani (RA) – “Ensemble”
    o Train 40 widows in Gao
    o Repair two wells
• Kaba Network, with Union Tumaini
    o Radio plays on early marriage in Mopti
• Union des Veuves de Sikasso
    o Loans for 30 traders

Background

The rains were late again.
"""


@pytest.mark.parametrize("marks", [("•", "o"), ("-", "•"), ("1.", "-"), ("*", "a)")])
def test_an_item_takes_those_below_it(marks: tuple[str, str]) -> None:
    text = PAGE.replace("•", marks[0]).replace("    o ", f"    {marks[1]} ")
    page = extract(text)
    assert leads(page) == ["Réseau Amani", "Kaba Network", "Union des Veuves de Sikasso"]
    first, second, third = page.records
    assert [(t.value, t.unit) for t in first.targets] == [(40, "people"), (2, "items")]
    assert [place.name for place in first.locations] == ["Gao"]
    assert [o.name for o in second.organizations] == ["Kaba Network", "Union Tumaini"]
    assert "financial_inclusion" in {activity.code for activity in third.activities}
    assert all(record.text.count("\n") for record in page.records)


def test_lower_items_that_are_descriptions_stay_so() -> None:
    text = (
        "WPHF in Mali\n\nOur Partners\n\n"
        "• Réseau Amani\n  o Kaba Network (KN) on a project to train widows.\n  o Sana Union on a project to sing.\n"
        "• Union Tumaini\n  o Yiri Association on a project to plant trees.\n"
    )
    names = {o.name for r in extract(text).records for o in r.organizations}
    assert {"Kaba Network", "Sana Union", "Yiri Association"} <= names


def test_upper_items_that_are_places_are_no_organisations() -> None:
    text = (
        "WPHF in Mali\n\nOur Partners\n\n"
        "• Gao\n  o Kaba Network (KN) trains widows.\n• Mopti\n  o Sana Union (SU) digs wells.\n"
    )
    page = extract(text)
    assert [(name, r.section) for name, r in zip(leads(page), page.records, strict=True)] == [
        ("Kaba Network", "Gao"),
        ("Sana Union", "Mopti"),
    ]


def test_one_item_alone_is_no_list_of_two_levels() -> None:
    text = "WPHF in Mali\n\n• Réseau Amani\n  o It rained.\n"
    assert extract(text).records == ()


def test_upper_items_may_tell_and_headings_part_them() -> None:
    page = extract(
        "WPHF in Mali\n\nSahel\n\n"
        "  1) Kaba Network (KN), Gao and Ménaka: care for widows.\n"
        "    – 40 widows meet every week\n    – 2 wells dug\n\n"
        "Calm in the south\n\n"
        "  2) Nala Union (NU) consortium, Mopti: a school for girls.\n    – 30 girls learn to read\n"
    )
    assert [record.organizations[0].name for record in page.records] == ["Kaba Network", "Nala Union"]
    assert [[place.name for place in record.locations] for record in page.records] == [["Gao", "Ménaka"], ["Mopti"]]
    assert [[target.value for target in record.targets] for record in page.records] == [[40, 2], [30]]
    assert page.records[1].is_consortium


def test_a_paragraph_behind_an_empty_line_is_below_the_item_if_nearly_all_have_one() -> None:
    items = [
        "• Kaba Network (KN)\n\nForty widows in Gao learn to mend boats and nets.\n",
        "• Nala Women’s Union (NU)\n\nA school for 30 girls is kept open in Mopti all year.\n",
        "• Sana Association (SA)\n\nTwo wells are dug for all who live in the old quarter of Kidal.\n",
    ]
    head = "WPHF in Mali\n\nOur Partners\n\n"
    page = extract(head + "\n".join(items))
    assert leads(page) == ["Kaba Network", "Nala Women’s Union", "Sana Association"]
    assert [[place.name for place in record.locations] for record in page.records] == [["Gao"], ["Mopti"], ["Kidal"]]
    bare = "".join(item.partition("\n")[0] + "\n" for item in items)
    assert all(record.text.count("\n") == 0 for record in extract(head + bare + "\n" + "It rained a lot. " * 5).records)


NAMED = """WPHF in Mali

Where we stand
• 36 years of war, and no end of it
• one woman in five is at school

Réseau Amani (RA)
• Goal: fewer quarrels about wells
• 40 widows trained in Gao

Kaba Network & Union Tumaini
• Radio plays on early marriage in Mopti

Union des Veuves de Sikasso
• Loans for 30 traders

What we learned
• Grants of one year are too short
"""


def test_names_without_a_marker_take_the_items_below_them() -> None:
    page = extract(NAMED)
    assert leads(page) == ["Réseau Amani", "Kaba Network", "Union des Veuves de Sikasso"]
    assert page.records[0].text.endswith("40 widows trained in Gao")


def test_headings_take_no_items_below_them() -> None:
    text = (
        "WPHF in Mali\n\nOur partners\n\n"
        "Peace in Gao\n• Réseau Amani (RA) trains widows\n• Kaba Network trains girls\n\n"
        "Peace in Mopti\n• Union des Veuves (UV) trains girls\n• Union Tumaini trains widows\n"
    )
    assert len(extract(text).records) == 4


def test_a_title_and_in_the_next_line_by_whom() -> None:
    text = "WPHF in Mali\n\nOur partners\n\n" + "\n\n".join(
        f"{n}. {title}\nby {name}\nForty women meet each month in the town of Gao and learn how to keep their books."
        for n, (title, name) in enumerate(
            [
                ("Two Banks", "Kaba Network (KN)"),
                ("Open Doors", "Nala Union, with Sana Group"),
                ("On Air", "Radio Wolo"),
            ],
            1,
        )
    )
    page = extract(text)
    assert leads(page) == ["Kaba Network", "Nala Union", "Radio Wolo"]
    assert [r.text.partition("\n")[0] for r in page.records] == ["Two Banks", "Open Doors", "On Air"]


def test_partners_below_an_item_that_tells_of_its_project() -> None:
    page = extract(
        "WPHF in Myanmar\n\nOur Partners\n\n"
        "• Réseau Amani (RA) trains 40 widows of the upper town in the law of land. The work is shared with:\n"
        "    ◦ Kaba Network\n    ◦ Youth for Peace (YP)\n"
        "• Nala Union (NU) and its consortium offer shelter to 30 girls of the lower town. Its members:\n"
        "    ◦ Sana Choir\n"
        "• Wolo Association helps 20 farmers.\n"
    )
    assert leads(page) == ["Réseau Amani", "Nala Union", "Wolo Association"]
    assert [[o.name for o in record.organizations[1:]] for record in page.records] == [
        ["Kaba Network", "Youth for Peace"],
        ["Sana Choir"],
        [],
    ]
