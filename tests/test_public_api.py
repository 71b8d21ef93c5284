"""The public interface: its names, what importing it costs, and what an installation registers."""

from __future__ import annotations

import importlib
import subprocess
import sys
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest
from support import COMPONENTS, REPO

import wphf_extract

NAMES = [
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


def fresh(code: str, folder: Path) -> str:
    """Runs code in a fresh interpreter, away from the checkout; returns what it prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


def test_the_names_are_these() -> None:
    assert wphf_extract.__all__ == NAMES
    assert dir(wphf_extract) == sorted([*NAMES, "__version__"])


@pytest.mark.parametrize("name", NAMES)
def test_each_name_is_there_and_says_what_it_is(name: str) -> None:
    value = getattr(wphf_extract, name)
    assert value.__name__ == name
    assert len(value.__doc__.splitlines()[0]) > 10


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="extarct"):
        _ = wphf_extract.extarct


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith("Error")])
def test_errors_have_one_root(name: str) -> None:
    assert issubclass(getattr(wphf_extract, name), wphf_extract.WphfExtractError)


def _modules() -> list[str]:
    files = sorted((REPO / "wphf_extract").rglob("*.py"))
    names = [".".join(file.relative_to(REPO).with_suffix("").parts) for file in files]
    return [name.removesuffix(".__init__") for name in names]


@pytest.mark.parametrize("name", _modules())
def test_a_module_has_a_head_and_true_names(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__
    assert [n for n in getattr(module, "__all__", ()) if not hasattr(module, n)] == []


HEAVY = ("spacy", "dataclasses_json", "numpy", "pydantic", "tqdm", "rapidfuzz", "srsly")


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("import wphf_extract", ()),
        ("import wphf_extract; dir(wphf_extract)", ()),
        ("from wphf_extract import GroundingError, Page", ()),
        ("from wphf_extract import ProjectRecord, Span; Span(0, 1)", ()),
        ("import wphf_extract.cli", ()),
        ("import wphf_extract.gold", ()),
        ("import wphf_extract; wphf_extract.load", ("rapidfuzz",)),
    ],
)
def test_import_budget(code: str, allowed: tuple[str, ...], tmp_path: Path) -> None:
    heavy = [name for name in HEAVY if name not in allowed]
    assert fresh(f"{code}\nimport sys\nprint([m for m in {heavy} if m in sys.modules])", tmp_path) == "[]"


def test_loading_needs_neither_network_nor_checkout(tmp_path: Path) -> None:
    offline = "import socket\nsocket.socket.connect = None\n"
    assert fresh(offline + "import wphf_extract\nprint(wphf_extract.load().pipe_names)", tmp_path) == str(
        list(COMPONENTS)
    )


def test_factories_are_entry_points() -> None:
    registered = {point.name: point for point in entry_points(group="spacy_factories")}
    assert set(COMPONENTS) <= set(registered)
    for name in COMPONENTS:
        assert callable(registered[name].load())


def test_spacy_finds_them_without_an_import_of_ours(tmp_path: Path) -> None:
    code = (
        f"import spacy\nnlp = spacy.blank('en')\n[nlp.add_pipe(name) for name in {COMPONENTS}]\nprint(nlp.pipe_names)"
    )
    assert fresh(code, tmp_path) == str(list(COMPONENTS))


def test_the_command_is_registered() -> None:
    (command,) = entry_points(group="console_scripts", name="wphf-extract")
    assert command.value == "wphf_extract.cli:main"


def test_version_is_that_of_the_distribution() -> None:
    assert wphf_extract.__version__ == version("wphf-extract")


def test_types_are_shipped() -> None:
    assert Path(wphf_extract.__file__).with_name("py.typed").is_file()
