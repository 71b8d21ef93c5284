"""`wphf-extract schema`: the JSON Schema of a record."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from wphf_extract.commands.shared import OK

if TYPE_CHECKING:
    from wphf_extract.commands.shared import Subparsers

__all__ = ["add"]


def add(commands: Subparsers) -> None:
    """Adds the parser of the command."""
    parser = commands.add_parser("schema", help="print the JSON Schema of a record")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints the schema; returns the exit code."""
    from wphf_extract.plain import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return OK
