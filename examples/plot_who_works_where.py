"""Who works where, from one Parquet file of records: organisations by region, or by country if there are several.

    pip install "wphf-extract[plots]"
    wphf-extract extract pages/ -o records.parquet
    python examples/plot_who_works_where.py records.parquet where.png

Each dot is an organisation at work in an area, its size the number of projects it carries there. The figures are those
of `wphf_extract.totals.who_works_where`, which the report's charts use too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from matplotlib.figure import Figure
from plotting import COLOUR, country_name, run

from wphf_extract.totals import Presence, who_works_where

MOST = 40  # organisations that fit on a page: those with the most projects


def table(rows: Iterable[Presence]) -> dict[tuple[str, str], int]:
    """Projects by organisation and area."""
    rows = list(rows)
    several = len({row.country_code for row in rows}) > 1
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        country = country_name(row.country_code)
        found[row.organization, country if several else row.area or f"{country}, no region named"] += row.projects
    return found


def plot(rows: Iterable[Presence]) -> Figure:
    """A dot for each organisation in each area where it works; the busiest are named first."""
    projects = table(rows)
    by_area: Counter[str] = Counter()
    by_organization: Counter[str] = Counter()
    for (organization, area), count in projects.items():
        by_area[area] += count
        by_organization[organization] += count
    areas = [area for area, _ in by_area.most_common()]
    names = [name for name, _ in by_organization.most_common(MOST)]
    dots = [(areas.index(a), names.index(o), count) for (o, a), count in projects.items() if o in names]
    figure = Figure(figsize=(3 + 0.5 * len(areas) + 3, 1.8 + 0.28 * len(names)), layout="constrained")
    axes = figure.subplots()
    axes.scatter([x for x, _, _ in dots], [y for _, y, _ in dots], s=[60 * n for _, _, n in dots], color=COLOUR)
    axes.set_xticks(range(len(areas)), areas, rotation=45, ha="left", rotation_mode="anchor")
    axes.set_yticks(range(len(names)), names)
    axes.xaxis.tick_top()
    axes.invert_yaxis()
    axes.margins(0.08, 0.04)
    axes.grid(color="#e3e3e3", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    left_out = len(by_organization) - len(names)
    more = f", the {MOST} with the most projects of {len(by_organization)}" if left_out else ""
    axes.set_title(f"Who works where: {len(names)} organisations{more}", loc="left")
    return figure


if __name__ == "__main__":
    run(lambda records: plot(who_works_where(records)))
