"""What the plotting scripts share: records in, a picture out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from matplotlib.figure import Figure

from wphf_extract import ProjectRecord, WphfExtractError
from wphf_extract.resources import shared_gazetteer
from wphf_extract.stores import read

COLOUR = "#0b6e63"


def country_name(code: str | None) -> str:
    """The English name of a country."""
    return shared_gazetteer().countries()[code].name if code else "Not known"


def run(plot: Callable[[Iterable[ProjectRecord]], Figure]) -> None:
    """Plots the records of the file that the first argument names into the picture that the second one names."""
    if len(sys.argv) != 3:
        sys.exit(f"usage: {Path(sys.argv[0]).name} RECORDS PICTURE")
    _, records, picture = sys.argv
    try:
        figure = plot(read(records))
    except WphfExtractError as error:
        sys.exit(str(error))
    figure.savefig(picture, dpi=150)
