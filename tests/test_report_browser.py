"""The report in a real browser: what opens, filters, sorts and prints; and what axe says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import chromium
from reports import HOSTILE_MARKUP
from storepages import hostile_page, two_places
from support import CORPUS, PAGE

import wphf_extract
from wphf_extract import PageFailure, PageResult
from wphf_extract.report import write_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BYTES, PAGES = 5_000_000, 50


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with all there is: several pages, warnings, failures, text around projects."""
    text = PAGE.replace("3 projects", "9 projects").replace("200 women from", "200 girls under 18 from")
    other = PAGE.replace("Mali", "Benin").replace("Gao", "Cotonou").replace("Association Lumière", "Collectif Étoile")
    pages = [
        wphf_extract.extract(text, source="mali.txt", url="https://example.org/mali"),
        wphf_extract.extract(other, source="benin.txt"),
        two_places(),
        hostile_page("</script><img src=x onerror=alert(1)>", path="hostile.txt"),
    ]
    path = tmp_path_factory.mktemp("report") / "report.html"
    failures = [PageFailure("gone.txt", "read", "gone.txt: No such file or directory")]
    write_report(pages, str(path), failures=failures, texts=[text, other])
    return path


class Opened:
    """A page of the browser with the report, and what went wrong in it."""

    def __init__(self, browser: Browser, path: Path, **options: Any) -> None:
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.wrong.append("a dialog"), dialog.dismiss()))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri())


@pytest.fixture
def opened(browser: Browser, report: Path) -> Iterator[Opened]:
    shown = Opened(browser, report)
    yield shown
    shown.context.close()
    assert shown.wrong == []
    assert shown.asked == [report.as_uri()], "the report loads nothing"


def rows(page: Page) -> list[str]:
    """The leading organisations of the rows that are shown."""
    return page.locator("#table tbody tr:visible th a").all_inner_texts()


