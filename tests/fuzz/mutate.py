"""Ways to spoil a valid input that know its structure: what random bytes break is refused by the first check."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any

__all__ = ["Mutator", "inside_docbin", "inside_gzip", "inside_zip", "json_lines", "raw", "sequence"]

#: Spoils an input: a source of chance, the input, and words of its format that are worth putting in.
Mutator = Callable[[random.Random, bytes], bytes]

_HOSTILE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, 2**64, -(2**63), 10**400, 0.5, float("nan"), float("inf"), 1e308),
    *("", " ", "0", "\0", "\ud800", "\u202e", "=1+1", "</script>", "x" * 5000, "é" * 40, "[" * 50),
    *([], {}, [[]], [None], {"": None}, {"a": {}}, ["x", 1]),
)
_WORDS = (
    *(b"\0", b"\r", b"\n", b"\r\n", b"\x1f\x8b\x08", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xae"),
    *(b"0", b"-1", b"9" * 20, b"9" * 5000, b"1e999", b"%s%n", b"(" * 300, b"[" * 300, b"- " * 100, b"<" * 100, b"\\"),
    *(
        "\u2028 \u00a0 \u200b \u0301 \u0130 ﬀ ß ３０ 👩‍🌾 ² ½ ١٢".encode(),
        b",",
        b".",
        b" and ",
        b"; ",
        b"&",
        b'"""',
        b"'''",
    ),
)


def raw(*words: bytes) -> Mutator:
    """Changes bytes anywhere: turned, left out, doubled, moved, cut off, or replaced by a word of the format."""
    known = (*_WORDS, *words)

    def mutate(chance: random.Random, data: bytes) -> bytes:
        for _ in range(chance.choice((1, 1, 2, 3, 6))):
            data = _changed(chance, data, known)
        return data

    return mutate


def _changed(chance: random.Random, data: bytes, words: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    end = min(len(data), at + chance.choice((1, 2, 8, 60, 400)))
    to = chance.randrange(len(data) + 1)
    kind = chance.randrange(8)
    if kind == 0:
        return data[:at] + bytes(byte ^ 1 << chance.randrange(8) for byte in data[at : at + 1]) + data[at + 1 :]
    if kind == 1:
        return data[:at] + data[end:]
    if kind == 2:
        return data[:to] + data[at:end] + data[to:]
    if kind == 3:
        return data[:at] + data[at:end] * chance.choice((2, 5, 40)) + data[end:]
    if kind == 4 and chance.random() < 0.3:
        return data[:at]
    if kind == 5:
        return data[:at] + chance.randbytes(chance.choice((1, 2, 4))) + data[end:]
    word = chance.choice(words)
    return data[:at] + word + data[end if kind == 6 else at :]


def json_lines(chance: random.Random, data: bytes) -> bytes:
    """Changes values, keys and lists of one line of JSON (or of the only one)."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    try:
        value = json.loads(lines[at])
    except (ValueError, RecursionError):
        return raw()(chance, data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        value = _grafted(chance, value)
    lines[at] = json.dumps(value, ensure_ascii=chance.random() < 0.8).encode("utf-8", "surrogatepass")
    return b"\n".join(lines)


def _grafted(chance: random.Random, value: Any) -> Any:
    """A JSON value with one of its parts changed."""
    if isinstance(value, dict) and value and chance.random() < 0.93:
        key = chance.choice(list(value))
        kind = chance.randrange(12)
        if kind == 0:
            return {name: part for name, part in value.items() if name != key}
        if kind == 1:
            return {**value, chance.choice(("x", "", "text", "start")): chance.choice(_HOSTILE)}
        return {**value, key: _grafted(chance, value[key])}
    if isinstance(value, list) and value and chance.random() < 0.9:
        at, kind = chance.randrange(len(value)), chance.randrange(8)
        if kind == 0:
            return [*value[:at], *value[at + 1 :]]
        if kind == 1:
            return [*value[:at], value[at], *value[at:]]
        return [*value[:at], _grafted(chance, value[at]), *value[at + 1 :]]
    if isinstance(value, int) and chance.random() < 0.5:
        return value + chance.choice((-1, 1, -1000, 1000))
    return chance.choice(_HOSTILE)


def inside_gzip(inner: Mutator) -> Mutator:
    """Changes what gzip packed, or sometimes the packed bytes."""

    def mutate(chance: random.Random, data: bytes) -> bytes:
        try:
            plain = gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            return raw()(chance, data)
        return gzip.compress(inner(chance, plain), mtime=0) if chance.random() < 0.8 else raw()(chance, data)

    return mutate


def inside_zip(inner: Mutator) -> Mutator:
    """Changes one file of a ZIP file, or sometimes the ZIP file."""

    def mutate(chance: random.Random, data: bytes) -> bytes:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                parts = {name: file.read(name) for name in file.namelist()}
        except Exception:  # `zipfile` lets through what its decompressors raise
            return raw()(chance, data)
        if not parts or chance.random() < 0.15:
            return raw()(chance, data)
        name = chance.choice(list(parts))
        parts[name] = inner(chance, parts[name])
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for part, content in parts.items():
                file.writestr(part, content)
        return out.getvalue()

    return mutate


def inside_docbin(chance: random.Random, data: bytes) -> bytes:
    """Changes the msgpack that a DocBin packs with zlib: its values, or its bytes."""
    import srsly

    try:
        plain = zlib.decompress(data)
        if chance.random() < 0.4:
            return zlib.compress(raw()(chance, plain))
        value = srsly.msgpack_loads(plain)
        key = chance.choice(list(value))
        value[key] = _grafted_or_raw(chance, value[key])
        return zlib.compress(srsly.msgpack_dumps(value))
    except (zlib.error, ValueError, TypeError, OverflowError, AttributeError):  # spoilt before
        return raw()(chance, data)


def _grafted_or_raw(chance: random.Random, value: Any) -> Any:
    if isinstance(value, list) and value and chance.random() < 0.8:
        at = chance.randrange(len(value))
        return [*value[:at], _grafted_or_raw(chance, value[at]), *value[at + 1 :]]
    return raw()(chance, value) if isinstance(value, bytes) else _grafted(chance, value)


def sequence(*mutators: Mutator) -> Mutator:
    """One of several ways, by chance."""
    return lambda chance, data: chance.choice(mutators)(chance, data)
