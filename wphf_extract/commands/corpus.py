"""`wphf-extract corpus`: work on gold records."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from wphf_extract.commands.shared import FAILED, OK, add_model_options, refuse_missing, show

if TYPE_CHECKING:
    from wphf_extract.commands.shared import Subparsers

__all__ = ["add"]


def add(commands: Subparsers) -> None:
    """Adds the parser of the command and of its actions."""
    parser = commands.add_parser("corpus", help="work on gold records")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    check = actions.add_parser("check", help="check that gold quotes its pages and keeps its format")
    check.add_argument("paths", nargs="+", metavar="PATH")
    add_model_options(check)
    check.set_defaults(run=run_check)


def run_check(options: argparse.Namespace) -> int:
    """Prints the faults of gold files; returns the exit code."""
    from wphf_extract.gold import check_gold

    refuse_missing(options.paths)
    checked = (check_gold(path, model=options.model, rules=options.rules) for path in options.paths)
    faults = [fault for found in checked for fault in found]
    for fault in faults:
        show(fault)
    print(f"{len(faults)} faults" if faults else "nothing to mend")
    return FAILED if faults else OK
