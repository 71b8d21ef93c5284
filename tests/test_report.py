"""The report's HTML: what it shows of pages, and that no text of a page becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as effort
from reports import HOSTILE_MARKUP, chart, tree, words
from storepages import hostile_page, texts, two_places
from support import PAGE, REPO

import wphf_extract
from wphf_extract import PageFailure, PageResult
from wphf_extract.errors import StoreError
from wphf_extract.records import Activity
from wphf_extract.report import report_html, write_report
from wphf_extract.report.render import shown
from wphf_extract.resources import shared_gazetteer
from wphf_extract.totals import totals

EXAMPLE = REPO / "examples" / "country_page.txt"

# -- what is shown -----------------------------------------------------------------------------------


def test_every_value_is_shown_on_its_words(page: PageResult) -> None:
    html = tree(report_html([page]))
    projects = html.css("article.project")
    assert len(projects) == len(page.records)
    for shown_project, record in zip(projects, page.records, strict=True):
        assert shown_project.css_first(".text").text(deep=True) == record.text
        rows = {row.id: [words(cell) for cell in row.css("th, td")] for row in shown_project.css(".values tr[id]")}
        values = [*record.organizations, *record.locations, *record.targets, *record.activities]
        assert sorted((cells[1], cells[3]) for cells in rows.values()) == sorted(
            (" ".join(record.quote(value).split()), value.rule) for value in values
        )
        marked = {link.attributes["href"]: link for link in shown_project.css(".text a")}
        for mark, link in marked.items():
            assert mark and words(link) == rows[mark[1:]][1]


def test_each_mark_points_at_a_value_and_no_id_is_there_twice(page: PageResult) -> None:
    html = tree(report_html([page, page, two_places()]))
    ids = [node.id for node in html.css("[id]")]
    assert len(ids) == len(set(ids))
    for link in html.css("a[href^='#']"):
        assert (link.attributes["href"] or "")[1:] in ids
    for node in html.css("[data-v]"):
        assert set((node.attributes["data-v"] or "").split()) <= set(ids)


def test_the_figures_are_those_of_totals(page: PageResult) -> None:
    pages = [page, two_places()]
    sums = totals(record for one in pages for record in one.records)
    html = report_html(pages)
    by_sex = chart(html, "People targeted, by sex")
    assert by_sex == {"Women and girls": 300 + 200 + 1500, "Not said": 200}
    assert sum(by_sex.values()) == sums.reached["people"]
    assert chart(html, "Projects, by activity")["Training"] == sums.projects_by_activity["training"]
    assert sum(chart(html, "People targeted, by country").values()) == sums.reached["people"]
    figures = {words(box.css_first("dt")): words(box.css_first("dd")) for box in tree(html).css(".figures div")}
    assert figures["people targeted"] == f"{sums.reached['people']:,}"
    assert figures["projects"] == str(sums.projects)


def test_bars_beyond_the_first_are_folded_away_not_dropped() -> None:
    (two,) = two_places().records
    pages = [
        PageResult(
            here := replace(two.source, path=f"{n}", country_code=code), None, None, (replace(two, source=here),), ()
        )
        for n, code in enumerate(sorted(shared_gazetteer().countries())[:20])
    ]
    html = report_html(pages)
    assert len(chart(html, "People targeted, by country")) == 20
    assert len(tree(html).css(".chart details")) == 1


def test_codes_that_the_taxonomy_lacks_are_shown_as_they_are(page: PageResult) -> None:
    first = page.records[0]
    own = replace(first, activities=(Activity("seed_banks", first.span.start, first.span.start + 5, "own.seeds"),))
    html = report_html([replace(page, records=(own,))])
    assert chart(html, "Projects, by activity") == {"seed_banks": 1}
    assert chart(html, "Projects, by impact area") == {"Not in the taxonomy": 1}
    assert "own.seeds" in html


def test_warnings_and_failures_are_shown() -> None:
    text = PAGE.replace("3 projects", "9 projects").replace("200 women from", "200 zzyxes from")
    page = wphf_extract.extract(text, source="mali.txt")
    assert {"project_count", "uncounted_number"} <= {warning.code for warning in page.warnings}
    html = tree(report_html([page], failures=[PageFailure("gone.txt", "read", "gone.txt: No such file or directory")]))
    look = words(html.css_first("#look"))
    assert "1 page failed" in look and "Could not be read: gone.txt: No such file or directory" in look
    for warning in page.warnings:
        assert warning.message in look
    (marked,) = html.css(".text .w")
    assert words(marked) == "200"


def test_what_stands_around_the_projects_is_shown_where_the_text_is_at_hand() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    page = wphf_extract.extract(text, source="benin.txt")
    around = words(tree(report_html([page], texts=[text])).css_first("#pages"))
    assert "41 per cent of women there cannot read" in around and "adopted its national action plan" in around
    for other in ([], [text + "changed"]):
        assert "41 per cent" not in report_html([page], texts=other)


def test_a_report_of_nothing_says_so() -> None:
    html = tree(report_html([]))
    assert "No project was found" in words(html.css_first("header"))
    assert html.css_first("#projects") is None and html.css_first("#map") is None
    assert tree(report_html([], failures=[PageFailure("x", "read", "bad")])).css_first("#look") is not None


def test_equal_descriptions_are_told_of(page: PageResult) -> None:
    html = report_html([page, replace(page, source=replace(page.source, path="again.txt"))])
    assert "3 descriptions stand on a page although another page has the same words" in html


# -- safety ------------------------------------------------------------------------------------------


class Seen(HTMLParser):
    """What a parser takes for elements and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(tag, name) for name, _ in attrs] or [(tag, "")]


