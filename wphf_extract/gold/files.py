"""Gold files by their endings: `.toml` beside a text, and `.json` that carries text and offsets in itself."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wphf_extract.errors import GoldError
from wphf_extract.gold.page import GoldLocation, GoldOrganization, GoldPage, GoldProject, GoldTarget
from wphf_extract.gold.tables import gold_page
from wphf_extract.resources import DEFAULT_MODEL
from wphf_extract.rules.ownfiles import Rules, RuleText, rule_texts

__all__ = ["check_gold", "read_gold"]


def read_gold(path: Path | str, *, model: str = DEFAULT_MODEL, rules: Rules | None = None) -> list[GoldPage]:
    """Reads one gold file, or every one in a folder and its sub-folders, sorted by path.

    Args:
        path: a `.toml` or `.json` gold file, or a folder of them.
        model: name or folder of the model whose activity types gold may name.
        rules: files of your own rules, whose activity types it may name too.

    Raises:
        ModelError: there is no such model.
        RuleError: the rules break their format.
        GoldError: a file is missing, breaks its format, or quotes what its page does not say.
    """
    own = rule_texts(rules)
    return [_read_file(file, model, own) for file in _gold_files(Path(path))]


def check_gold(path: Path | str, *, model: str = DEFAULT_MODEL, rules: Rules | None = None) -> list[str]:
    """Returns what is wrong with the gold below a path, one sentence a fault; empty if nothing is.

    Every file is looked at, whatever is wrong with the others. Takes what `read_gold` takes.
    """
    own = rule_texts(rules)
    faults = []
    for file in _gold_files(Path(path)):
        try:
            _read_file(file, model, own)
        except GoldError as error:
            faults.extend(str(error).splitlines())
    return faults


def _gold_files(path: Path) -> list[Path]:
    if path.is_dir():
        files = [f for f in path.rglob("*") if f.suffix in (".toml", ".json") and f.is_file()]
        if files:
            return sorted(files)
        raise GoldError(f"{path}: no gold file (.toml or .json) in this folder")
    if not path.is_file():
        raise GoldError(f"{path}: no such gold file or folder")
    return [path]


def _read_file(path: Path, model: str, own: tuple[RuleText, ...]) -> GoldPage:
    try:
        content = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            return _from_json(json.loads(content))
        return gold_page(tomllib.loads(content), _page_text(path), path, model=model, rules=own)
    except ValueError as error:  # no TOML, no JSON, no UTF-8, or a number of more digits than Python reads
        raise GoldError(f"{path}: {error}") from error
    except (KeyError, TypeError) as error:
        raise GoldError(f"{path}: missing or ill-typed entry: {error}") from error


def _page_text(path: Path) -> str:
    page = path.with_suffix(".txt")
    if not page.is_file():
        raise GoldError(f"{path}: its page {page.name} is missing")
    with page.open(encoding="utf-8", newline="") as file:
        return file.read()


def _from_json(data: Mapping[str, Any]) -> GoldPage:
    return GoldPage(
        page=data["page"],
        text=data["text"],
        country=data["country"],
        layout=data.get("layout", "unknown"),
        declared_organizations=data.get("declared_organizations"),
        declared_projects=data.get("declared_projects"),
        projects=tuple(_project_from_json(p) for p in data["projects"]),
        same_organizations=tuple(tuple(g) for g in data.get("same_organizations", ())),
    )


def _project_from_json(data: Mapping[str, Any]) -> GoldProject:
    return GoldProject(
        start=data["start"],
        end=data["end"],
        organizations=tuple(_tuples(GoldOrganization, o) for o in data["organizations"]),
        locations=tuple(_tuples(GoldLocation, o) for o in data["locations"]),
        targets=tuple(_tuples(GoldTarget, o) for o in data["targets"]),
        activities=tuple(data["activities"]),
        activities_optional=tuple(data.get("activities_optional", ())),
        is_consortium=data["is_consortium"],
        section=data.get("section"),
        country=data.get("country"),
    )


def _tuples(kind: type, values: Mapping[str, Any]) -> Any:
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})
