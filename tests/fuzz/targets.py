"""What is fuzzed: for each target valid inputs, how to spoil them, and what must hold of any input at all.

A check passes, or raises: an error of ours where it is allowed is caught here, everything else is a finding.
"""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path

from documents import docx, http, pdf, warc
from storepages import hostile_page, two_places, write
from support import PAGE, REPO

import wphf_extract
from fuzz.mutate import Mutator, inside_docbin, inside_gzip, inside_zip, json_lines, raw, sequence
from fuzz.words import HTML, MARKDOWN, PDF_WORDS, PHRASES, TAGS, TOML_WORDS, WARC_WORDS, WORD_XML
from wphf_extract.compare import compare
from wphf_extract.corrections import Reader, gold_data, merge, read_markup, task_of, write_tasks
from wphf_extract.errors import GoldError, ModelError, PageError, RuleError, StoreError, WphfExtractError
from wphf_extract.gold import gold_toml
from wphf_extract.journal import Journal
from wphf_extract.language.numbers import NumberReader
from wphf_extract.pages import read_pages
from wphf_extract.pipeline import default_pipeline
from wphf_extract.plain import page_from_dict, page_to_dict, record_from_dict, record_to_dict
from wphf_extract.records import PageResult
from wphf_extract.report import report_html
from wphf_extract.stores import open_store, read, read_failures
from wphf_extract.stores.files import pages_of

__all__ = ["TARGETS", "Target"]


@dataclass(frozen=True)
class Target:
    """Something to fuzz.

    Attributes:
        check: takes any bytes and a folder to work in; raises if what must hold does not.
        seeds: valid inputs.
        mutate: how to spoil them.
    """

    check: Callable[[bytes, Path], None]
    seeds: Callable[[], Sequence[bytes]]
    mutate: Mutator


# -- pages -----------------------------------------------------------------------------------------------


def _check_pages(name: str, data: bytes, folder: Path) -> None:
    (folder / name).write_bytes(data)
    with suppress(PageError):
        for page in read_pages(folder / name):
            if isinstance(page, PageError):
                assert str(page)
                continue
            assert page.text.strip() and isinstance(page.text.encode(), bytes)
            assert "\0" not in page.text or name.endswith((".docx", ".pdf")), "NUL in a text"
            for at in range(0, len(page.text), 1 + len(page.text) // 5):
                page.element_path(at, at + 1)


def _text_pages() -> list[bytes]:
    folder = REPO / "corpus" / "train"
    return [PAGE.encode(), *(path.read_bytes()[:4000] for path in sorted(folder.glob("*.txt"))[:8])]


def _encoded() -> list[bytes]:
    return [PAGE.encode(), *(PAGE.encode(name, "replace") for name in ("utf-16", "utf-32", "cp1252", "utf-16-be"))]


def _html() -> list[bytes]:
    items = "".join(f"<li>{line}</li>" for line in PAGE.splitlines())
    return [HTML.encode(), f"<!doctype html><main><h1>Mali</h1><ol>{items}</ol></main>".encode()]


def _archive() -> list[bytes]:
    head, more = http(HTML.encode()), http(gzip.compress(HTML.encode(), mtime=0), Content_Encoding="gzip")
    chunked = http(b"5\r\n<p>Am\r\n3\r\nani\r\n0\r\n\r\n", Transfer_Encoding="chunked")
    return [warc(head) + warc(more) + warc(chunked) + warc(PAGE.encode(), kind="resource", Content_Type="text/plain")]


# -- extraction ------------------------------------------------------------------------------------------


def _check_extract(data: bytes, folder: Path) -> None:
    text = data.decode("utf-8", "surrogateescape")
    try:
        page = wphf_extract.extract(text, source="page.txt", language="en")
    except WphfExtractError:
        return
    spans = [(record.span.start, record.span.end) for record in page.records]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans)), "descriptions overlap"
    for record in page.records:
        assert record.text == text[record.span.start : record.span.end]
        for named in (*record.organizations, *record.locations):
            assert text[named.start : named.end] == named.name and named.name.strip()
        for target in record.targets:
            assert target.population in record.quote(target)
            assert target.included_in is None or 0 <= target.included_in < len(record.targets)
        for activity in record.activities:
            assert record.quote(activity)
    for warning in page.warnings:
        assert 0 <= warning.start <= warning.end <= max(1, len(text))  # of an empty page too
    assert page_from_dict(json.loads(json.dumps(page_to_dict(page)))) == page


def _check_explain(data: bytes, folder: Path) -> None:
    text = data.decode("utf-8", "replace")
    with suppress(WphfExtractError):
        wphf_extract.explain(text, language="en")


# -- rules -----------------------------------------------------------------------------------------------


