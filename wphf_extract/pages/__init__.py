"""Pages: what is read from files, whatever their form, before anything is looked for in it."""

from wphf_extract.pages.page import Page
from wphf_extract.pages.text import decode, read_page

__all__ = ["Page", "decode", "read_page"]
