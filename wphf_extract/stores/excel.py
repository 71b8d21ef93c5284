"""Excel (`.xlsx`): the tables of `wphf_extract.stores.tables`, one sheet each, the header frozen and filtered.

Excel's limits, and what happens there (sizes: Microsoft, "Excel specifications and limits"):

- 1,048,576 rows a sheet: a fuller table goes on in a further sheet (`targets 2`);
- 32,767 characters (UTF-16 units) a cell: a longer text is cut and ends in a mark that says so, and the sheet
  `errors` names the record; the whole text is in every other format;
- 15 digits a number: a longer one becomes text;
- no control characters: see `cells.py`, which also keeps texts from being read as formulas. Line ends become LF.

Rows go to disk as they come (XlsxWriter's `constant_memory`); the file is put together, compressed, in memory. Needs
the extra `excel`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from wphf_extract.errors import StoreError
from wphf_extract.failures import PageFailure
from wphf_extract.records import PageResult, ProjectRecord, page_key
from wphf_extract.stores.base import StoreOptions
from wphf_extract.stores.cells import safe
from wphf_extract.stores.files import FileStore, Sink, missing_extra, write_all
from wphf_extract.stores.tables import TABLES, Cell, Row, failure_row, table_rows
from wphf_extract.taxonomy import Taxonomy, taxonomy
from wphf_extract.wholefiles import whole_path

if TYPE_CHECKING:
    from xlsxwriter import Workbook

__all__ = ["MAX_CHARACTERS", "MAX_ROWS", "open_store", "write_excel"]

MAX_ROWS = 1_048_576
MAX_CHARACTERS = 32_767
_MAX_NUMBER = 10**15
_CUT_MARK = " … [cut here: {:,} characters are more than Excel holds in a cell]"
_WIDTH = {str: 24, int: 12, float: 12, bool: 12}


def open_store(target: str, options: StoreOptions) -> FileStore:
    """Returns the store of an `.xlsx` file.

    Raises:
        StoreError: XlsxWriter is missing.
    """
    try:
        import xlsxwriter  # noqa: F401
    except ImportError as error:
        raise missing_extra(target, "excel", error) from error
    return FileStore(target, _opened(target, taxonomy(options.model, options.rules)))


def write_excel(records: Iterable[ProjectRecord], target: str) -> None:
    """Writes records to an `.xlsx` file.

    Raises:
        StoreError: XlsxWriter is missing, or the target cannot be written.
    """
    write_all(open_store(target, StoreOptions()), records)


class _Table:
    """A table of the book: a sheet, and further ones when it is full."""

    def __init__(self, book: Workbook, name: str) -> None:
        self._book, self._name, self._columns = book, name, TABLES[name]
        self._bold = book.add_format({"bold": True})
        self._sheets = 0
        self._begin()

    def _begin(self) -> None:
        self._sheets += 1
        self._sheet = self._book.add_worksheet(self._name if self._sheets == 1 else f"{self._name} {self._sheets}")
        self._sheet.freeze_panes(1, 0)
        for at, (column, kind) in enumerate(self._columns.items()):
            self._sheet.set_column(at, at, _WIDTH[kind])
            self._sheet.write_string(0, at, column, self._bold)
        self._rows = 1

    def append(self, row: Row) -> list[str]:
        """Writes a row; returns the columns whose text was cut."""
        if self._rows == MAX_ROWS:
            self.end_sheet()
            self._begin()
        cut = []
        for at, (column, cell) in enumerate(zip(self._columns, row, strict=True)):
            if self._write(at, cell):
                cut.append(column)
        self._rows += 1
        return cut

    def _write(self, at: int, cell: Cell) -> bool:
        if isinstance(cell, bool):
            self._sheet.write_boolean(self._rows, at, cell)
        elif isinstance(cell, int | float) and abs(cell) < _MAX_NUMBER:
            self._sheet.write_number(self._rows, at, cell)
        elif cell is not None:
            text, is_cut = _fitting(safe(str(cell)))
            self._sheet.write_string(self._rows, at, text)
            return is_cut
        return False

    def end_sheet(self) -> None:
        """Puts the filter over the rows written."""
        self._sheet.autofilter(0, 0, self._rows - 1, len(self._columns) - 1)


def _fitting(text: str) -> tuple[str, bool]:
    """A text as a cell takes it, and whether it had to be cut."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAX_CHARACTERS:
        return text, False
    mark = _CUT_MARK.format(len(text))
    return units[: 2 * (MAX_CHARACTERS - len(mark))].decode("utf-16-le", "ignore") + mark, True


@contextmanager
def _opened(target: str, types: Taxonomy) -> Iterator[Sink]:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    with whole_path(target) as part, TemporaryDirectory() as folder:
        archive = BytesIO()  # on a full disk, XlsxWriter would leave one behind that complains when it is forgotten
        book = Workbook(archive, {"constant_memory": True, "tmpdir": folder})
        book.use_zip64()
        try:
            tables = {name: _Table(book, name) for name in TABLES}
            yield Sink(partial(_write, tables, types), partial(_fail, tables))
            for table in tables.values():
                table.end_sheet()
        finally:  # after an error too, for the files that it holds open
            try:
                book.close()
            except XlsxWriterException as error:
                raise StoreError(f"{target}: {error}") from error
        Path(part).write_bytes(archive.getbuffer())


def _write(tables: dict[str, _Table], types: Taxonomy, page: PageResult) -> None:
    for table, rows in table_rows(page, types).items():
        for row in rows:
            cut = tables[table].append(row)
            for column in cut:
                message = f"{table}.{column} is cut in this file: {row[1]}: longer than {MAX_CHARACTERS:,} characters"
                _fail(tables, PageFailure(page_key(page.source), "write", message))


def _fail(tables: dict[str, _Table], failure: PageFailure) -> None:
    tables["errors"].append(failure_row(failure))