def _check_own_rules(data: bytes, folder: Path) -> None:
    path = folder / "own.toml"
    path.write_bytes(data)
    with suppress(RuleError):
        nlp = wphf_extract.load(rules=path)
        wphf_extract.extract(PAGE, language="en", nlp=nlp)


def _check_shipped(component: str, file: str, data: bytes, folder: Path) -> None:
    pipe = type(default_pipeline().get_pipe(component))(component)
    here = REPO / "models" / "en_wphf" / component
    for path in here.glob("*.toml"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / file).write_bytes(data)
    with suppress(RuleError, ModelError):
        pipe.from_disk(folder)


def _check_numbers(data: bytes, folder: Path) -> None:
    with suppress(ModelError):
        list(NumberReader(data.decode("utf-8", "replace"), "numbers.toml").find(PAGE, 0, len(PAGE)))


def _shipped(component: str, file: str) -> Target:
    seed = REPO / "models" / "en_wphf" / component / file
    return Target(partial(_check_shipped, component, file), lambda: [seed.read_bytes()], raw(*TOML_WORDS))


def _own_rules() -> list[bytes]:
    files = [REPO / "models" / "shared" / "own_rules.toml", *(REPO / "examples" / "own_rules").rglob("*.toml")]
    return [path.read_bytes() for path in files]


# -- what was written and is read again ------------------------------------------------------------------


@lru_cache(maxsize=1)
def _pages() -> tuple[PageResult, ...]:
    return (wphf_extract.extract(PAGE, source="mali.txt"), two_places(), hostile_page("Le “Réseau”"))


def _check_store(name: str, data: bytes, folder: Path) -> None:
    """What can be read of a store can be used: shown, and written elsewhere."""
    target = folder / name
    target.write_bytes(data)
    try:
        records = list(read(str(target)))
        failures = list(read_failures(str(target)))
    except StoreError:
        return
    pages = list(pages_of(records))
    report_html(pages, failures=failures).encode("utf-8", "surrogatepass")
    for other in ("o.csv", "o.geojson", "o.hxl.csv", "o.iati.xml"):
        with suppress(StoreError), open_store(f"{folder}/{other}") as store:
            for page in pages:
                store.write(page)
    assert [record_from_dict(record_to_dict(record)) for record in records] == records
    json.dumps(compare(records, [record for page in _pages() for record in page.records]).to_dict())


def _stored(name: str) -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, name)
        write(str(target), *_pages())
        return [target.read_bytes()]


def _check_failures(data: bytes, folder: Path) -> None:
    (folder / "o.jsonl").write_bytes(_stored("o.jsonl")[0])
    (folder / "o.errors.jsonl").write_bytes(data)
    with suppress(StoreError):
        report_html([], failures=list(read_failures(f"{folder}/o.jsonl"))).encode("utf-8", "surrogatepass")


def _check_cells(data: bytes, folder: Path) -> None:
    """A database of ours in which anybody may have written anything, cell by cell.

    The input is JSON: table, column, and the value that the column shall have in all rows.
    """
    import sqlite3

    try:
        table, column, value = json.loads(data)
        target = folder / "o.sqlite"
        target.write_bytes(_database())
        with sqlite3.connect(target) as connection:
            connection.execute("PRAGMA ignore_check_constraints = 1")
            connection.execute(f'UPDATE "{table}" SET "{column}" = ?', (value,))
        connection.close()
    except (ValueError, TypeError, OverflowError, sqlite3.Error, RecursionError):
        return  # no such input
    _check_store("o.sqlite", target.read_bytes(), folder)


@lru_cache(maxsize=1)
def _database() -> bytes:
    return _stored("o.sqlite")[0]


def _cells() -> list[bytes]:
    from wphf_extract.stores import sql_schema

    columns = [(table.name, column.name) for table in sql_schema.SCHEMA.sorted_tables for column in table.columns]
    return [json.dumps([*place, value]).encode() for place in columns for value in (None, "x", -1, 1.5, 2**40)]


def _check_journal(data: bytes, folder: Path) -> None:
    path = folder / "o.resume"
    path.write_bytes(data)
    whole = {line for line in _journal()[0].split(b"\n") if line}
    with Journal(path, resume=True) as journal:
        for name in ("a.txt", "b.txt"):
            if (entry := journal.find(name, "00" * 32, "run")) is not None:
                with suppress(StoreError):
                    journal.pages(entry)
                line = data[entry.start : entry.start + entry.size]
                assert line.endswith(b"\n"), "a torn line is no page"
                body = line.rstrip(b"\n").partition(b"\t")[2]
                assert any(good.endswith(body) for good in whole), "a changed result became a page"
        journal.add("c.txt", "00" * 32, "run", "[]")


