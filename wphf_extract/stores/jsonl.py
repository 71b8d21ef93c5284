"""JSON Lines: one project record a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import IO

from wphf_extract.records import ProjectRecord, record_to_dict

__all__ = ["write_jsonl"]


def write_jsonl(records: Iterable[ProjectRecord], file: IO[str]) -> int:
    """Writes records to an open text file, accents as they are; returns how many."""
    count = 0
    for record in records:
        file.write(json.dumps(record_to_dict(record), ensure_ascii=False))
        file.write("\n")
        count += 1
    return count
