"""The trace: decisions in the order they were taken; each page has its own."""

from __future__ import annotations

from wphf_extract.explanations.trace import Decision, Trace


def test_decisions_keep_their_order_and_words_may_be_left_out() -> None:
    trace = Trace()
    trace.add("targets", 9, 11, "year", "in")
    trace.add("locations", 2, 5, "unknown")
    trace.add("activities", 2, 5, "unless", "kite shop", "kites.fly")
    assert trace.decisions == [
        Decision("targets", 9, 11, "year", "in", ""),
        Decision("locations", 2, 5, "unknown", "", ""),
        Decision("activities", 2, 5, "unless", "kite shop", "kites.fly"),
    ]


def test_traces_share_nothing() -> None:
    one, other = Trace(), Trace()
    one.add("targets", 0, 1, "year")
    one.countries["MLI"] = (1.0, 0, 4)
    one.led_by[4] = "in"
    assert (other.decisions, other.countries, other.led_by) == ([], {}, {})
    assert other == Trace()
