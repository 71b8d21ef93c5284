"""Pages: what is read from files, whatever their form, before anything is looked for in it."""

from wphf_extract.pages.files import decode, read_page
from wphf_extract.pages.page import Page

__all__ = ["Page", "decode", "read_page"]
