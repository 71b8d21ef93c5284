"""`wphf_projects`, put together of what reads the lines of a page (`lines` first), and of what chooses the descriptions
among them, one module a layout."""

from wphf_extract.components.projects.component import ProjectFinder, make_projects

__all__ = ["ProjectFinder", "make_projects"]