def skeleton(html: str) -> list[tuple[str, str]]:
    """The elements and attributes of a report but those of marks and map labels, which depend on lengths."""
    seen = Seen()
    seen.feed(html)
    return [pair for pair in seen.found if pair[0] not in ("text", "a", "span")]


@pytest.mark.parametrize("hostile", HOSTILE_MARKUP.values(), ids=HOSTILE_MARKUP.keys())
def test_no_text_becomes_markup(hostile: str) -> None:
    page = hostile_page(hostile, path=hostile)
    source = replace(page.source, title=hostile, url=f"javascript:{hostile}")
    page = replace(page, source=source)
    calm = replace(hostile_page("calm", path="calm"), source=replace(page.source, path="c", title="c", url="c"))
    failures = [PageFailure(hostile, "read", hostile)]
    html = report_html([page], failures=failures, title=hostile)
    html.encode("utf-8")
    assert skeleton(html) == skeleton(report_html([calm], failures=failures, title="calm"))
    assert html.count("<script>") == 1
    assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\u202d\u202e]", html)
    parsed = tree(html)
    assert parsed.css_first("h1").text() == shown(hostile).replace("\r\n", "\n").replace("\r", "\n")
    assert all((a.attributes["href"] or "").startswith("#") for a in parsed.css("a"))


@given(texts)
@effort(max_examples=25)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    page = hostile_page(text)
    html = report_html([page])
    html.encode("utf-8")
    assert tree(html).css_first(".text").text(deep=True) == shown(page.records[0].text).replace("\r\n", "\n").replace(
        "\r", "\n"
    )


def test_what_is_hidden_is_shown_and_nothing_moves() -> None:
    assert shown("a\0b\u202ec\ud800") == "a�b�c�"
    assert shown("accents é, \u200f right, emoji 👩‍🌾") == "accents é, \u200f right, emoji 👩‍🌾"
    assert shown(7) == 7


def test_only_addresses_of_the_web_are_links(page: PageResult) -> None:
    def link(url: str) -> list[str]:
        here = replace(page, source=replace(page.source, url=url))
        return [a.attributes["href"] or "" for a in tree(report_html([here])).css(".facts a")]

    assert link("https://example.org/a?b=1&c=2") == ["https://example.org/a?b=1&c=2"]
    assert link("javascript:alert(1)") == link("data:text/html,x") == link("file:///etc/passwd") == []


def test_the_file_loads_nothing(page: PageResult) -> None:
    html = report_html([page])
    policy = tree(html).css_first("meta[http-equiv='Content-Security-Policy']").attributes["content"] or ""
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy
    assert not re.search(r"<(?:link|img|iframe|object|embed|base)\b|@import|url\(|\bstyle=|\bon\w+=", html)
    assert [node.attributes.get("src") for node in tree(html).css("script")] == [None]


def test_write_report_leaves_no_half_file(page: PageResult, tmp_path: Path) -> None:
    write_report([page], str(tmp_path / "r.html"))
    assert (tmp_path / "r.html").read_text(encoding="utf-8") == report_html([page])
    with pytest.raises(StoreError, match=r"r\.html"):
        write_report([page], str(tmp_path / "none" / "r.html"))
    assert [file.name for file in tmp_path.iterdir()] == ["r.html"]
