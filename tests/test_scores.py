"""Counts of hits, misses and false alarms, and their tables."""

from __future__ import annotations

import pytest

from wphf_extract.scores import Counts, Evaluation


def test_counts() -> None:
    counts = Counts(hits=6, false=2, missed=6)
    assert (counts.precision, counts.recall) == (0.75, 0.5)
    assert counts.f1 == pytest.approx(0.6)
    assert Counts().f1 == 1.0
    assert Counts(false=1, missed=1).f1 == 0.0


def test_table_and_mean() -> None:
    found = Evaluation()
    found.add("lead", "page#0", ["a", "b"], ["a", "b"])
    found.add("member", "page#0", ["a"], ["b"])
    head, lead, member, mean = found.table().splitlines()
    assert head.split() == ["field", "P", "R", "F1", "tp", "fp", "fn"]
    assert lead.split() == ["lead", "1.000", "1.000", "1.000", "2", "0", "0"]
    assert member.split() == ["member", "0.000", "0.000", "0.000", "0", "1", "1"]
    assert mean.split() == ["mean", "of", "the", "five", "0.500"]
    assert found.errors == ["page#0 member MISSED a", "page#0 member EXTRA  b"]
    assert Evaluation().mean == 0.0
