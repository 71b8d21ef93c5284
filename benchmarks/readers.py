"""Compares libraries that turn HTML into text, on list items and headings, and those that read web archives.

    pip install resiliparse trafilatura inscriptis fastwarc warcio && python benchmarks/readers.py

Pages are made from the corpus in four layouts of the fund's kind of site (plain lists, nested lists with paragraphs,
an accordion, a table), with a menu, a cookie banner and a footer around them. Per library: the share of descriptions
that come out whole, on one line of their own and with a mark that makes them list items (a table's rows: a line of
their own); of headings on a line of their own; of furniture that comes out too; and pages per second against ours.
"""

from __future__ import annotations

import importlib
import io
import re
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

import wphf_extract
from wphf_extract.pages.html import page_from_html

ROOT = Path(__file__).resolve().parents[1]
LAYOUTS = ("list", "paragraphs", "accordion", "table")
MARK = re.compile(r"^\s*(?:[-*•]|\d+\.)\s+")
ROUNDS = 3


def contents() -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Titles of corpus pages, and their sections: heading and descriptions."""
    found = []
    for path in sorted((ROOT / "corpus" / "train").glob("*.txt")):
        result = next(wphf_extract.extract_pages([path]))
        sections: dict[str, list[str]] = {}
        for record in result.records:
            if "\n" not in record.text:
                sections.setdefault(record.section or "Our Partners", []).append(record.text)
        if sections:
            found.append((result.source.country or path.stem, list(sections.items())))
    return found


def markup(title: str, sections: list[tuple[str, list[str]]], layout: str) -> str:
    """A saved page of a web site."""
    parts = []
    for number, (heading, texts) in enumerate(sections):
        items = [escape(text) for text in texts]
        if layout == "list":
            body = f"<h2>{escape(heading)}</h2><ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
        elif layout == "paragraphs":
            inner = "".join(f"<li><p><strong>{i.split()[0]}</strong> {i.partition(' ')[2]}</p></li>\n" for i in items)
            body = f"<ul><li><h3>{escape(heading)}</h3><ul>{inner}</ul></li></ul>"
        elif layout == "accordion":
            inner = "".join(f"<li>{item}</li>" for item in items)
            body = (
                f'<h3><button aria-expanded="false" aria-controls="p{number}">{escape(heading)}</button></h3>'
                f'<div id="p{number}" hidden><ul>{inner}</ul></div>'
            )
        else:
            rows = "".join(f"<tr><td>{item}</td></tr>" for item in items)
            body = f"<h2>{escape(heading)}</h2><table>{rows}</table>"
        parts.append(f'<div class="elementor-widget"><div class="elementor-widget-container">{body}</div></div>')
    return (
        f"<!doctype html><html lang=en><head><title>{escape(title)}</title></head><body>"
        "<header><nav><ul><li><a href=/>Home page</a></li><li><a href=/news>Latest news</a></li></ul></nav></header>"
        '<div class="cookie-notice">We use cookies on this site</div>'
        f"<div id=content><h1>{escape(title)}</h1>{''.join(parts)}</div>"
        "<footer><p>All rights reserved by us</p></footer></body></html>"
    )


FURNITURE = ("Home page", "Latest news", "We use cookies", "All rights reserved")


def readers() -> dict[str, Callable[[str], str]]:
    """The libraries that are there, by name."""
    found: dict[str, Callable[[str], str]] = {"ours (selectolax)": lambda html: page_from_html(html.encode()).text}
    for name, make in (
        ("selectolax, text()", _selectolax),
        ("resiliparse", _resiliparse),
        ("resiliparse, main content", _resiliparse_main),
        ("trafilatura", _trafilatura),
        ("trafilatura, recall", _trafilatura_recall),
        ("inscriptis", _inscriptis),
    ):
        try:
            found[name] = make()
        except ImportError as error:
            print(f"{name}: left out ({error})")
    return found


def _selectolax() -> Callable[[str], str]:
    parser = importlib.import_module("selectolax.lexbor").LexborHTMLParser
    return lambda html: str(parser(html).body.text(separator="\n"))


def _resiliparse() -> Callable[[str], str]:
    extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    return lambda html: str(extract(html, list_bullets=True))


def _resiliparse_main() -> Callable[[str], str]:
    extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    return lambda html: str(extract(html, list_bullets=True, main_content=True))


def _trafilatura() -> Callable[[str], str]:
    extract = importlib.import_module("trafilatura").extract
    return lambda html: extract(html, include_tables=True) or ""


def _trafilatura_recall() -> Callable[[str], str]:
    extract = importlib.import_module("trafilatura").extract
    return lambda html: extract(html, include_tables=True, favor_recall=True) or ""


def _inscriptis() -> Callable[[str], str]:
    return importlib.import_module("inscriptis").get_text  # type: ignore[no-any-return]


def compare() -> None:
    """Prints a row a library."""
    pages = [(layout, sections, markup(t, sections, layout)) for t, sections in contents() for layout in LAYOUTS]
    print(f"{len(pages)} pages, {sum(len(html) for _, _, html in pages):,} characters of HTML\n")
    print(f"{'library':28}" + "".join(f"{layout:>12}" for layout in LAYOUTS) + "    headings   furniture   speed")
    ours = None
    for name, read in readers().items():
        hits = dict.fromkeys((*LAYOUTS, "headings", "furniture"), 0)
        counts = dict.fromkeys(hits, 0)
        for layout, sections, html in pages:
            # some write rows of tables between bars, as Markdown does
            lines = [line.strip(" |") for line in read(html).splitlines()]
            unmarked = {MARK.sub("", line) for line in lines if layout == "table" or MARK.match(line)}
            plain = {MARK.sub("", line) for line in lines}
            for heading, texts in sections:
                counts["headings"] += 1
                hits["headings"] += heading in plain
                counts[layout] += len(texts)
                hits[layout] += sum(" ".join(text.split()) in unmarked or text in unmarked for text in texts)
            counts["furniture"] += len(FURNITURE)
            hits["furniture"] += sum(any(words in line for line in lines) for words in FURNITURE)
        seconds = min(_seconds(read, [html for _, _, html in pages]) for _ in range(ROUNDS))
        ours = ours or seconds
        shares = {key: hits[key] / counts[key] for key in hits}
        row = "".join(f"{shares[layout]:12.2f}" for layout in LAYOUTS)
        print(f"{name:28}{row}{shares['headings']:12.2f}{shares['furniture']:12.2f}{ours / seconds:8.1f}")


def _seconds(read: Callable[[str], str], pages: list[str]) -> float:
    start = time.perf_counter()
    for html in pages:
        read(html)
    return time.perf_counter() - start


def archives(count: int = 3000) -> None:
    """Prints records a second of the readers of web archives, for an archive of 3 kB pages in gzip members."""
    body = b"<!doctype html><body><ul>" + b"<li>Kaba Network on a project to train 40 widows.</li>" * 60 + b"</ul>"
    try:
        writer = importlib.import_module("warcio.warcwriter").WARCWriter
        heads = importlib.import_module("warcio.statusandheaders").StatusAndHeaders
        iterate = importlib.import_module("warcio.archiveiterator").ArchiveIterator
        fast = importlib.import_module("fastwarc.warc").ArchiveIterator
    except ImportError as error:
        print(f"web archives: left out ({error})")
        return
    out = io.BytesIO()
    archive = writer(out, gzip=True)
    for number in range(count):
        head = heads("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        url = f"https://example.org/{number}"
        archive.write_record(archive.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=head))
    path = Path("/tmp/readers.warc.gz")
    path.write_bytes(out.getvalue())
    try:
        runs: dict[str, Callable[[], int]] = {
            "warcio": lambda: sum(len(r.content_stream().read()) for r in iterate(io.BytesIO(out.getvalue()))),
            "fastwarc": lambda: sum(len(r.reader.read()) for r in fast(io.BytesIO(out.getvalue()), parse_http=True)),
            "ours (warcio), HTML read too": lambda: len(list(wphf_extract.pages.read_pages(path))),
        }
        print()
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            print(f"{name:28}{count / (time.perf_counter() - start):10,.0f} records/s")
        page = page_from_html(body)
        nlp = wphf_extract.load()
        start = time.perf_counter()
        for _ in range(20):
            wphf_extract.extract_page(page, nlp=nlp)
        print(f"{'extraction of such a page':28}{20 / (time.perf_counter() - start):10,.0f} pages/s")
    finally:
        path.unlink()


if __name__ == "__main__":
    compare()
    archives()
