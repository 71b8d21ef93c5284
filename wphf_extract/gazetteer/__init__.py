"""Places of the world, offline: a name becomes coordinates, a country and a division (`search`)."""

from wphf_extract.gazetteer.distances import kilometres
from wphf_extract.gazetteer.search import KINDS, Country, Gazetteer, Place, PlaceWords, lookup, normalize

__all__ = ["KINDS", "Country", "Gazetteer", "Place", "PlaceWords", "kilometres", "lookup", "normalize"]
