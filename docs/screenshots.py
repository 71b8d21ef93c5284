"""Takes the pictures of the report for its page in the docs: the shipped example, in a headless Chromium.

    python docs/screenshots.py          # writes docs/images/report*.png

Needs the extra `test` (playwright) and a Chromium. Unlike the drawn pictures, these depend on the machine's fonts and
browser, so no test compares them.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser import chromium  # noqa: E402

import wphf_extract  # noqa: E402
from wphf_extract.report import write_report  # noqa: E402

EXAMPLE = ROOT / "examples" / "country_page.txt"
SIZE = {"width": 1180, "height": 760}


def main() -> None:
    """Writes the pictures and says where."""
    text = EXAMPLE.read_text(encoding="utf-8")
    page = wphf_extract.extract(text, source=EXAMPLE.name)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        report = Path(folder) / "report.html"
        write_report([page], str(report), texts=[text], title="Women’s organisations in Benin")
        shown = browser.new_page(viewport=SIZE)
        shown.goto(report.as_uri())
        shot = ROOT / "docs" / "images" / "report.png"
        shown.screenshot(path=shot)
        shown.locator("article.project").first.evaluate("(card) => card.scrollIntoView({ block: 'center' })")
        shown.locator(".text .t").first.hover()
        evidence = shot.with_name("report_evidence.png")
        shown.screenshot(path=evidence, clip={"x": 0, "y": 280, "width": 980, "height": 440})
    for path in (shot, evidence):
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
