"""`wphf-extract rules`: write your own rules, and check them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from wphf_extract.commands.shared import FAILED, OK, add_model_option, say, show
from wphf_extract.errors import UsageError

if TYPE_CHECKING:
    from wphf_extract.commands.shared import Subparsers

__all__ = ["add"]


def add(commands: Subparsers) -> None:
    """Adds the parser of the command and of its actions."""
    parser = commands.add_parser(
        "rules",
        help="write your own rules, and check them",
        epilog="Your own rules add to the shipped ones: see docs/rules.md. Use them with --rules FILE.",
    )
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    new = actions.add_parser("new", help="write a file of rules to start from, with an example of each kind")
    new.add_argument("path", metavar="FILE", help="the file to write, such as my.toml")
    new.set_defaults(run=run_new)
    check = actions.add_parser(
        "check",
        help="try each rule on its own examples",
        epilog="Exit codes: 0, all examples hold; 1, some fail, or a rule has none; 2, a file breaks the format.",
    )
    check.add_argument("paths", nargs="+", metavar="FILE", help="files of rules, in the order they shall count")
    add_model_option(check)
    check.set_defaults(run=run_check)
    shown = actions.add_parser("list", help="list what can be added to or switched off: types, rules, lists of words")
    shown.add_argument(
        "words",
        nargs="*",
        metavar="WORD",
        help="only lines that hold all these words; activity, impact_area, rule or list "
        "as the first word: only lines of that kind",
    )
    add_model_option(shown)
    shown.set_defaults(run=run_list)


def run_new(options: argparse.Namespace) -> int:
    """Writes a file to start from; returns the exit code."""
    from wphf_extract.resources import data_path, model_text

    text = model_text(data_path("shared") / "own_rules.toml")
    try:
        with open(options.path, "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(f"{options.path}: there is such a file already; choose another name") from error
    except OSError as error:
        raise UsageError(f"{options.path}: {error.strerror}") from error
    print(f"{options.path}: written. Change it, then run: wphf-extract rules check {options.path}")
    return OK


def run_check(options: argparse.Namespace) -> int:
    """Prints the examples that fail; returns the exit code."""
    from wphf_extract.rules.rulecheck import check_rules

    faults, count = check_rules(options.paths, model=options.model)
    for fault in faults:
        show(fault)
    print(f"{count} examples tried, {len(faults)} to mend" if faults else f"{count} examples tried, all hold")
    return FAILED if faults else OK


def run_list(options: argparse.Namespace) -> int:
    """Prints what rules can refer to; returns the exit code."""
    from wphf_extract.rules.ownrules import model_lines

    lines = list(model_lines(options.model))
    words = [word.casefold() for word in options.words]
    kinds = {line.partition(" ")[0] for line in lines}
    kind = f"{words[0]} " if words and words[0] in kinds else ""  # not lines that have it among their words
    found = [line for line in lines if line.startswith(kind) and all(word in line.casefold() for word in words)]
    for line in found:
        show(line)
    if not found:
        say(f"nothing in the model has the words {' '.join(options.words)}; kinds are {', '.join(sorted(kinds))}")
    return OK if found else FAILED
