"""Records as data frames: the tables of `wphf_extract.stores.tables`, by name.

Whole numbers stay whole where some are missing: pandas' nullable types, Polars' nulls. Texts are as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from wphf_extract.records import ProjectRecord
from wphf_extract.resources import DEFAULT_MODEL
from wphf_extract.rules.ownfiles import Rules
from wphf_extract.stores.files import missing_extra, pages_of
from wphf_extract.stores.tables import TABLES, Row, table_rows
from wphf_extract.taxonomy import Taxonomy, taxonomy

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["to_pandas", "to_polars"]

_PANDAS = {str: "string", int: "Int64", float: "Float64", bool: "boolean"}
#: What only pages, not records, know of.
_OF_PAGES = ("warnings", "errors")


def to_pandas(
    records: Iterable[ProjectRecord], *, model: str = DEFAULT_MODEL, rules: Rules | None = None
) -> dict[str, pd.DataFrame]:
    """Returns records as pandas frames: `overview`, `pages`, `projects`, `organizations`, `locations` …

    Args:
        records: all that shall be in the frames; they must fit into memory.
        model: whose taxonomy names the activity types.
        rules: files of your own rules, whose activity types count too.

    Raises:
        StoreError: pandas is missing.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise missing_extra("to_pandas", "pandas", error) from error
    return {
        table: pd.DataFrame(
            {
                column: pd.array([row[at] for row in rows], dtype=_PANDAS[kind])
                for at, (column, kind) in enumerate(TABLES[table].items())
            }
        )
        for table, rows in _rows(records, taxonomy(model, rules)).items()
    }


def to_polars(
    records: Iterable[ProjectRecord], *, model: str = DEFAULT_MODEL, rules: Rules | None = None
) -> dict[str, pl.DataFrame]:
    """Returns records as Polars frames; see `to_pandas`.

    Raises:
        StoreError: polars is missing.
    """
    try:
        import polars as pl
    except ImportError as error:
        raise missing_extra("to_polars", "polars", error) from error
    kinds: dict[type, Any] = {str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean}
    return {
        table: pl.DataFrame(rows, schema={column: kinds[kind] for column, kind in TABLES[table].items()}, orient="row")
        for table, rows in _rows(records, taxonomy(model, rules)).items()
    }


def _rows(records: Iterable[ProjectRecord], types: Taxonomy) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {table: [] for table in TABLES if table not in _OF_PAGES}
    for page in pages_of(records):
        found = table_rows(page, types)
        for table, rows in tables.items():
            rows.extend(found[table])
    return tables
