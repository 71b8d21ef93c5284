"""What is said of a page that gave no result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wphf_extract.recordjson import RecordJson

__all__ = ["PageFailure", "Stage"]

Stage = Literal["read", "extract", "write"]


@dataclass(frozen=True, slots=True)
class PageFailure(RecordJson):
    """A page that gave no result.

    Attributes:
        source: the file or address that failed.
        stage: where: reading the page, extracting from it, or writing its records.
        message: what was wrong and what to do.
    """

    source: str
    stage: Stage
    message: str
