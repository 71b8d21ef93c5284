"""The phrase language: each element, inflection, spelling and slip, offsets, and the cost of odd texts."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Sequence
from types import FrameType

import pytest
import spacy
from spacy.language import Language

from wphf_extract.errors import RuleError
from wphf_extract.language.folding import fold
from wphf_extract.phrases import lexicon
from wphf_extract.phrases.lexicon import words_of
from wphf_extract.phrases.phrasebook import Match, PhraseBook, PhraseRule

BLANK = spacy.blank("en")


def book(*rules: PhraseRule, **sets: list[str]) -> PhraseBook:
    return PhraseBook(rules, sets, "rules.toml")


def matches(made: PhraseBook, text: str, masked: Sequence[tuple[int, int]] = (), nlp: Language = BLANK) -> list[Match]:
    return made.find(words_of(nlp.make_doc(text)), None, masked)


def found(phrase: str, text: str, *, unless: tuple[str, ...] = (), **sets: list[str]) -> list[str]:
    """The words that a phrase finds in a text."""
    made = book(PhraseRule("rule", (phrase,), unless), **sets)
    return [text[m.start : m.end] for m in matches(made, text)]


# -- words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "yes", "no"),
    [
        ("train", "train trains trained training trainings", "trainer rain strain retrain"),
        ("strategy", "strategy strategies", "strategic"),
        ("survey", "survey surveys surveyed surveying", "surly"),
        ("reduce", "reduce reduces reduced reducing", "reduction"),
        ("coach", "coach coaches coached coaching", "cockroach"),
        ("plan", "plan plans planned planning", "plane planet"),
        ("lobby", "lobby lobbies lobbied lobbying", "lob"),
        ("=train", "train", "trains training trained"),
        ("train*", "train trainer trainings", "tra retrain"),
        ("legali*", "legalise legalization", "legal"),
        ("radio|press", "radio press radios", "repress television"),
    ],
    ids=lambda v: v.split()[0],
)
def test_one_word(word: str, yes: str, no: str) -> None:
    assert [form for form in yes.split() if not found(word, f"They {form} here.")] == []
    assert [form for form in no.split() if found(word, f"They {form} here.")] == []


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("cafe", "a Café here"),
        ("seguridad", "SEGURIDÁD"),
        ("decision", "de\u0301cision"),
        ("peace building", "peace-building"),
        ("peacebuilding", "peace‑building"),
        ("women group", "the women’s groups"),
        ("women group", "the women's groups"),
        ("women group", "the women´s groups"),
        ("organization", "an organisation"),
        ("organisation", "an organization"),
        ("mobilize", "they mobilised widows"),
        ("neighborhood", "the neighbourhood"),
        ("labour", "forced labor"),
        ("centre", "a center"),
        ("center", "two centres"),
        ("program", "the programmes"),
        ("programme", "a program"),
        ("behavior", "their behaviour"),
        ("catalyze", "to catalyse change"),
    ],
)
def test_case_accents_hyphens_and_spelling_make_no_difference(phrase: str, text: str) -> None:
    assert len(found(phrase, text)) == 1


@pytest.mark.parametrize("word", ["wise", "rise", "noise", "four", "hour", "our", "tour", "1325", "kivu"])
def test_folding_leaves_other_words_alone(word: str) -> None:
    assert fold(word) == word


# -- elements ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "text", "quotes"),
    [
        ("early warning", "an early warning system", ["early warning"]),
        ("early warning", "early and warning", []),
        ("early warning", "warning early", []),
        ("train [=the] women", "train women, train the women, train all women", ["train women", "train the women"]),
        ("train [=the] [=young] women", "train the young women", ["train the young women"]),
        ("train ... women", "train one two three four five six women", ["train one two three four five six women"]),
        ("train ... women", "train one two three four five six seven women", []),
        ("train ... women", "train women", ["train women"]),
        ("train ...2 women", "train one two women", ["train one two women"]),
        ("train ...2 women", "train one two three women", []),
        ("train ...1 young ...1 women", "train all young rural women", ["train all young rural women"]),
        ("train ...1 young ...1 women", "train all very young women", []),
        ("{learn} women", "coach women; train women; feed women", ["coach women", "train women"]),
        ("{learn}|feed women", "feed women and coach women", ["feed women", "coach women"]),
        ("women , girl", "women, girls", ["women, girls"]),
        ("women , girl", "women (girls", ["women (girls"]),
        ("women , girl", "women “girls", ["women “girls"]),
        ("women , girl", "women — girls", ["women — girls"]),
        ("women , girl", "women girls", []),
        ("women girl", "women, girls", []),
        ("women [,] girl", "women, girls and women girls", ["women, girls", "women girls"]),
    ],
)
def test_elements(phrase: str, text: str, quotes: list[str]) -> None:
    assert found(phrase, text, learn=["train", "=coach"]) == quotes


@pytest.mark.parametrize("border", [". ", "! ", "? ", "; ", ": ", " … ", ".\n", "\n\n", "\n- "])
@pytest.mark.parametrize("phrase", ["train women", "train ... women", "train ...1 women"])
def test_no_phrase_crosses_a_sentence(border: str, phrase: str) -> None:
    assert found(phrase, f"they train{border}women came") == []
    assert found(phrase, "they train women")


def test_sets_may_hold_every_mark() -> None:
    assert found("{any}", "radios, trainer, =coaching coach", any=["radio|press", "train*", "=coach"]) == [
        "radios",
        "trainer",
        "coach",
    ]


# -- slips ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "slip"),
    [
        ("training", "trianings"),
        ("strengthen", "strenghten"),
        ("enhance", "enhacned"),
        ("advocacy", "advocay"),
        ("advocacy", "advocaccy"),
        ("mediation", "mediatoin"),
        ("livelihood", "livelyhoods"),
        ("reconciliation", "reconcilliation"),
    ],
)
def test_a_slip_of_one_letter_is_found(word: str, slip: str) -> None:
    assert found(word, f"They do {slip} here.") == [slip]


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("train", "raining"),
        ("mediation", "medication"),
        ("adapt", "adopted"),
        ("train", "trian"),
        ("strengthen", "strenhgtne"),
        ("training", "Trianing"),
        ("conversation", "conservation"),
    ],
)
def test_other_words_short_words_and_names_are_no_slips(word: str, other: str) -> None:
    assert found(word, f"They do {other} here.") == []


# -- unless, masks, overlaps ---------------------------------------------------------------------------


def test_unless_undoes_only_what_it_overlaps() -> None:
    text = "a training centre, and training of women"
    assert found("train", text, unless=("train centre",)) == ["training"]
    assert matches(book(PhraseRule("r", ("train",), ("train centre",))), text)[0].start == text.rindex("training")


def test_unless_belongs_to_its_rule() -> None:
    made = book(PhraseRule("one", ("train",), ("train centre",)), PhraseRule("two", ("train",)))
    assert [m.key for m in matches(made, "a training centre")] == ["two"]


def test_overlapping_matches_of_a_rule_become_one() -> None:
    text = "they train young women leaders, then train men"
    made = book(PhraseRule("r", ("train ... women", "young women", "women leader", "train men")))
    assert [text[m.start : m.end] for m in matches(made, text)] == ["train young women leaders", "train men"]


def test_overlapping_rules_are_all_found_in_order() -> None:
    made = book(PhraseRule("b", ("train women",)), PhraseRule("a", ("train",)), PhraseRule("c", ("women",)))
    assert [m.key for m in matches(made, "to train women")] == ["b", "a", "c"]


def test_masked_words_are_not_read() -> None:
    text = "Training Network trains women"
    made = book(PhraseRule("r", ("train",)))
    assert [text[m.start : m.end] for m in matches(made, text, [(0, 16)])] == ["trains"]
    assert found("network women", "Network for Women") == []
    gapped = book(PhraseRule("r", ("train ... women",)))
    assert matches(gapped, text, [(24, 29)]) == []
    assert len(matches(gapped, text, [(0, 16)])) == 1


def test_only_the_stretch_asked_for_is_read() -> None:
    words = words_of(BLANK.make_doc("train women train men"))
    made = book(PhraseRule("r", ("train women",), ()))
    assert len(made.find(words, [(0, 21)])) == 1
    assert len(made.find(words, [(0, 11), (12, 21)])) == 1
    assert made.find(words, [(0, 5)]) == []
    assert made.find(words, [(6, 21)]) == []
    assert made.find(words, [(0, 5), (12, 21)]) == []
    assert made.find(words, []) == []


# -- offsets -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "before",
    [
        "İstanbul İİİ ",
        "🕊️ 👩🏿‍🌾 ",
        "Se\u0301gou e\u0301\u0302 ",
        "Gao\u00a0\u202f\u2009",
        "\t\t",
        "one\r\ntwo\r\n",
        "ﬁnance ß Straße ",
        "\u200b\ufeff",
        "\U0001d54f ",
    ],
    ids=ascii,
)
def test_offsets_stand_in_the_text_as_it_is(before: str) -> None:
    text = f"{before} strengthening capacities {before} of women"
    assert found("strengthen capacity", text) == ["strengthening capacities"]


@pytest.mark.parametrize("space", ["\u00a0", "\t", "  ", "\u202f"], ids=ascii)
def test_any_white_space_parts_words(space: str) -> None:
    assert found("early warning", f"early{space}warning") == [f"early{space}warning"]


def test_empty_text_and_no_rules() -> None:
    assert found("train", "") == []
    assert found("train", " \n\t") == []
    assert matches(book(), "they train women") == []


# -- state ---------------------------------------------------------------------------------------------


def test_the_memory_of_tokens_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "_CACHE", 10)
    made = book(PhraseRule("r", ("train ... women",)))
    known = []
    for n in range(50):  # each text brings two words that no other has
        words = words_of(BLANK.make_doc(f"name{n} trains women of place{n}"))
        assert len(made.find(words)) == 1
        known.append(len(words.lexicon.texts))
    assert max(known) <= 10 + 5


def test_a_book_may_be_shared_by_vocabularies_and_pickled() -> None:
    made = book(PhraseRule("r", ("train ... women",), ("train centre",)))
    text = "They train women."
    expected = matches(made, text)
    other = spacy.blank("en")
    assert len(expected) == 1
    assert matches(made, text, nlp=other) == expected
    assert matches(pickle.loads(pickle.dumps(made)), text) == expected


# -- messages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("", "begin and end"),
        ("train ...", "begin and end"),
        ("[train]", "begin and end"),
        ("[=the] women", "begin and end"),
        ("{nobody}", "nobody"),
        ("train {nobody} women", "nobody"),
        ("train|", "no word"),
        ("ab*", "ab*"),
        ("train - women", "'-'"),
        ("=", "'='"),
        ("train ...21 women", "20 at most"),
        ("train ...0 women", "20 at most"),
        ("train ...² women", "20 at most"),
        (f"train ...{'9' * 5001} women", "20 at most"),
        ("train " + "[the] " * 9 + "women", "8 parts in brackets at most"),
    ],
)
def test_a_bad_phrase_is_refused_by_file_and_rule(phrase: str, said: str) -> None:
    with pytest.raises(RuleError) as caught:
        book(PhraseRule("my.rule", (phrase,)), learn=["train"])
    message = str(caught.value)
    assert "rules.toml" in message and "my.rule" in message and said in message


def test_a_bad_exception_is_refused_too() -> None:
    with pytest.raises(RuleError, match=r"rules\.toml.*my\.rule.*learn"):
        PhraseBook([PhraseRule("my.rule", ("train",), ("{other}",))], {"learn": ["train"]}, "rules.toml")


# -- cost ----------------------------------------------------------------------------------------------


def _steps(made: PhraseBook, text: str) -> int:
    """Lines of Python that a search runs: the same on each machine, unlike its time."""
    words, count = words_of(BLANK.make_doc(text)), 0

    def counted(frame: FrameType, event: str, argument: object) -> object:
        nonlocal count
        count += event == "line"
        return counted

    before = sys.gettrace()
    sys.settrace(counted)
    try:
        made.find(words)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    ("rule", "piece"),
    [
        (PhraseRule("r", ("train ... women",)), "train "),
        (PhraseRule("r", ("train ... train ... train ... women",)), "train "),
        (PhraseRule("r", ("train [=the] ... women", "train women")), "train the women "),
        (PhraseRule("r", ("train ... train",)), "train "),
        (PhraseRule("r", ("train",), ("train centre",)), "train women. train centre. "),
    ],
    ids=["gap", "gaps", "optional", "merged", "unless"],
)
def test_eight_times_the_anchors_cost_about_eight_times_the_steps(rule: PhraseRule, piece: str) -> None:
    made = book(rule)
    made.find(words_of(BLANK.make_doc(piece)))  # what is made at first use
    few, many = _steps(made, piece * 200), _steps(made, piece * 1_600)
    assert 0 < few <= many < 8 * 1.5 * few


@pytest.mark.parametrize("phrase", ["[zorb", "{learn people", "learn] people", "zorb*le", "a [b", "x}"])
def test_brackets_and_stars_inside_words_are_refused(phrase: str) -> None:
    with pytest.raises(RuleError, match="brackets enclose a part"):
        PhraseBook([PhraseRule("rule", (phrase,))], {}, "rules.toml")
