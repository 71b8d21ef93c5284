"""How far places lie from each other."""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from wphf_extract.gazetteer.placetable import Place

if TYPE_CHECKING:
    from wphf_extract.records import Location

__all__ = ["Points", "kilometres"]

#: latitudes and longitudes, in degrees
Points = Sequence[tuple[float, float]]


def kilometres(place: Place | Location, near: Points) -> float:
    """Kilometres from a place to the nearest point; infinite without points or coordinates."""
    least = float("inf")
    if place.latitude is not None and place.longitude is not None:
        here, east = radians(place.latitude), radians(place.longitude)
        for latitude, longitude in near:
            there, step = radians(latitude), radians(longitude) - east
            root = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sin(step / 2) ** 2
            least = min(least, 12_742 * asin(sqrt(min(1.0, root))))
    return least