def _journal() -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "o.resume")
        with Journal(path) as journal:
            for name in ("a.txt", "b.txt"):
                journal.add(name, "00" * 32, "run", json.dumps([page_to_dict(page) for page in _pages()[:1]]))
        return [path.read_bytes()]


# -- corrections -----------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _reader() -> Reader:
    return Reader()


def _check_corrections(name: str, data: bytes, folder: Path) -> None:
    path = folder / name
    path.write_bytes(data)
    with suppress(GoldError):
        for found in read_markup(str(path)):
            if isinstance(found, GoldError):
                continue
            with suppress(GoldError):
                gold_toml(gold_data(merge(found, _reader())))


def _tasks(name: str) -> list[bytes]:
    tasks = [task_of(wphf_extract.extract(PAGE, source="mali.txt"), PAGE)]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, name)
        write_tasks(tasks, str(target))
        data = target.read_bytes()
    if name.endswith(".json"):  # as Label Studio gives it back: predictions become annotations
        items = json.loads(data)
        for item in items:
            item["annotations"] = item.pop("predictions")
        data = json.dumps(items).encode()
    cases = REPO / "tests" / "cases"
    more = {".json": "label_studio.json", ".jsonl": "doccano.jsonl"}
    return [data, *((cases / file).read_bytes() for ending, file in more.items() if name.endswith(ending))]


def _read_target(name: str, seeds: Callable[[], Sequence[bytes]], mutate: Mutator) -> Target:
    return Target(partial(_check_pages, name), seeds, mutate)


def _all() -> Iterator[tuple[str, Target]]:
    tags = raw(*map(str.encode, TAGS))
    archive = raw(*WARC_WORDS)
    yield "text", _read_target("a.txt", _encoded, raw())
    yield "html", _read_target("a.html", _html, tags)
    yield "markdown", _read_target("a.md", lambda: [MARKDOWN.encode(), PAGE.encode()], tags)
    yield (
        "docx",
        _read_target("a.docx", lambda: [docx(["# One", "- Two", "| a | b", "x"])], inside_zip(raw(*WORD_XML))),
    )
    yield (
        "pdf",
        _read_target("a.pdf", lambda: [pdf([["One", "- Two"]] * 2, packed=p) for p in (True, False)], raw(*PDF_WORDS)),
    )
    yield "warc", _read_target("a.warc", _archive, archive)
    yield "warc.gz", _read_target("a.warc.gz", lambda: [gzip.compress(_archive()[0], mtime=0)], inside_gzip(archive))
    yield "gzip", _read_target("a.txt.gz", lambda: [gzip.compress(PAGE.encode(), mtime=0)], inside_gzip(raw()))
    phrases = raw(*(phrase.encode() for phrase in PHRASES))
    yield "extract", Target(_check_extract, _text_pages, phrases)
    yield "explain", Target(_check_explain, _text_pages, phrases)
    yield "own-rules", Target(_check_own_rules, _own_rules, raw(*TOML_WORDS))
    for component, file in (
        *(("wphf_activities", "activities.toml"), ("wphf_activities", "taxonomy.toml"), ("wphf_projects", "cues.toml")),
        *(("wphf_projects", "labels.toml"), ("wphf_organizations", "connectors.toml")),
        *(("wphf_targets", "targets.toml"), ("wphf_locations", "locations.toml")),
    ):
        yield file, _shipped(component, file)
    numbers = REPO / "models" / "shared" / "numbers.toml"
    yield "numbers.toml", Target(_check_numbers, lambda: [numbers.read_bytes()], raw(*TOML_WORDS))
    for name in ("o.jsonl", "o.parquet", "o.sqlite"):
        spoil = sequence(json_lines, json_lines, raw()) if name == "o.jsonl" else raw()
        yield name, Target(partial(_check_store, name), partial(_stored, name), spoil)
    yield "cells", Target(_check_cells, _cells, json_lines)
    failure = b'{"source": "b.txt", "stage": "read", "message": "no text"}\n'
    yield "failures", Target(_check_failures, lambda: [failure], sequence(json_lines, raw()))
    yield "journal", Target(_check_journal, _journal, raw(b'"key": ', b"\t", b"[]", b"{}", b'["a"]', b"null"))
    yield "label-studio", Target(partial(_check_corrections, "a.json"), partial(_tasks, "a.json"), json_lines)
    yield "doccano", Target(partial(_check_corrections, "a.jsonl"), partial(_tasks, "a.jsonl"), json_lines)
    yield "docbin", Target(partial(_check_corrections, "a.spacy"), partial(_tasks, "a.spacy"), inside_docbin)


TARGETS = dict(_all())
