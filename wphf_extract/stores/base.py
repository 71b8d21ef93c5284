"""What every store is: pages go in whole, one after the other; what is written is whole or not there."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from wphf_extract.failures import PageFailure
from wphf_extract.records import PageResult
from wphf_extract.resources import DEFAULT_MODEL
from wphf_extract.rules.ownfiles import Rules

__all__ = ["Store", "StoreOptions"]


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """How to write, for the stores that have a choice.

    Attributes:
        history: databases keep the earlier rows of a page that is written again, marked as past.
        iati_prefix: what IATI identifiers begin with: the publisher's organisation identifier.
        iati_reporter: name of the publisher.
        iati_reporter_type: the publisher's code in IATI's list OrganisationType (90, other).
        iati_status: the activities' code in IATI's list ActivityStatus (2, implementation); pages do not say it.
        iati_start: first day of the activities' term as the publisher knows it, YYYY-MM-DD; pages do not say it.
        iati_end: last day, likewise.
        model: name or folder of the model whose taxonomy gives names and CRS purpose codes of activity types.
        rules: files of the user's own rules, whose activity types count too.
    """

    history: bool = False
    iati_prefix: str = "XI-WPHF-EXTRACT"
    iati_reporter: str = "wphf-extract"
    iati_reporter_type: str = "90"
    iati_status: str = "2"
    iati_start: str | None = None
    iati_end: str | None = None
    model: str = DEFAULT_MODEL
    rules: Rules = ()


class Store(Protocol):
    """A place to write results to; a context manager.

    Leaving the context without an error makes what was written final: a file appears under its name only then. After
    an error a file store leaves nothing behind, a database the pages that were written whole.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def write(self, page: PageResult) -> None:
        """Writes a page: its records replace what the store holds of the page (see `page_key`).

        Raises:
            StoreError: the page cannot be written; the message says where and what to do.
        """

    def fail(self, failure: PageFailure) -> None:
        """Writes down that a page failed."""
