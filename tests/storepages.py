"""Pages for the tests of stores: texts that break what takes them lightly, and a page of any text."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from hypothesis import strategies as st
from support import named, record, source

from wphf_extract.records import Activity, ExtractionWarning, Location, PageResult, Target
from wphf_extract.stores import StoreOptions, open_store
from wphf_extract.stores.sql_connect import engine_of

#: Endings of all file stores, with a slash where a folder is written.
FILE_TARGETS = ("o.jsonl", "o.csv", "o.csv/", "o.parquet", "o.xlsx", "o.hxl.csv", "o.iati.xml", "o.geojson")
#: Those and a file of each database that lies in one.
ALL_FILES = (*FILE_TARGETS, "o.sqlite", "o.duckdb")

HOSTILE = {
    "quotes": "Le \"Réseau\" d'Ici, 'vrai'; \\n",
    "nul": "zero\0byte",
    "controls": "bell\x07 escape\x1b vertical\x0b",
    "emoji": "👩‍🌾 farmers 🇲🇱",
    "right-to-left": "منظمة \u202eالنساء\u202c של נשים",
    "formula": '=HYPERLINK("http://example.org","x")',
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "signs": "-2+3",
    "tab": "\t=1",
    "line ends": "one\r\ntwo\rthree\u2028four",
    "markup": "]]><!-- <b>&amp;&#0; -->",
    "office escape": "_x0041_ and _x000D_",
    "bar": "this|that",
    "non-characters": "\ufffe\uffff\U0010ffff",
    "long": "word " * 200_000,
}

#: Any text that UTF-8 can hold.
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


def place(text: str, name: str, **fields: Any) -> Location:
    """A place where its name stands in a text that begins at 0."""
    at = text.index(name)
    values: dict[str, Any] = dict.fromkeys(("kind", "country_code", "geonames_id", "latitude", "longitude", "admin1"))
    return Location(name=name, start=at, end=at + len(name), **{**values, "relation": "in", "rule": "test", **fields})


def target(text: str, words: str, value: int, population: str, **fields: Any) -> Target:
    """A target where its words stand in a text that begins at 0."""
    at = text.index(words)
    values: dict[str, Any] = dict.fromkeys(("value_max", "sex", "age", "included_in"))
    values |= {"qualifier": "exact", "unit": "people", "attributes": (), "rule": "test", **fields}
    return Target(value=value, population=population, start=at, end=at + len(words), **values)


def hostile_page(words: str, path: str = "page.txt") -> PageResult:
    """A page whose every text is made of the words given."""
    text = f"{words} trains 30 {words} in {words}"
    here = record(
        text,
        source=source(path),
        section=words,
        organizations=(named(text, words, acronym=words), named(text, words, role="member")),
        locations=(place(text, words, kind=words, admin1=words, geonames_id=1, latitude=-1.5, longitude=-0.25),),
        targets=(target(text, f"30 {words}", 30, words, attributes=("widow", "rural")),),
        activities=(Activity("training", len(words) + 1, len(words) + 7, "test"),),
    )
    return PageResult(here.source, None, 2, (here,), (ExtractionWarning("project_count", words, 0, 1),))


def two_places() -> PageResult:
    """A page with a project in two places, one of them unknown, and numbers for both together."""
    text = "Sauti Moja trains 500 people, including 300 women, and up to 5 groups in Gao and Nowhere."
    counts = (
        target(text, "500 people", 500, "people"),
        target(text, "300 women", 300, "women", sex="female", included_in=0),
        target(text, "up to 5 groups", 5, "groups", unit="groups", qualifier="at_most"),
    )
    gao = place(text, "Gao", country_code="MLI", geonames_id=2457161, latitude=16.27, longitude=-0.04, admin1="Gao")
    here = record(
        text,
        source=source("two.txt"),
        organizations=(named(text, "Sauti Moja"),),
        locations=(gao, place(text, "Nowhere", relation="near")),
        targets=counts,
        activities=(Activity("training", 11, 17, "test"),),
    )
    return PageResult(here.source, None, None, (here,), ())


def simple(path: str, name: str, projects: int = 1) -> PageResult:
    """A page of some projects of one organisation, all alike but for their place on the page."""
    text = f"{name} trains widows in Gao."
    gao = place(text, "Gao", country_code="MLI", geonames_id=2457161, latitude=16.27, longitude=-0.04)
    here = record(text, source=source(path), organizations=(named(text, name),), locations=(gao,))
    return PageResult(here.source, None, None, (here,) * projects, ())


def write(target: str, *pages: PageResult, options: StoreOptions | None = None) -> None:
    """Writes pages, as a run does."""
    with open_store(target, options) as store:
        for page in pages:
            store.write(page)


def engine(target: str) -> sa.Engine:
    """An engine for a look at a database from outside."""
    return engine_of(
        sa.make_url(target) if "://" in target else sa.URL.create(target.rsplit(".", 1)[1], database=target)
    )


@contextmanager
def running(script: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Runs a Python script that may import the test modules, until it says its first line; kills it at the end."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    command, pipe = [sys.executable, "-c", script, *arguments], subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True) as child:
        try:
            assert child.stdout and child.stdout.readline()
            yield child
        finally:
            child.kill()
