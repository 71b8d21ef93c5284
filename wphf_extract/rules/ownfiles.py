"""The files of a user's own rules: their texts, as callers give them and as saved models keep them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from wphf_extract.errors import RuleError

__all__ = ["RuleText", "Rules", "read_text", "rule_texts", "save_texts", "saved_texts"]

_SAVED = "own"  # the folder, in a component's, that keeps them


class RuleText(NamedTuple):
    """A file of own rules: its name, for messages, and its text."""

    source: str
    text: str


#: What a caller may give: a path, a text at hand, or several.
Rules = str | Path | RuleText | Iterable[str | Path | RuleText]


def rule_texts(rules: Rules | None) -> tuple[RuleText, ...]:
    """Reads files of own rules.

    Args:
        rules: a path, a `RuleText`, or several; None for none.

    Raises:
        RuleError: a file cannot be read.
    """
    if rules is None:
        return ()
    given = [rules] if isinstance(rules, str | Path | RuleText) else rules
    return tuple([item if isinstance(item, RuleText) else read_text(item) for item in given])


def read_text(path: str | Path) -> RuleText:
    """Reads the text of a rule file.

    Raises:
        RuleError: it cannot be read, or is not UTF-8.
    """
    try:
        return RuleText(str(path), Path(path).read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: not a text in UTF-8 ({error}); save it as UTF-8") from error
    except OSError as error:
        raise RuleError(f"{path}: {error.strerror}; give the path of a TOML file with rules") from error


def saved_texts(folder: Path) -> tuple[RuleText, ...]:
    """Reads the own rules that a component saved beside its rule files (see `save_texts`)."""
    return rule_texts(_saved(folder))


def _saved(folder: Path) -> list[Path]:
    """The files that `save_texts` wrote, in the order of their numbers."""
    files = (folder / _SAVED).glob("[0-9]*-*.toml")
    return sorted(files, key=lambda file: (len(file.name.partition("-")[0]), file.name))


def save_texts(texts: Sequence[RuleText], folder: Path) -> None:
    """Saves own rules beside a component's rule files, in an order that their names keep."""
    for stale in _saved(folder):
        stale.unlink()
    for number, (source, text) in enumerate(texts, 1):
        (folder / _SAVED).mkdir(exist_ok=True)
        name = re.sub(r"^\d+-", "", Path(source).name)
        (folder / _SAVED / f"{number}-{name.removesuffix('.toml')}.toml").write_text(text, encoding="utf-8")
