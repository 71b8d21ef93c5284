"""The report's HTML: what it shows of pages, that no text of a page becomes markup, and the command that writes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as effort
from selectolax.lexbor import LexborHTMLParser
from storepages import HOSTILE, hostile_page, texts, two_places
from support import PAGE, REPO

import wphf_extract
from wphf_extract import PageFailure, PageResult
from wphf_extract.cli import main
from wphf_extract.errors import StoreError
from wphf_extract.records import Activity
from wphf_extract.report import report_html, write_report
from wphf_extract.report.render import shown
from wphf_extract.resources import shared_gazetteer
from wphf_extract.stores import open_store
from wphf_extract.totals import totals

EXAMPLE = REPO / "examples" / "country_page.txt"

HOSTILE_MARKUP = {
    **{name: words for name, words in HOSTILE.items() if name != "long"},
    "script end": "</script><script>alert(1)</script>",
    "style end": "</style><script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "attribute": "\"' onmouseover=alert(1) x='",
    "comment": "--><!-- ]]> <![CDATA[",
    "template": "{{ 7 * 7 }} {% raw %}",
    "entity": "&lt;b&gt; &amp;quot;",
    "half surrogate": "one\ud800two",
    "override": "safe\u202egnp.exe",
}


def tree(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def words(node: object) -> str:
    return " ".join(node.text(deep=True, separator="").split())  # type: ignore[attr-defined]


def chart(html: str, caption: str) -> dict[str, int]:
    """The figures of a chart as a reader sees them."""
    found = {}
    for table in tree(html).css(".chart table"):
        if words(table.css_first("caption")) in (caption, f"{caption}, the others"):
            for row in table.css("tr"):
                found[words(row.css_first("th"))] = int(words(row.css_first(".count")).replace(",", ""))
    return found


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
    text = PAGE.replace("3 projects", "9 projects").replace("200 women who", "200 girls under 18 who")
    page = wphf_extract.extract(text, source="mali.txt")
    assert {"project_count", "uncounted_number"} <= {warning.code for warning in page.warnings}
    html = tree(report_html([page], failures=[PageFailure("gone.txt", "read", "gone.txt: No such file or directory")]))
    look = words(html.css_first("#look"))
    assert "1 page failed" in look and "Could not be read: gone.txt: No such file or directory" in look
    for warning in page.warnings:
        assert warning.message in look
    (marked,) = html.css(".text .w")
    assert words(marked) == "18"


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


# -- the command -------------------------------------------------------------------------------------

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `wphf-extract report`; returns exit code and standard error."""

    def call(*arguments: object) -> tuple[int, str]:
        code = main(["report", *map(str, arguments)])
        return code, capsys.readouterr().err

    return call


def test_pages_are_extracted(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    code, err = run(EXAMPLE, tmp_path / "none.txt", "-o", out, "--title", "Our <partners>")
    assert code == 1
    assert "none.txt" in err and err.splitlines()[-1] == f"{out}: 1 pages, 4 records, 0 warnings, 1 errors"
    html = tree(out.read_text(encoding="utf-8"))
    assert words(html.css_first("h1")) == "Our <partners>"
    assert len(html.css("article.project")) == 4
    assert "1 page failed" in words(html.css_first("#look"))
    assert "41 per cent of women there cannot read" in words(html.css_first("#pages"))


def test_standard_input_is_a_page(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EXAMPLE.open(encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdin", file)
        assert run("-", "-o", tmp_path / "r.html")[0] == 0
    assert "41 per cent of women there cannot read" in (tmp_path / "r.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["jsonl", "sqlite", "parquet", "duckdb"])
def test_files_of_records_are_read(run: Run, tmp_path: Path, ending: str, page: PageResult) -> None:
    records = tmp_path / f"records.{ending}"
    with open_store(str(records)) as store:
        store.write(page)
        store.fail(PageFailure("lost.txt", "read", "lost.txt: no page"))
    assert run(records, "-o", tmp_path / "r.html") == (
        0,
        f"{tmp_path / 'r.html'}: 1 pages, 3 records, 0 warnings, 0 errors\n",
    )
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "lost.txt: no page" in html
    assert chart(html, "People targeted, by sex") == {"Women and girls": 1700}


def test_what_cannot_be_read_or_written_is_told(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"a": 1}\n', encoding="utf-8")
    for given_, said in (
        (broken, "broken.jsonl:1"),
        (tmp_path / "x.csv", "not read back"),
        (tmp_path / "no.db", "no.db"),
    ):
        code, err = run(given_, "-o", tmp_path / "r.html")
        assert (code, err.count("\n")) == (2, 1) and said in err
    (tmp_path / "good.errors.jsonl").write_text("{}\n", encoding="utf-8")
    (tmp_path / "good.jsonl").write_text("", encoding="utf-8")
    code, err = run(tmp_path / "good.jsonl", "-o", tmp_path / "r.html")
    assert code == 2 and "good.errors.jsonl:1" in err
    code, err = run(EXAMPLE, "-o", tmp_path / "no" / "r.html")
    assert code == 2 and "r.html" in err and "make the folder" in err
    assert not (tmp_path / "r.html").exists()
    code, err = run(EXAMPLE, "-o", tmp_path / "r.pdf")
    assert code == 2 and "r.pdf: a report is HTML" in err
    assert not (tmp_path / "r.pdf").exists()


def test_files_of_errors_among_files_of_records_are_no_records(run: Run, tmp_path: Path, page: PageResult) -> None:
    with open_store(str(tmp_path / "r.jsonl")) as store:
        store.write(page)
        store.fail(PageFailure("lost.txt", "read", "lost.txt: no page"))
    assert run(*sorted(tmp_path.glob("*.jsonl")), "-o", tmp_path / "r.html")[0] == 0
    assert (tmp_path / "r.html").read_text(encoding="utf-8").count("lost.txt: no page") == 1


def test_where_nothing_can_be_written_nothing_is_extracted(run: Run, tmp_path: Path) -> None:
    code, err = run(EXAMPLE, tmp_path / "none.txt", "-o", tmp_path / "no" / "r.html")
    assert code == 2 and "none.txt" not in err


def test_write_report_leaves_no_half_file(page: PageResult, tmp_path: Path) -> None:
    write_report([page], str(tmp_path / "r.html"))
    assert (tmp_path / "r.html").read_text(encoding="utf-8") == report_html([page])
    with pytest.raises(StoreError, match=r"r\.html"):
        write_report([page], str(tmp_path / "none" / "r.html"))
    assert [file.name for file in tmp_path.iterdir()] == ["r.html"]
