"""The report: records as one HTML file to read, filter and print, each value shown on the words it rests on.

The file loads nothing: no network, no font, no library. It is whole without its script, which only adds comfort.
"""

from __future__ import annotations

from collections.abc import Iterable

from wphf_extract.failures import PageFailure
from wphf_extract.records import PageResult
from wphf_extract.resources import DEFAULT_MODEL
from wphf_extract.rules.ownfiles import Rules

__all__ = ["report_html", "write_report"]


def report_html(
    pages: Iterable[PageResult],
    *,
    failures: Iterable[PageFailure] = (),
    texts: Iterable[str] = (),
    title: str | None = None,
    model: str = DEFAULT_MODEL,
    rules: Rules | None = None,
) -> str:
    """Returns the report of some pages as HTML.

    Args:
        pages: what to show, in this order. All of it is held in memory.
        failures: pages that gave nothing, to be told of.
        texts: the texts that pages were extracted from; where a page's is among them, the report shows what stands
            around the projects too.
        title: the report's heading; None takes a general one.
        model: name or folder of the model whose taxonomy names the activity types and their impact areas. Codes that
            it lacks are shown as they are.
        rules: files of your own rules, whose activity types count too.

    Raises:
        ModelError: there is no such model.
        RuleError: the rules break their format.
    """
    from wphf_extract.report.render import render
    from wphf_extract.report.views import report_view
    from wphf_extract.taxonomy import taxonomy

    view = report_view(list(pages), failures, texts, taxonomy(model, rules))
    return render(view, title)


def write_report(
    pages: Iterable[PageResult],
    target: str,
    *,
    failures: Iterable[PageFailure] = (),
    texts: Iterable[str] = (),
    title: str | None = None,
    model: str = DEFAULT_MODEL,
    rules: Rules | None = None,
) -> None:
    """Writes the report of some pages to a file, which appears when it is whole; see `report_html`.

    Raises:
        StoreError: the file cannot be written.
        ModelError, RuleError: see `report_html`.
    """
    from wphf_extract.wholefiles import whole_file

    html = report_html(pages, failures=failures, texts=texts, title=title, model=model, rules=rules)
    with whole_file(target) as file:
        file.write(html)