def test_hostile_words_run_nothing(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    pages = [hostile_page(words, path=name) for name, words in HOSTILE_MARKUP.items()]
    write_report(pages, str(path), title=HOSTILE_MARKUP["script end"])
    shown = Opened(browser, path)
    assert shown.page.locator(".page").count() == len(pages)
    assert shown.page.evaluate("document.scripts.length") == 1
    assert shown.page.evaluate("document.querySelectorAll('img, [onerror], [onmouseover]').length") == 0
    assert (shown.wrong, shown.asked) == ([], [path.as_uri()])
    shown.context.close()


def test_the_table_is_filtered(opened: Opened) -> None:
    page = opened.page
    everything = rows(page)
    page.get_by_role("searchbox", name="Organisation").fill("collectif etoile")  # without its accent
    assert [row.split(" (")[0] for row in rows(page)] == ["Collectif Étoile du Sahel"]
    assert page.get_by_role("status").inner_text() == f"1 of {len(everything)} shown"
    page.get_by_role("button", name="Clear").click()
    page.get_by_role("searchbox", name="Place").fill("mopti")
    assert len(rows(page)) == 2
    page.get_by_role("searchbox", name="Place").fill("")
    page.get_by_role("combobox", name="Activity").select_option("legal_aid")
    assert all("Réseau Amani" in row for row in rows(page)) and len(rows(page)) == 2
    page.get_by_role("combobox", name="Population").select_option("children")
    assert rows(page) == [] and page.get_by_role("status").inner_text() == "Nothing matches"
    page.get_by_role("button", name="Clear").click()
    assert rows(page) == everything


def test_the_table_is_sorted(opened: Opened) -> None:
    page = opened.page
    page.get_by_role("searchbox", name="Place").fill("m")

    def people() -> list[str]:
        return [cell.inner_text() for cell in page.locator("#table tbody tr:visible .count").all()]

    head = page.get_by_role("button", name="People")
    for order, sign in (("descending", -1), ("ascending", 1)):
        head.click()
        assert page.locator("th[aria-sort]").get_attribute("aria-sort") == order
        numbers = [int(cell.replace(",", "")) for cell in people() if cell]
        assert len(numbers) > 3 and numbers == sorted(numbers, key=lambda n: sign * n)
        assert "" not in people()[: len(numbers)], "rows without a number stand last"
    page.get_by_role("button", name="Organisation").click()
    assert page.locator("th[aria-sort]").inner_text().startswith("Organisation")


def test_pointing_at_evidence_shows_the_value_and_the_rule(opened: Opened) -> None:
    page = opened.page
    page.locator(".page > summary").first.click()
    mark = page.locator(".text .t", has_text="8 women’s groups").first
    mark.hover()
    note = page.locator("#note")
    assert note.inner_text().startswith("Target 8 groups")
    assert "count.groups" in note.inner_text()
    note.hover()
    assert note.is_visible(), "the pointer may rest on the note"
    page.keyboard.press("Escape")
    assert note.is_hidden()


def test_the_keyboard_reaches_evidence_and_its_value(opened: Opened) -> None:
    page = opened.page
    page.locator(".page > summary").first.focus()
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.text a')"):
            break
    note = page.locator("#note")
    assert "carries the project" in note.inner_text()
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "note"
    page.keyboard.press("Enter")
    goal = page.locator("tr:target")
    goal.wait_for(state="visible")
    assert "lead.head" in goal.inner_text(), "its list of values has unfolded"


def test_a_link_unfolds_the_page_it_points_into(opened: Opened) -> None:
    page = opened.page
    assert not page.locator("article.project").first.is_visible()
    page.locator("#table tbody th a").first.click()
    page.locator("article.project").first.wait_for(state="visible")


def test_it_is_whole_without_script(browser: Browser, report: Path) -> None:
    plain = Opened(browser, report, java_script_enabled=False)
    assert plain.page.locator("form").is_hidden()
    assert plain.page.locator("#table tbody tr").count() > 5
    plain.page.locator(".page > summary").first.click()
    assert plain.page.locator("article.project .text").first.is_visible()
    plain.context.close()


def test_nothing_is_wider_than_a_phone(browser: Browser, report: Path) -> None:
    phone = Opened(browser, report, viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    phone.page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360
    mark = phone.page.locator(".text .o").first
    mark.scroll_into_view_if_needed()
    mark.tap()
    assert phone.page.locator("#note").is_visible(), "a tap shows the note"
    assert phone.page.evaluate("location.hash") == "", "and stays where it is"
    assert phone.wrong == []
    phone.context.close()


def test_paper_shows_the_pages_unfolded(browser: Browser, report: Path) -> None:
    paper = Opened(browser, report)
    assert not paper.page.locator("article.project").first.is_visible()
    paper.page.emulate_media(media="print", color_scheme="dark")
    assert paper.page.locator("article.project").first.is_visible(), "by the style alone"
    paper.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert paper.page.locator(".page:not([open])").count() == 0, "for browsers that do not know that style"
    assert paper.page.locator("nav").is_hidden()
    ink = paper.page.evaluate("getComputedStyle(document.body).color")
    assert ink == "rgb(32, 38, 43)", "dark on white, whatever the screen's colours"
    paper.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert paper.page.locator(".page[open]").count() == 0
    assert paper.page.pdf(format="A4").startswith(b"%PDF")
    paper.context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing_serious(browser: Browser, report: Path, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the extra `test` brings axe")
    shown = Opened(browser, report, color_scheme=scheme, viewport={"width": width, "height": 800})
    shown.page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    shown.page.locator(".text .o").first.focus()
    found = axe.Axe().run(shown.page, options={"resultTypes": ["violations"]}).response
    shown.context.close()
    assert len(found["passes"]) > 15, "axe has looked"
    assert [(v["id"], v["impact"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == []


@pytest.fixture(scope="module")
def fifty_pages() -> list[PageResult]:
    """Fifty pages as large as real ones, each with its own records."""
    found = [
        page
        for page in wphf_extract.extract_pages(sorted((CORPUS / "train").glob("*.txt"))[:8])
        if len(page.records) > 5
    ]
    made = []
    for number in range(PAGES):
        page = found[number % len(found)]
        source = replace(page.source, path=f"{number}-{page.source.path}")
        own = [replace(r, record_id=f"{number:04}{r.record_id[4:]}", source=source) for r in page.records]
        made.append(replace(page, source=source, records=tuple(own)))
    return made


def test_fifty_pages_are_small_and_open(browser: Browser, fifty_pages: list[PageResult], tmp_path: Path) -> None:
    """How fast they open is for `benchmarks/report.py` to say."""
    path = tmp_path / "fifty.html"
    write_report(fifty_pages, str(path))
    count = sum(len(page.records) for page in fifty_pages)
    assert count > 500 and path.stat().st_size < BYTES
    page = browser.new_page()
    page.goto(path.as_uri(), wait_until="load")
    assert page.locator(".page").count() == PAGES
    page.close()
