"""`wphf_locations`, put together of what finds names (`places` first), judges whether they are places,
and looks them up."""

from wphf_extract.components.locations.component import LocationFinder, make_locations

__all__ = ["LocationFinder", "make_locations"]
