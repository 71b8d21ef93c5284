"""What several test modules share: where things lie, a page to extract, and short ways to say things."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import spacy
from spacy.language import Language

from wphf_extract.records import Organization, PageResult, ProjectRecord, Source, Span

REPO = Path(__file__).resolve().parents[1]
CORPUS = REPO / "corpus"
SHARED = REPO.parent / "shared"

#: The fixture `run`: words of the command; exit code, standard output, standard error.
Run = Callable[..., tuple[int, str, str]]

COMPONENTS = ("wphf_projects", "wphf_organizations", "wphf_locations", "wphf_targets", "wphf_activities")

needs_shared = pytest.mark.skipif(
    not (SHARED / "pages").is_dir(), reason="the house's shared pages lie beside the checkout, not in it"
)

#: A page that is right in all it says of itself, so that it gives no warning.
PAGE = """WPHF in Mali has supported 3 projects implemented by 4 civil society organizations.

Our Partners

Peacebuilding
- Association Lumière du Sahel (ALS) on a project to train 200 women from a total of 8 women’s groups in Gao.
- Réseau Amani (RA), in partnership with Kaba Network, on a project to provide legal aid to over 1,500 widows
  in the region of Mopti.

Livelihoods
- ONG Tiéssiri on a project to support income-generating activities of up to 40 households near Ménaka.
"""


def alone(name: str, **config: Any) -> Language:
    """A blank pipeline with one component."""
    nlp = spacy.blank("en")
    nlp.add_pipe(name, config=config)
    return nlp


def script(file: str | Path) -> ModuleType:
    """A script, as a module; it may import its neighbours. Paths begin at this checkout."""
    path = REPO / file
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(path.parent))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(path.parent))
    return module


def source(path: str | None = "page.txt") -> Source:
    """A source without facts."""
    return Source(path, None, None, None, None, "en", "0" * 64)


def named(text: str, name: str, **fields: Any) -> Organization:
    """An organisation where its name stands in a text that begins at 0."""
    at = text.index(name)
    values: dict[str, Any] = {"acronym": None, "role": "lead", "rule": "test", **fields}
    return Organization(name=name, start=at, end=at + len(name), **values)


def record(text: str, *, start: int = 0, **fields: Any) -> ProjectRecord:
    """A record of a description that stands at `start`, all that is not given left empty."""
    values: dict[str, Any] = {
        "record_id": "0123456789abcdef",
        "schema_version": "1.0",
        "source": source(),
        "section": None,
        "span": Span(start, start + len(text)),
        "text": text,
        "is_consortium": False,
        "organizations": (),
        "locations": (),
        "targets": (),
        "activities": (),
        **fields,
    }
    return ProjectRecord(**values)


def quotes(text: str, values: Iterable[Any]) -> list[str]:
    """The words that values stand on."""
    return [text[value.start : value.end] for value in values]


def leads(page: PageResult) -> list[str]:
    """The name of each record's lead."""
    return [name for name, _ in leads_with_acronyms(page)]


def leads_with_acronyms(page: PageResult) -> list[tuple[str, str | None]]:
    """Name and acronym of each record's lead."""
    return [(o.name, o.acronym) for r in page.records for o in r.organizations if o.role == "lead"]


def cases(file: str) -> list[Any]:
    """The cases of a JSON file of `cases/`; one that says why it is `known` to fail must fail."""
    found = json.loads((Path(__file__).parent / "cases" / file).read_text(encoding="utf-8"))
    return [
        pytest.param(
            case,
            id=f"{number}-{case['text'][:30]!a}",
            marks=[pytest.mark.xfail(strict=True, reason=case["known"])] if "known" in case else [],
        )
        for number, case in enumerate(found)
    ]
