"""Fuzzing in small: what once found a fault, and for every target its seeds and some spoilt ones.

`python tests/fuzz/run.py` runs the same for as long as wanted.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from fuzz.targets import TARGETS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FOUND = sorted((Path(__file__).parent / "cases" / "fuzz").iterdir())
_SLOW = {"own-rules": 1, "activities.toml": 1, "taxonomy.toml": 2, "explain": 4, "extract": 8, "cells": 6}  # inputs


@pytest.mark.parametrize("case", FOUND, ids=lambda path: path.name)
def test_what_found_a_fault(case: Path, tmp_path: Path) -> None:
    TARGETS[case.name.rpartition("-")[0]].check(case.read_bytes(), tmp_path)


@pytest.mark.parametrize("name", TARGETS)
def test_spoilt_inputs(name: str, tmp_path: Path) -> None:
    target = TARGETS[name]
    seeds = target.seeds()
    target.check(seeds[0], tmp_path)

    @settings(derandomize=True, max_examples=_SLOW.get(name, 12), suppress_health_check=[HealthCheck.too_slow])
    @given(seed=st.sampled_from(seeds), number=st.integers(0, 2**32), times=st.integers(1, 3))
    def spoilt(seed: bytes, number: int, times: int) -> None:
        chance = random.Random(number)
        for _ in range(times):
            seed = target.mutate(chance, seed)
        target.check(seed, tmp_path)

    spoilt()
