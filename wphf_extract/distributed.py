"""Many machines: pages in as a Ray dataset, records out as another.

Each worker is a Ray actor that keeps one process with one model and hands it page after page, so that results are
those of `wphf_extract.bulk`, and a page that kills its process costs that page and not the actor. Failures are rows
like records, so that they are stored and counted with them.

Needs the extra `ray` (Ray Data). What a task is, where it runs, and what happens when a machine is lost is Ray's part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from wphf_extract.errors import UsageError
from wphf_extract.failures import PageFailure
from wphf_extract.plain import record_from_dict, record_to_dict
from wphf_extract.records import PageResult, ProjectRecord, page_key
from wphf_extract.resources import DEFAULT_MODEL, model_path
from wphf_extract.rules.ownfiles import Rules, RuleText, rule_texts
from wphf_extract.rules.ownrules import read_own
from wphf_extract.stores.parquet import FAILURE, record_schema

if TYPE_CHECKING:
    import pyarrow as pa
    import ray.data

    from wphf_extract.bulk import Item

__all__ = ["extract_dataset", "output_schema", "read_pages", "results"]

#: Columns of a page dataset that are read; `text` or `path` must be there, further columns are passed over.
_COLUMNS = ("text", "path", "url", "title", "language")
_BATCHES = 4  # of a block
_PAGES, _FILES = 64, 1  # rows of a task: pages, or files, of which one may be an archive of thousands
_ROWS = 1_000  # rows of a block of output
# CPUs that an actor asks for. It uses a whole one, but Ray's tasks that read pages and write records must find room
# beside the actors, or the run hangs.
_SHARE = 0.5


def read_pages(paths: str | Sequence[str]) -> ray.data.Dataset:
    """Opens pages as a dataset, without reading them yet.

    Args:
        paths: JSON Lines or Parquet files (or folders of Parquet) with a page a row: `text`, and where known `path`,
            `url`, `title` and `language`; else files that hold pages, such as WARC archives, HTML and text, which
            workers open.
            Any place that Ray reads (`s3://…`) for the former; for the latter, paths that all machines have.

    Raises:
        UsageError: paths of more than one kind, none, or Ray is not installed.
    """
    data = _ray_data()
    names = [paths] if isinstance(paths, str) else list(paths)
    kinds = {_kind(name) for name in names}
    if len(kinds) != 1:
        raise UsageError("give paths of one kind: JSON Lines, or Parquet, or files that hold pages")
    read = {"jsonl": data.read_json, "parquet": data.read_parquet, "files": _name_files}
    dataset: ray.data.Dataset = read[kinds.pop()](names)
    return dataset


def _name_files(names: list[str]) -> ray.data.Dataset:
    dataset: ray.data.Dataset = _ray_data().from_items([{"path": name} for name in names])
    return dataset


def extract_dataset(
    pages: ray.data.Dataset,
    *,
    model: str = DEFAULT_MODEL,
    rules: Rules | None = None,
    language: str | None = None,
    workers: int | None = None,
    batch_size: int | None = None,
) -> ray.data.Dataset:
    """Extracts the records of a page dataset, on all machines of the Ray cluster.

    Args:
        pages: a page a row, in the columns `text`, `path`, `url`, `title`, `language`; a row without `text` names a
            file that the worker opens, which may be an archive of many pages.
        model: name of a shipped model, or a folder that all machines have.
        rules: files of your own rules, on this machine; see `wphf_extract.load`.
        language: ISO 639-1 of all pages, where known; None has it detected, page by page.
        workers: actors, each with a model of its own, that keep a CPU busy; None takes as many as the cluster has
            CPUs, and more than that do not help.
        batch_size: rows of a task; None takes 64, or 1 where rows name files.

    Returns:
        A dataset in the shape of `output_schema`: a row a record, in the order of its page, and a row a page that
        failed. Nothing is done before it is read or written. Ray gives blocks as they are finished; for the order
        of the pages set `ray.data.DataContext.get_current().execution_options.preserve_order`.

    Raises:
        ModelError: there is no such model here.
        RuleError: the rules break their format.
        UsageError: the rows have neither `text` nor `path`, or Ray is not installed.
    """
    data = _ray_data()
    model_path(model)  # a wrong name is better told before a cluster starts to work,
    own = rule_texts(rules)  # and so are rules that break their format
    read_own(own)
    columns = [name for name in pages.columns() or () if name in _COLUMNS]
    if not {"text", "path"} & set(columns):
        raise UsageError("pages need a column `text`, or `path` to name the file they are read from")
    size = batch_size or (_PAGES if "text" in columns else _FILES)
    cpus = _cpus()
    # A block is one worker's: those that Ray reads are of 128 MB, the pages of ten minutes.
    blocks = pages.select_columns(columns).repartition(target_num_rows_per_block=size * _BATCHES)
    return blocks.map_batches(
        _Extractor,
        fn_constructor_kwargs={"model": model, "own": own, "language": language},
        batch_size=size,
        batch_format="pyarrow",
        compute=data.ActorPoolStrategy(size=workers or cpus),
        num_cpus=_SHARE if cpus > 1 else 0,
        scheduling_strategy="SPREAD",
    )


def results(records: ray.data.Dataset) -> Iterator[ProjectRecord | PageFailure]:
    """Yields the rows of what `extract_dataset` returned, or of a dataset written from it, as they come."""
    for row in records.iter_rows():
        failure = row.pop(FAILURE)
        yield PageFailure(**failure) if failure else record_from_dict(row)


def output_schema() -> pa.Schema:
    """Returns the columns of the output: those of a record, and `failure`; one of both is null.

    `failure` has the fields of `wphf_extract.records.PageFailure`.
    """
    import pyarrow as pa

    record = record_schema()
    failure = pa.struct([pa.field(name, pa.string(), nullable=False) for name in ("source", "stage", "message")])
    fields = [field.with_nullable(True) for field in record]
    return pa.schema([*fields, pa.field(FAILURE, failure)], metadata=record.metadata)


def _cpus() -> int:
    import ray

    resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
    return max(1, int(resources.get("CPU", 1)))


def _kind(name: str) -> str:
    for kind, endings in (("jsonl", (".jsonl", ".jsonl.gz", ".ndjson")), ("parquet", (".parquet", "/"))):
        if name.lower().endswith(endings):
            return kind
    return "files"


def _ray_data() -> Any:
    try:
        import ray.data
    except ImportError as error:
        raise UsageError(f"this needs an extra: pip install 'wphf-extract[ray]' ({error})") from error
    return ray.data


# -- in the worker -----------------------------------------------------------------------------------


class _Extractor:
    """Turns batches of page rows into blocks of output rows; one a Ray actor."""

    def __init__(self, model: str, own: tuple[RuleText, ...], language: str | None) -> None:
        from wphf_extract.workers import Workers

        self._engine = Workers(1, model, own, language, journal=False)
        self._schema = output_schema()

    def __call__(self, batch: pa.Table) -> Iterator[pa.Table]:
        """Extracts the pages of a batch; an archive among them is read and answered bit by bit."""
        import pyarrow as pa

        from wphf_extract.bulk import run

        waiting: list[pa.RecordBatch] = []
        for result in run(self._engine, map(_item, batch.to_pylist())):
            waiting.append(self._rows(result))
            if sum(rows.num_rows for rows in waiting) >= _ROWS:
                yield pa.Table.from_batches(waiting, self._schema).combine_chunks()
                waiting = []
        yield pa.Table.from_batches(waiting, self._schema).combine_chunks()

    def _rows(self, result: PageResult | PageFailure) -> pa.RecordBatch:
        import pyarrow as pa

        if isinstance(result, PageResult):
            try:
                rows = [record_to_dict(record) for record in result.records]
                return pa.RecordBatch.from_pylist(rows, self._schema)
            except (pa.ArrowException, UnicodeError, OverflowError) as error:
                name = page_key(result.source)
                result = PageFailure(name, "write", f"{name}: does not fit the schema of the output: {error}")
        said = {name: _storable(getattr(result, name)) for name in ("source", "stage", "message")}
        return pa.RecordBatch.from_pylist([{FAILURE: said}], self._schema)


def _item(row: dict[str, Any]) -> Item:
    """A row of a page dataset as the engine takes it."""
    from wphf_extract.pages import Page

    text, path = row.get("text"), row.get("path")
    if isinstance(text, str):
        return Page(text, path, row.get("url"), row.get("title"), row.get("language"))
    if isinstance(path, str) and text is None:
        return path
    name = str(path or row.get("url") or "a row")
    return PageFailure(name, "read", f"{name}: the row has no text, and no path to read it from")


def _storable(text: str) -> str:
    """Text that Arrow takes: file names may hold bytes that are no Unicode."""
    return text.encode("utf-8", "backslashreplace").decode()
