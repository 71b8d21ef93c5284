"""How the files of annotation tools are read, whichever tool they are of: within a limit, and page by page."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from wphf_extract.corrections.tasks import Markup
from wphf_extract.errors import GoldError

__all__ = ["MAX_BYTES", "each_page"]

#: Largest file that is read, unpacked, in bytes.
MAX_BYTES = 200_000_000
#: What reading may raise where an item is not of the shape that its tool gives it.
_DAMAGE = (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError, struct.error)

Item = TypeVar("Item")


def each_page(
    items: Iterable[tuple[str, Item]], read: Callable[[Item, str], Markup], fault: str
) -> Iterator[Markup | GoldError]:
    """Reads items, a page each; one that is damaged costs itself.

    Args:
        items: each with its place, for messages.
        read: reads an item.
        fault: what is said of a damaged one.

    Yields:
        What each says, or what is wrong with it.
    """
    for where, item in items:
        found: Markup | GoldError
        try:
            found = read(item, where)
        except GoldError as error:
            found = error
        except _DAMAGE as error:
            found = GoldError(f"{where}: {fault} ({error!r})")
        yield found
