"""How a record becomes JSON, and is made of it again: `to_dict`, `from_dict`, `to_json`, `from_json`.

They go through `dataclasses-json`, which is kept behind this module, since it is slow, little maintained and heavy to
import: it is imported on first use. Bulk writers use `wphf_extract.plain`, which gives the same plain values many times
faster.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

__all__ = ["RecordJson"]


class RecordJson:
    """Gives a dataclass its four methods; what it raises is said in `records.py`."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Returns the value as plain dicts, lists, strings, numbers and None."""
        from dataclasses_json import DataClassJsonMixin

        return DataClassJsonMixin.to_dict(self, encode_json=True)  # type: ignore[arg-type]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Returns the value that `to_dict` made `data` of.

        Raises:
            GroundingError: the values contradict the text they quote.
            KeyError: a field is missing.
        """
        from dataclasses_json import DataClassJsonMixin

        return DataClassJsonMixin.from_dict.__func__(cls, data)  # type: ignore[attr-defined,no-any-return]

    def to_json(self) -> str:
        """Returns the value as one line of JSON, accents as they are."""
        import json

        return json.dumps(self.to_dict(), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> Self:
        """Returns the value that `to_json` wrote; raises as `from_dict` does."""
        import json

        return cls.from_dict(json.loads(line))
