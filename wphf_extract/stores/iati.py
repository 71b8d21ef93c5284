"""IATI 2.03 activity XML (`.iati.xml`): an `iati-activity` a record, written one after the other.

What an activity holds stands in `iati_activity.py`. `StoreOptions` say who reports and what pages do not: status and
term. Failures go to `NAME.iati.xml.errors.jsonl`. Needs the extra `iati` (lxml); nothing is fetched.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from wphf_extract.errors import ModelError, StoreError, UsageError
from wphf_extract.records import PageResult, ProjectRecord
from wphf_extract.resources import model_path
from wphf_extract.stores.base import StoreOptions
from wphf_extract.stores.files import FileStore, Sink, missing_extra, write_all
from wphf_extract.stores.iati_activity import Fund, activity
from wphf_extract.taxonomy import taxonomy
from wphf_extract.wholefiles import whole_path

__all__ = ["open_store", "read_fund", "write_iati"]

#: Codes of the standard's lists ActivityStatus and OrganisationType, version 2.03 (codelists.codeforiati.org).
_CODES = {
    "iati_status": [str(code) for code in range(1, 7)],
    "iati_reporter_type": [str(code) for code in (10, 11, 15, 21, 22, 23, 24, 30, 40, 60, 70, 71, 72, 73, 80, 90)],
}
# The standard forbids / & | ? in identifiers; spaces and control characters help nobody.
_PREFIX = re.compile(r"[^/&|?\s\x00-\x1f]+")


def open_store(target: str, options: StoreOptions) -> FileStore:
    """Returns the store of an `.iati.xml` file.

    Raises:
        StoreError: lxml is missing.
        UsageError: an option is no identifier, no date, or no code of its list.
        ModelError: the model's `fund.toml` is missing or broken.
    """
    try:
        import lxml.etree  # noqa: F401
    except ImportError as error:
        raise missing_extra(target, "iati", error) from error
    _check(options)
    return FileStore(target, _opened(target, options, read_fund(options.model)))


def write_iati(records: Iterable[ProjectRecord], target: str, options: StoreOptions | None = None) -> None:
    """Writes records to an `.iati.xml` file.

    Raises:
        StoreError: lxml is missing, there is no record, or the target cannot be written.
        UsageError, ModelError: see `open_store`.
    """
    write_all(open_store(target, options or StoreOptions()), records)


def read_fund(model: str) -> Fund:
    """Returns the fund that a model is for.

    Raises:
        ModelError: its `fund.toml` is missing or broken.
    """
    path = model_path(model) / "fund.toml"
    try:
        return Fund(**tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(f"{path}: needs the keys name and organisation_type ({error})") from error


def _check(options: StoreOptions) -> None:
    if not _PREFIX.fullmatch(options.iati_prefix):
        raise UsageError(f"iati_prefix {options.iati_prefix!r}: an identifier has no spaces, and none of / & | ?")
    for name, codes in _CODES.items():
        if getattr(options, name) not in codes:
            raise UsageError(f"{name} {getattr(options, name)!r}: the standard's codes are {', '.join(codes)}")
    for name in ("iati_start", "iati_end"):
        day = getattr(options, name)
        try:
            if day is not None and date.fromisoformat(day).isoformat() != day:
                raise ValueError("another form of ISO 8601")
        except ValueError as error:
            raise UsageError(f"{name} {day!r}: give a day as YYYY-MM-DD ({error})") from error
    if options.iati_start and options.iati_end and options.iati_start > options.iati_end:
        raise UsageError(f"iati_start {options.iati_start} lies behind iati_end {options.iati_end}")


@contextmanager
def _opened(target: str, options: StoreOptions, fund: Fund) -> Iterator[Sink]:
    from lxml import etree

    types = taxonomy(options.model, options.rules)
    written = 0

    def write(page: PageResult) -> None:
        nonlocal written
        elements = [activity(record, types, fund, options) for record in page.records]
        for element in elements:
            file.write(element, pretty_print=True)
        written += len(elements)

    # lxml writes into a file of ours, for the sake of its errors: its own are no `OSError`
    with whole_path(target) as part, open(part, "wb") as raw, etree.xmlfile(raw, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("iati-activities", {"version": "2.03"}):
            file.write("\n")
            yield Sink(write)
        if not written:
            raise StoreError(f"{target}: no record, no file: the IATI schema demands at least one activity")
