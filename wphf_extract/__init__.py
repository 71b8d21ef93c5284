"""wphf_extract: country pages of the Women's Peace & Humanitarian Fund as structured records.

    >>> import wphf_extract
    >>> page = wphf_extract.extract('''Our Partners
    ... - Réseau Amani (RAM) on a project to train 40 widows in Goma.
    ... ''')
    >>> [(o.name, o.acronym) for o in page.records[0].organizations]
    [('Réseau Amani', 'RAM')]

The names below are the public interface; each is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wphf_extract.bulk import extract_many
    from wphf_extract.errors import (
        GoldError,
        GroundingError,
        LanguageError,
        ModelError,
        PageError,
        RuleError,
        StoreError,
        UsageError,
        WphfExtractError,
    )
    from wphf_extract.explanations.explaining import explain, explain_page
    from wphf_extract.failures import PageFailure
    from wphf_extract.pages import Page, read_page
    from wphf_extract.pipeline import extract, extract_page, extract_pages, load
    from wphf_extract.records import (
        Activity,
        ExtractionWarning,
        Location,
        Organization,
        PageResult,
        ProjectRecord,
        Source,
        Span,
        Target,
    )

__version__ = "0.1.0"

_HOMES = {
    "wphf_extract.bulk": ("extract_many",),
    "wphf_extract.errors": (
        "GoldError",
        "GroundingError",
        "LanguageError",
        "ModelError",
        "PageError",
        "RuleError",
        "StoreError",
        "UsageError",
        "WphfExtractError",
    ),
    "wphf_extract.explanations.explaining": ("explain", "explain_page"),
    "wphf_extract.failures": ("PageFailure",),
    "wphf_extract.pages": ("Page", "read_page"),
    "wphf_extract.pipeline": ("extract", "extract_page", "extract_pages", "load"),
    "wphf_extract.records": (
        "Activity",
        "ExtractionWarning",
        "Location",
        "Organization",
        "PageResult",
        "ProjectRecord",
        "Source",
        "Span",
        "Target",
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Activity",
    "ExtractionWarning",
    "GoldError",
    "GroundingError",
    "LanguageError",
    "Location",
    "ModelError",
    "Organization",
    "Page",
    "PageError",
    "PageFailure",
    "PageResult",
    "ProjectRecord",
    "RuleError",
    "Source",
    "Span",
    "StoreError",
    "Target",
    "UsageError",
    "WphfExtractError",
    "explain",
    "explain_page",
    "extract",
    "extract_many",
    "extract_page",
    "extract_pages",
    "load",
    "read_page",
]


def __getattr__(name: str) -> Any:
    if name in _HOME_OF:
        return getattr(import_module(_HOME_OF[name]), name)
    raise AttributeError(f"module 'wphf_extract' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
