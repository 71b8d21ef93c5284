"""The errors of wphf_extract: one root, and messages that say what to do.

Every error raised on purpose derives from `WphfExtractError`, so that a caller can catch one type.
"""

from __future__ import annotations

__all__ = [
    "GoldError",
    "GroundingError",
    "LanguageError",
    "ModelError",
    "PageError",
    "RuleError",
    "StoreError",
    "UsageError",
    "WphfExtractError",
]


class WphfExtractError(Exception):
    """Root of all errors raised on purpose by this library."""


class GroundingError(WphfExtractError):
    """A value does not read as its own words at its own offsets."""


class ModelError(WphfExtractError):
    """A model folder, or a file in it, is missing or cannot be read."""


class RuleError(ModelError):
    """A rule file breaks its format; the message names file, entry and allowed keys."""


class PageError(WphfExtractError):
    """A page cannot be read; the message names the page.

    Attributes:
        page: the page's name, where it is not the file's: a record of an archive.
    """

    def __init__(self, message: str, page: str | None = None) -> None:
        super().__init__(message)
        self.page = page


class LanguageError(PageError):
    """A page is in a language that the model does not read."""


class StoreError(WphfExtractError):
    """Records cannot be written to, or read from, where the user asked."""


class GoldError(WphfExtractError):
    """A gold file contradicts its page or its format."""


class UsageError(WphfExtractError):
    """What a call, or the command's words, ask for is not there: a kind of store, a count of workers below 1."""
