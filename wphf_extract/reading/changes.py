"""What of a text reads otherwise than it is written (see `readable`)."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Change"]


class Change(NamedTuple):
    """Something that reads otherwise: `[start, end)`, and what stands there instead."""

    start: int
    end: int
    instead: str
