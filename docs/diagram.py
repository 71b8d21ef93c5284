"""Draws the diagram of the databases' tables from their definition in `wphf_extract.stores.sql_schema`.

    python docs/diagram.py          # writes docs/images/database.svg

Tables stand from left to right by what they refer to; a line runs from a foreign key to what it names.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

import sqlalchemy as sa

from wphf_extract.stores.sql_schema import SCHEMA

ROOT = Path(__file__).resolve().parents[1]
WIDTH, GAP, EDGE = 250, 90, 16  # pixels of a table, between two, of the border
HEAD, ROW, BELOW = 28, 18, 22  # pixels of a table's name, of a column, between a table and the next
FONT = "font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\""

Corner = tuple[int, int]


def depth(table: sa.Table) -> int:
    """How many tables stand between this one and those that refer to none."""
    return max((depth(key.column.table) + 1 for key in table.foreign_keys), default=0)


def column_of(table: sa.Table) -> int:
    """Column that a table is drawn in, from 0: right before what refers to it, so that lines cross no table."""
    referring = [
        other for other in SCHEMA.sorted_tables if any(key.column.table is table for key in other.foreign_keys)
    ]
    return min(depth(other) for other in referring) - 1 if referring else depth(table)


def corners() -> dict[str, Corner]:
    """The upper left corner of each table, in pixels; those that nothing hangs on stand below the others."""
    named = {key.column.table.name for table in SCHEMA.sorted_tables for key in table.foreign_keys}
    order = sorted(SCHEMA.sorted_tables, key=lambda table: (-depth(table), table.name not in named))
    bottoms: dict[int, int] = {}
    found = {}
    for table in order:
        column = column_of(table)
        top = bottoms.get(column, EDGE)
        found[table.name] = (EDGE + column * (WIDTH + GAP), top)
        bottoms[column] = top + height(table) + BELOW
    return found


def height(table: sa.Table) -> int:
    """Pixels that a table takes."""
    return HEAD + ROW * len(table.columns) + 6


def box(table: sa.Table, corner: Corner) -> str:
    """A table: its name, and its columns with their types and keys."""
    x, y = corner
    lines = [
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{height(table)}" rx="6" fill="#fff" stroke="#0b6e63"/>',
        f'<text x="{x + 10}" y="{y + 19}" font-size="13" font-weight="bold" {FONT} fill="#0b6e63">{table.name}</text>',
    ]
    for number, column in enumerate(table.columns):
        at = y + HEAD + ROW * number + 13
        key = "PK" if column.primary_key else "FK" if column.foreign_keys else ""
        key = "PK FK" if column.primary_key and column.foreign_keys else key
        kind = str(column.type.compile(dialect=sa.dialects.sqlite.dialect())).lower()
        lines.append(
            f'<text x="{x + 10}" y="{at}" font-size="11" {FONT} fill="#222">{column.name}'
            f"<title>{escape(column.comment or '')}</title></text>"
            f'<text x="{x + WIDTH - 10}" y="{at}" font-size="10" {FONT} fill="#555" text-anchor="end">{kind} '
            f'<tspan font-weight="bold">{key}</tspan></text>'
        )
    return "\n".join(lines)


def line(key: sa.ForeignKey, places: dict[str, Corner]) -> str:
    """From a foreign key to the column it names."""
    start, end = (_beside(column, places) for column in (key.parent, key.column))
    x, y = start[0], start[1]
    to_x, to_y = end[0] + WIDTH, end[1]
    middle = (x + to_x) / 2
    return (
        f'<path d="M{x} {y} C{middle} {y} {middle} {to_y} {to_x} {to_y}" fill="none" stroke="#8a4b08" '
        f'stroke-width="1.5"/><circle cx="{to_x}" cy="{to_y}" r="3" fill="#8a4b08"/>'
    )


def _beside(column: sa.Column[object], places: dict[str, Corner]) -> Corner:
    x, y = places[column.table.name]
    return x, y + HEAD + ROW * list(column.table.columns).index(column) + 9


def diagram() -> str:
    """The SVG of all tables."""
    places = corners()
    tables = SCHEMA.sorted_tables
    width = max(x for x, _ in places.values()) + WIDTH + EDGE
    tall = max(places[table.name][1] + height(table) for table in tables) + EDGE
    shapes = [line(key, places) for table in tables for key in sorted(table.foreign_keys, key=str)]
    shapes += [box(table, places[table.name]) for table in tables]
    body = "\n".join(shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {tall}" role="img" '
        f'aria-label="Tables of the database and how they hang together">\n'
        f'<rect width="100%" height="100%" rx="8" fill="#fbfaf7"/>\n{body}\n</svg>\n'
    )


if __name__ == "__main__":
    path = ROOT / "docs" / "images" / "database.svg"
    path.write_text(diagram(), encoding="utf-8")
    print(path)
