"""Forms of the words of rules: the symbols that tokens have, and which rule words they stand for."""

from __future__ import annotations

import pytest

from wphf_extract.phrases.lexicon import COMMA, SKIP, STOP
from wphf_extract.phrases.wordforms import COMMA_WORD, OTHER, WordForms


def stands_for(token: str, *words: str) -> list[str]:
    """The rule words that a token can stand for, among these."""
    forms = WordForms({word: number for number, word in enumerate(words)})
    symbol = forms.symbol_of(token)
    return [word for number, word in enumerate(words) if symbol in forms.symbols_of([number])]


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("train", ["train", "=train", "*train"]),
        ("Trains", ["train", "*train"]),
        ("TRAINED", ["train", "*train"]),
        ("trainings", ["train", "*train"]),
        pytest.param("trainer", ["*train"]),
        ("strain", []),
        ("trài\u0308n", ["train", "=train", "*train"]),
    ],
)
def test_the_three_marks(token: str, words: list[str]) -> None:
    assert stands_for(token, "train", "=train", "*train") == words


def test_a_beginning_alone() -> None:
    assert [token for token in ("rehash", "REHABILITATED", "reheat", "re") if stands_for(token, "*reha")] == [
        "rehash",
        "REHABILITATED",
    ]


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("bake", ["bakes", "baked", "baking", "bakings"]),
        ("carry", ["carries", "carried", "carrying"]),
        ("play", ["plays", "played", "playing"]),
        ("fish", ["fishes", "fished", "fishing"]),
        ("fix", ["fixes", "fixed"]),
        ("plan", ["plans", "planned", "planning"]),
        ("heal", ["heals", "healed", "healing"]),
    ],
)
def test_regular_inflections(word: str, forms: list[str]) -> None:
    assert [form for form in forms if stands_for(form, word) != [word]] == []


@pytest.mark.parametrize(
    ("word", "other"),
    [("plan", "planet"), ("train", "terrain"), ("carry", "carrion"), ("bake", "baker"), ("fish", "fishy")],
)
def test_what_is_no_inflection(word: str, other: str) -> None:
    assert stands_for(other, word) == []


def test_tokens_that_stand_for_the_same_words_have_one_symbol() -> None:
    forms = WordForms({"widow": 0, "*wid": 1, "orphan": 2})
    assert forms.symbol_of("widow") == forms.symbol_of("WIDOWS") == forms.symbol_of("widowed")
    assert forms.symbol_of("widest") != forms.symbol_of("widow")
    assert forms.symbols_of([0]) < forms.symbols_of([1])
    assert forms.symbols_of([0, 2]) == forms.symbols_of([0]) | forms.symbols_of([2])
    assert forms.symbols_of([]) == frozenset()


def test_the_longest_beginning_counts() -> None:
    forms = WordForms({"*reha": 0, "*rehabilit": 1})
    assert forms.symbol_of("rehabilitates") in forms.symbols_of([1])
    assert forms.symbol_of("rehash") in forms.symbols_of([0])


@pytest.mark.parametrize(
    ("token", "symbol"), [(",", COMMA), ("(", COMMA), (".", STOP), ("\n", STOP), ("-", SKIP), ("’s", SKIP)]
)
def test_marks_are_symbols_too(token: str, symbol: int) -> None:
    assert WordForms({"widow": 0}).symbol_of(token) == symbol


def test_a_comma_of_a_rule_is_any_comma() -> None:
    assert WordForms({}).symbols_of([COMMA_WORD]) == {COMMA}


def test_other_words_and_numbers_are_told_apart() -> None:
    forms = WordForms({"widow": 0})
    assert forms.symbol_of("orphan") == forms.symbol_of("Bamako") == OTHER
    assert forms.symbol_of("12") == forms.symbol_of("1,500") != OTHER
    assert forms.symbol_of("12") not in forms.symbols_of([0])


@pytest.mark.parametrize("slip", ["recieve", "receve", "receeive", "recceive", "receave"])
def test_a_slip_is_the_form_it_was_meant_to_be(slip: str) -> None:
    assert stands_for(slip, "receive") == ["receive"]


@pytest.mark.parametrize(
    ("word", "token"),
    [
        ("receive", "Recieve"),  # a capital: a name
        ("receive", "reecieeve"),  # two slips
        ("receive", "eceive"),  # the first letter does not slip
        ("weave", "waeve"),  # too short
        ("holding", "folding"),
        ("marshal", "martial"),
        ("coaster", "roaster"),
        ("trained", "tradesman"),
    ],
)
def test_what_is_no_slip(word: str, token: str) -> None:
    assert stands_for(token, word) == []
