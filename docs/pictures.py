"""Draws the pictures of the field guide: a description of the shipped example, its evidence underlined.

    python docs/pictures.py          # writes docs/images/field_*.svg

The values are extracted when the pictures are drawn, so that they show what the library does.
"""

from __future__ import annotations

import textwrap
from html import escape
from pathlib import Path

import wphf_extract
from wphf_extract import ProjectRecord

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "country_page.txt"
COLUMNS, CHARACTER, LINE, EDGE = 88, 8.43, 60, 16  # characters a line; pixels of one, of a line, of the border
LABEL, STEP = 6.63, 13  # pixels of a label's character, and from a label to one below it
FONT = "font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\""
COLOURS = {"organizations": "#0b6e63", "locations": "#8a4b08", "targets": "#6a2c91", "activities": "#1d4e9e"}

Mark = tuple[int, int, str]  # first and end character within the description, and what stands below


def marks_of(record: ProjectRecord, field: str) -> list[Mark]:
    """The values of a field, as stretches of the description with what is known of each."""
    base = record.span.start
    if field == "organizations":
        notes = [(o.start, o.end, f"{o.role}{f' · {o.acronym}' if o.acronym else ''}") for o in record.organizations]
    elif field == "locations":
        notes = [(p.start, p.end, f"{p.relation} · {p.country_code} · {p.admin1}") for p in record.locations]
    elif field == "targets":
        notes = [
            (t.start, t.end, f"{t.value} · {t.qualifier} · {t.unit}{_part(t.included_in)}") for t in record.targets
        ]
    else:
        notes = [(a.start, a.end, a.code) for a in record.activities]
    return [(start - base, end - base, note) for start, end, note in notes]


def _part(whole: int | None) -> str:
    return "" if whole is None else " · part of the first"


def picture(record: ProjectRecord, field: str) -> str:
    """An SVG of the description with the field's evidence underlined and named."""
    starts, at = [], 0
    lines = textwrap.wrap(record.text, COLUMNS, break_long_words=False, drop_whitespace=True)
    for line in lines:
        at = record.text.index(line, at)
        starts.append(at)
        at += len(line)
    shapes = [_text(line, number) for number, line in enumerate(lines)]
    taken: dict[tuple[int, int], float] = {}  # line and row of labels: where the last one ends
    for start, end, note in sorted(marks_of(record, field)):
        for number, (line, first) in enumerate(zip(lines, starts, strict=True)):
            a, b = max(start, first), min(end, first + len(line))
            if a < b:
                shapes.append(_mark(a - first, b - first, number, COLOURS[field]))
                if a == start:
                    shapes.append(_label(a - first, number, note, COLOURS[field], taken))
    width, height = COLUMNS * CHARACTER + 2 * EDGE, len(lines) * LINE + 2 * EDGE
    body = "\n".join(shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img" '
        f'aria-label="{escape(field)} of the example">\n'
        f'<rect width="100%" height="100%" rx="8" fill="#fbfaf7"/>\n{body}\n</svg>\n'
    )


def _text(line: str, number: int) -> str:
    y = EDGE + number * LINE + 18
    return (
        f'<text x="{EDGE}" y="{y}" font-size="14" {FONT} fill="#222" textLength="{len(line) * CHARACTER:.1f}" '
        f'xml:space="preserve">{escape(line)}</text>'
    )


def _mark(start: int, end: int, number: int, colour: str) -> str:
    x, y = EDGE + start * CHARACTER, EDGE + number * LINE
    width = (end - start) * CHARACTER
    return (
        f'<rect x="{x:.1f}" y="{y + 3}" width="{width:.1f}" height="20" fill="{colour}" opacity="0.12"/>'
        f'<rect x="{x:.1f}" y="{y + 23}" width="{width:.1f}" height="2.5" fill="{colour}"/>'
    )


def _label(start: int, number: int, note: str, colour: str, taken: dict[tuple[int, int], float]) -> str:
    """A value's label below its words; lower where another one stands already."""
    width = len(note) * LABEL
    x = min(EDGE + start * CHARACTER, COLUMNS * CHARACTER + EDGE - width)
    row = next(row for row in range(9) if taken.get((number, row), 0) <= x)
    taken[number, row] = x + width + LABEL
    y = EDGE + number * LINE + 38 + row * STEP
    return f'<text x="{x:.1f}" y="{y}" font-size="11" {FONT} fill="{colour}">{escape(note)}</text>'


def pictures() -> dict[str, str]:
    """The pictures by file name: of each field, the description of the example that has most of it."""
    records = wphf_extract.extract(EXAMPLE.read_text(encoding="utf-8")).records
    return {
        f"field_{field}.svg": picture(max(records, key=lambda r: (len(getattr(r, field)), r.span.start)), field)
        for field in COLOURS
    }


if __name__ == "__main__":
    folder = ROOT / "docs" / "images"
    folder.mkdir(exist_ok=True)
    for name, svg in pictures().items():
        (folder / name).write_text(svg, encoding="utf-8")
        print(folder / name)
