"""People targeted by country, from one Parquet file of records.

    pip install "wphf-extract[plots]"
    wphf-extract extract pages/ -o records.parquet
    python examples/plot_people_by_country.py records.parquet people.png

The figures are those of `wphf_extract.totals`, which the report shows too: parts of other targets count for nothing,
and a description that stands on several pages counts once.
"""

from __future__ import annotations

from matplotlib.figure import Figure
from plotting import COLOUR, country_name, run

from wphf_extract.totals import Totals, totals


def plot(sums: Totals) -> Figure:
    """Bars of the countries, the largest on top, each with its number."""
    names = [country_name(code) for code in sums.people_by_country]
    figure = Figure(figsize=(8, 1.2 + 0.35 * len(names)), layout="constrained")
    axes = figure.subplots()
    bars = axes.barh(names, list(sums.people_by_country.values()), color=COLOUR)
    axes.bar_label(bars, fmt="{:,.0f}", padding=4)
    axes.invert_yaxis()
    axes.margins(x=0.12)
    axes.set_title(f"People targeted, by country: {sums.reached['people']:,} in all", loc="left")
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.xaxis.set_visible(False)
    axes.tick_params(left=False)
    return figure


if __name__ == "__main__":
    run(lambda records: plot(totals(records)))
