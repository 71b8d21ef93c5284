"""`wphf-extract corpus`: work on gold records."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from wphf_extract.commands.shared import FAILED, OK

if TYPE_CHECKING:
    from wphf_extract.commands.shared import Subparsers

__all__ = ["add"]


def add(commands: Subparsers) -> None:
    """Adds the parser of the command and of its actions."""
    parser = commands.add_parser("corpus", help="work on gold records")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    check = actions.add_parser("check", help="check that gold quotes its pages and keeps its format")
    check.add_argument("paths", nargs="+", metavar="PATH")
    check.set_defaults(run=run_check)


def run_check(options: argparse.Namespace) -> int:
    """Prints the faults of gold files; returns the exit code."""
    from wphf_extract.gold import check_gold

    faults = [fault for path in options.paths for fault in check_gold(path)]
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults" if faults else "nothing to mend")
    return FAILED if faults else OK
