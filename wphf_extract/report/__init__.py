"""The report: records as one HTML file to read, filter and print, each value shown on the words it rests on.

The file loads nothing: no network, no font, no library. It is whole without its script, which only adds comfort.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wphf_extract.records import PageFailure, PageResult

if TYPE_CHECKING:
    from wphf_extract.taxonomy import Taxonomy

__all__ = ["report_html", "write_report"]


def report_html(
    pages: Iterable[PageResult],
    *,
    failures: Iterable[PageFailure] = (),
    texts: Iterable[str] = (),
    title: str | None = None,
    types: Taxonomy | None = None,
) -> str:
    """Returns the report of some pages as HTML.

    Args:
        pages: what to show, in this order. All of it is held in memory.
        failures: pages that gave nothing, to be told of.
        texts: the texts that pages were extracted from; where a page's is among them, the report shows what stands
            around the projects too.
        title: the report's heading; None takes a general one.
        types: names and impact areas of the activity types; None takes those of the shipped model. Codes that are
            not among them are shown as they are.
    """
    from wphf_extract.report.render import render
    from wphf_extract.report.views import report_view
    from wphf_extract.taxonomy import taxonomy

    view = report_view(list(pages), failures, texts, types or taxonomy())
    return render(view, title)


def write_report(
    pages: Iterable[PageResult],
    target: str,
    *,
    failures: Iterable[PageFailure] = (),
    texts: Iterable[str] = (),
    title: str | None = None,
    types: Taxonomy | None = None,
) -> None:
    """Writes the report of some pages to a file, which appears when it is whole; see `report_html`.

    Raises:
        StoreError: the file cannot be written.
    """
    from wphf_extract.stores.files import whole_file

    html = report_html(pages, failures=failures, texts=texts, title=title, types=types)
    with whole_file(target) as file:
        file.write(html)
