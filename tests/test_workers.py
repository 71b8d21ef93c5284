"""Worker processes: what is told before any is started; how they die and stop is tested with runs (`test_bulk`)."""

from __future__ import annotations

import pytest

from wphf_extract.errors import ModelError, RuleError, UsageError
from wphf_extract.rules.ownfiles import RuleText
from wphf_extract.workers import Workers


@pytest.fixture
def no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails a test that starts a pool of processes."""

    def start(*_: object) -> None:
        raise AssertionError("a pool was started")

    monkeypatch.setattr(Workers, "_start", start)


@pytest.mark.parametrize("count", [0, -1])
def test_too_few(count: int, no_process: None) -> None:
    with pytest.raises(UsageError, match=f"^{count} workers: give 1 or more$"):
        Workers(count, "en_wphf", journal=False)


def test_a_wrong_model_is_told_at_once(no_process: None) -> None:
    with pytest.raises(ModelError, match="no model 'nowhere'"):
        Workers(2, "nowhere", journal=False)


def test_rules_that_break_their_format_are_told_at_once(no_process: None) -> None:
    with pytest.raises(RuleError, match=r"^my\.toml:1"):
        Workers(2, "en_wphf", (RuleText("my.toml", "[kites]"),), journal=False)


def test_empty_batches_need_no_process(no_process: None) -> None:
    workers = Workers(3, "en_wphf", journal=False)
    for _ in range(2):
        workers.submit([])
    assert [workers.answers(), workers.answers()] == [[], []]
    workers.close()
    workers.close()  # twice does no harm


def test_more_workers_have_more_batches_under_way() -> None:
    one, four = (Workers(count, "en_wphf", journal=False) for count in (1, 4))
    assert one.batch == four.batch >= 1
    assert four.depth == 4 * one.depth > 4
