"""Fuzzes one target, or all in turn, for a time; what it finds is kept in a folder, an input a file.

    python tests/fuzz/run.py extract --seconds 600
    python tests/fuzz/run.py html --seconds 600 --engine atheris     # guided by coverage: pip install ".[fuzz]"

Without atheris, inputs are the seeds and what became of them under up to four changes; a seed of chance makes a run
the same again. An input that takes longer than `--slow` seconds counts as a finding too.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

_MAX_LENGTH = 200_000  # bytes of an input


def main() -> int:
    """Runs the command; 1 if something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", nargs="+", help="names of targets, or all")
    parser.add_argument("--seconds", type=float, default=60, help="of wall time for each target")
    parser.add_argument("--engine", choices=("chance", "atheris"), default="chance")
    parser.add_argument("--seed", type=int, default=0, help="of chance")
    parser.add_argument("--slow", type=float, default=10, help="seconds that no input may take")
    parser.add_argument("--found", type=Path, default=Path("fuzz-found"), help="folder for inputs that found something")
    options = parser.parse_args()
    if options.engine == "atheris":
        return _guided(options)
    from fuzz.targets import TARGETS

    names = list(TARGETS) if options.target == ["all"] else options.target
    return 1 if sum([_by_chance(name, options) for name in names]) else 0


def _by_chance(name: str, options: argparse.Namespace) -> int:
    """Fuzzes a target without guidance; returns how many faults of different places were found."""
    from fuzz.targets import TARGETS

    target, chance = TARGETS[name], random.Random(options.seed)
    seeds, count, faults, slowest = list(target.seeds()), 0, set[str](), 0.0
    with tempfile.TemporaryDirectory() as folder:
        end = time.monotonic() + options.seconds
        while time.monotonic() < end:
            data = seeds[count] if count < len(seeds) else chance.choice(seeds)
            for _ in range(min(count // len(seeds), chance.choice((1, 1, 2, 4)))):
                data = target.mutate(chance, data)[:_MAX_LENGTH]
            count += 1
            began = time.monotonic()
            try:
                target.check(data, Path(folder))
            except Exception as error:  # a finding
                last = traceback.extract_tb(error.__traceback__)[-1]
                _keep(
                    f"{type(error).__name__} at {last.filename}:{last.lineno}", name, data, options.found, faults, error
                )
            took = time.monotonic() - began
            slowest = max(slowest, took)
            if took > options.slow:
                _keep(f"slow: {took:.0f} s for {len(data)} bytes", name, data, options.found, faults, None)
    print(f"{name}: {count} inputs, slowest {slowest:.2f} s, {len(faults)} faults", flush=True)
    return len(faults)


def _keep(what: str, name: str, data: bytes, folder: Path, faults: set[str], error: Exception | None) -> None:
    if what in faults:
        return
    faults.add(what)
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    print(f"{name}: {what}: {path}", flush=True)
    if error is not None:
        traceback.print_exception(error, limit=-6)


def _guided(options: argparse.Namespace) -> int:
    """Fuzzes one target with atheris, which follows the branches that an input takes in our code and its parsers."""
    import atheris

    with atheris.instrument_imports(include=["wphf_extract", "mammoth", "pypdf", "markdown_it", "warcio"]):
        from fuzz.targets import TARGETS

    (name,) = options.target
    target = TARGETS[name]
    folder = tempfile.mkdtemp(prefix="fuzz")
    corpus = Path(folder, "corpus")
    corpus.mkdir()
    for number, data in enumerate(target.seeds()):
        (corpus / str(number)).write_bytes(data)
    options.found.mkdir(exist_ok=True)

    def one(data: bytes) -> None:
        target.check(data, Path(folder))

    def spoil(data: bytes, limit: int, seed: int) -> bytes:
        chance = random.Random(seed)
        changed = target.mutate(chance, data) if chance.random() < 0.7 else atheris.Mutate(data, limit)
        return bytes(changed[:limit])

    arguments = [
        *(
            sys.argv[0],
            f"-max_total_time={options.seconds:.0f}",
            f"-max_len={_MAX_LENGTH}",
            f"-timeout={options.slow:.0f}",
        ),
        *(f"-artifact_prefix={options.found}/{name}-", "-rss_limit_mb=4096", f"-seed={options.seed + 1}", str(corpus)),
    ]
    atheris.Setup(arguments, one, custom_mutator=spoil)
    atheris.Fuzz()  # ends the process
    return 0


if __name__ == "__main__":
    sys.exit(main())
