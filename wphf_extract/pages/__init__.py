"""Pages: what is read from files, whatever their form, before anything is looked for in it."""

from wphf_extract.pages.files import ARCHIVE_SUFFIXES, PAGE_SUFFIXES, decode, page_from_bytes, read_page, read_pages
from wphf_extract.pages.page import Page, page_name

__all__ = [
    "ARCHIVE_SUFFIXES",
    "PAGE_SUFFIXES",
    "Page",
    "decode",
    "page_from_bytes",
    "page_name",
    "read_page",
    "read_pages",
]
