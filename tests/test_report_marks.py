"""Evidence that overlaps becomes marks that nest, and no letter of the text is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hypothesis import given
from hypothesis import strategies as st

from wphf_extract.report.marks import Evidence, Mark, Piece, pieces


def plain(found: Iterable[Piece]) -> str:
    return "".join(piece if isinstance(piece, str) else plain(piece.inside) for piece in found)


def marks(found: Iterable[Piece]) -> Iterator[Mark]:
    for piece in found:
        if isinstance(piece, Mark):
            yield piece
            yield from marks(piece.inside)


def depth(found: Iterable[Piece]) -> int:
    return max((1 + depth(piece.inside) for piece in found if isinstance(piece, Mark)), default=0)


def test_no_evidence_no_marks() -> None:
    assert pieces("text", []) == ["text"]
    assert pieces("", []) == []


def test_a_mark_inside_another() -> None:
    found = pieces("train 120 mediators", [Evidence(6, 19, "target", "t"), Evidence(0, 19, "activity", "a")])
    assert found == [Mark("activity", ("a",), ["train ", Mark("target", ("t",), ["120 mediators"])])]


def test_marks_that_cross_are_cut() -> None:
    found = pieces("abcdef", [Evidence(0, 4, "target", "t"), Evidence(2, 6, "activity", "a")])
    assert found == [
        Mark("target", ("t",), ["ab", Mark("activity", ("a",), ["cd"])]),
        Mark("activity", ("a",), ["ef"]),
    ]


def test_values_of_a_kind_on_the_same_words_share_a_mark() -> None:
    found = pieces("train", [Evidence(0, 5, "activity", "a"), Evidence(0, 5, "activity", "b")])
    assert found == [Mark("activity", ("a", "b"), ["train"])]


def test_evidence_outside_the_text_marks_nothing() -> None:
    assert pieces("abc", [Evidence(2, 9, "target", "t"), Evidence(-1, 2, "target", "u")]) == ["abc"]


def test_a_thousand_marks_in_each_other_end_at_eight() -> None:
    text = "x" * 3000
    found = pieces(text, [Evidence(n, 3000 - n, "target", str(n)) for n in range(1000)])
    assert (plain(found), depth(found)) == (text, 8)


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from("oltaw"))))
def test_the_text_stays_and_all_shallow_evidence_is_marked(text: str, spans: list[tuple[int, int, str]]) -> None:
    evidence = [Evidence(a, b, kind, str(n)) for n, (a, b, kind) in enumerate(spans)]
    found = pieces(text, evidence)
    assert plain(found) == text
    if len(evidence) <= 8:
        shown = {anchor for mark in marks(found) for anchor in mark.anchors}
        assert shown == {e.anchor for e in evidence if e.start < e.end <= len(text)}
