"""Numbers that count nobody: years, ages, money, percentages, resolutions, list numerals, ratios, victims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import regex

from wphf_extract.components.targets.targetwords import TargetWords, known_noun
from wphf_extract.language.folding import DASHES, HYPHENS
from wphf_extract.language.numbers import Number, number_reader

__all__ = ["Trap", "trap_of"]

_BEFORE, _BEHIND = 30, 40  # characters that are looked at on either side
_TOKEN = re.compile(rf"[^\W\d_]+(?:[{HYPHENS}][^\W\d_]+)*|\d[\d.,]*|[^\s\w]")
_WORD = re.compile(rf"[^\W\d_]+(?:[{HYPHENS}][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.;!?]\s")
_CAPITAL_BEFORE = regex.compile(rf"(?<=[^{DASHES}.!?:;]\s)(\p{{Lu}}[\p{{L}}\p{{M}}’'-]+)\s$")
_NAME_BEFORE = regex.compile(r"\p{Lu}[\p{L}\p{M}]+, $")
# Of a text read backwards. A full stop behind the word ends an abbreviation (*No. 5*), or else a sentence.
_LAST_WORD = re.compile(r"[\s’'°:]*(?:\.[\s.’'°:]*([^\W\d_]{1,4})(?![^\W\d_])|([^\W\d_]+))")
_MOST_PARTNERS = 9  # of one project
_LARGEST_NUMERAL = 30  # of a list
_LARGEST_AGE = 110
_HARM_WORDS_BEFORE, _HARM_WORDS = 3, 5  # before and behind a number, within which the harm is named
_NOUN_WORDS = 3  # behind a number, within which its noun stands if *in* before it makes no ratio
_TURN_WORDS = 3  # the measure, and two words in which somebody may be named
_IDIOM_WORDS = 5  # behind *one*


class _Around(NamedTuple):
    """A number's neighbours, in lower case."""

    before: str  # the text before it, as it stands
    word: str  # the last word before it
    behind: Sequence[str]  # the tokens behind it
    glued: str  # the character that follows at once


class Trap(NamedTuple):
    """Why a number counts nobody: the kind of trap, and the words that say so."""

    kind: str
    told_by: str


def trap_of(text: str, number: Number, start: int, end: int, words: TargetWords) -> Trap | None:
    """Returns why a number counts nobody, by its neighbours within `text[start:end]`; None if it may count."""
    before = text[max(start, number.start - _BEFORE) : number.start]
    last = _LAST_WORD.match(before[::-1])
    behind = _TOKEN.findall(text[number.end : min(number.end + _BEHIND, end)].casefold())
    around = _Around(
        before,
        (last.group(1) or last.group(2))[::-1].casefold() if last else "",
        behind,
        text[number.end : number.end + 1],
    )
    if told := _code(number, around, words):
        return Trap("code", told)
    if around.word in words.traps["before"]:
        return Trap("word_before", around.word)
    if told := _harm(around, words):
        return Trap("harm", told)
    if told := _measure(number, around, words):
        return Trap("measure", told)
    if told := _numeral(number, around, words.phrase["joiners"]):
        return Trap("numeral", told)
    if told := _age(number, around):
        return Trap("age", told)
    if told := _over(number, around, words):
        return Trap("over", told)
    if told := _ratio(text, number, end, around, words):
        return Trap("ratio", told)
    if told := _year(text, number, around, words):
        return Trap("year", told)
    if told := _own(number, around, words):
        return Trap("own", told)
    if told := _idiom(number, around, words):
        return Trap("idiom", told)
    return None


# Each gives the words that say so, or nothing.


def _code(number: Number, around: _Around, words: TargetWords) -> str:
    """*COVID-19*, *A/RES/70*, *#3*, *$5,000*, *Camp 4 and*: tied to what stands before."""
    before = around.before
    if (sign := before.rstrip()[-1:]) and sign in "#$€£":
        return sign
    if around.glued == "/" and around.behind[1:2] and around.behind[1][0].isdigit():
        return "/"  # *24/7*, *2022/23*
    if number.spelled:
        return before.split()[-1] if before[-1:] in HYPHENS and before[-2:-1].isalpha() else ""  # *one-to-one*
    if not before:
        return ""
    if before[-1] == "/" and before[-2:-1].isdigit():
        return "/"
    if before[-1] in DASHES + "/" and before[-2:-1].isalpha():
        return before.split()[-1]
    if number.value >= _LARGEST_NUMERAL or not before[-1].isspace():
        return ""
    word = _CAPITAL_BEFORE.search(before)
    follows = around.behind[0] if around.behind and around.behind[0][0].isalpha() else ""
    counts_on = follows and follows not in words.phrase["joiners"]
    if word and counts_on and follows in words.phrase["stops"]:  # *Camp 18 of the settlement*
        counts_on = words.units.get(word.group(1).casefold()) != "areas"
    return str(word.group(1)) if word and not counts_on else ""


def _harm(around: _Around, words: TargetWords) -> str:
    """*which killed over 2,200 people*, *50 women have been killed*: a verb of harm stands near."""
    sentence = _SENTENCE_END.split(around.before.casefold())[-1]
    near = _WORD.findall(sentence)[-_HARM_WORDS_BEFORE:]
    for at, word in enumerate(near):
        if word in words.traps["harm"]:
            counts = any(map(str.isdigit, sentence[sentence.rfind(word) :]))
            if _reaches(near[at + 1 :], counts, words):
                return str(word)
    if words.harm_ends.isdisjoint(around.behind):
        return ""
    behind = " ".join(around.behind[:_HARM_WORDS])
    return min((phrase for phrase in words.traps["harmed"] if phrase in behind), default="")


def _reaches(between: Sequence[str], counts: bool, words: TargetWords) -> bool:
    """A verb of harm reaches the number behind these words, among which are digits if it counts: *killed over 200*,
    *killed 12 men and 30 women*; but not *forced marriage in four camps*, *displaced women and 20 nurses*."""
    if not between or (counts and between[-1] in words.phrase["joiners"]):
        return True
    named = (known_noun(word, words.units) in words.units for word in between)
    return between[-1] not in words.traps["elsewhere"] and not any(named)


def _measure(number: Number, around: _Around, words: TargetWords) -> str:
    """*three days*, *a three-day workshop*, *a 12-episode series*, *40 per cent*, *12 km*."""
    units = words.traps["behind"]
    behind = around.behind[1:] if around.glued in DASHES and around.glued else around.behind
    if not behind:
        return ""
    nearest = behind[0].split("-")[0]
    if around.glued and around.glued in HYPHENS and nearest.isalpha() and number.value > 1:
        return nearest  # *a 12-episode series*
    if nearest in units:
        return "" if _is_for_those(number, behind, words) else nearest
    first_words = (nearest.rstrip("s"), " ".join(behind[:2]), " ".join(behind[:3]))
    return next((form for form in first_words if form in units), "")


def _is_for_those(number: Number, behind: Sequence[str], words: TargetWords) -> bool:
    """*12 night patrols*, *9 night watch committees*: the measure stands in the singular, and somebody behind it."""
    if number.value < 2 or len(behind) < 2 or behind[0] not in words.traps["turns"]:
        return False
    nouns = [(word, known_noun(word, words.units)) for word in behind[1:_TURN_WORDS]]
    return any(noun != word and words.units.get(noun) in ("people", "groups") for word, noun in nouns)


def _numeral(number: Number, around: _Around, joiners: frozenset[str]) -> str:
    """*1) this; and 2) that*."""
    before = around.before.rstrip()
    opens = not before or before[-1] in ":;,(" or around.word in joiners
    return ")" if around.glued == ")" and opens and number.value < _LARGEST_NUMERAL and not number.spelled else ""


def _age(number: Number, around: _Around) -> str:
    """*Solange, 46, a fish seller*."""
    if around.glued != "," or number.value >= _LARGEST_AGE:
        return ""
    apposed = _NAME_BEFORE.search(around.before)
    return str(apposed.group()).rstrip(", ") if apposed else ""


def _over(number: Number, around: _Around, words: TargetWords) -> str:
    """*women over 50*, unless the number counts what follows."""
    if number.value >= _LARGEST_AGE or around.word not in words.traps["ages"]:
        return ""
    if around.behind and known_noun(around.behind[0], words.units) in words.units:
        return ""
    who = around.before.casefold().split()[-2:-1]
    if not who or not (who[0] in words.phrase["back"] or words.units.get(known_noun(who[0], words.units)) == "people"):
        return ""
    return around.word


def _ratio(text: str, number: Number, end: int, around: _Around, words: TargetWords) -> str:
    """*one woman in three*, *two out of five families*: a few words on, *in* and a number."""
    if number.value >= _LARGEST_NUMERAL or words.ratio_ends.isdisjoint(around.behind):
        return ""
    other = next(number_reader().find(text, number.end, min(number.end + _BEHIND, end)), None)
    if other is None:
        return ""
    between = _TOKEN.findall(text[number.end : other.start].casefold())
    if not 0 < len(between) <= 4 or not number.value < other.value < _LARGEST_NUMERAL:
        return ""
    ends = (" ".join(between[-2:]), between[-1])
    told = next((phrase for phrase in ends if phrase in words.traps["ratios"]), "")
    # *12 women in 15 villages*: two counts; *one in three girls*, *two girls out of three women* are ratios
    return "" if told == between[-1] != between[0] and _counts_next(text, other.end, end, words) else told


def _counts_next(text: str, at: int, end: int, words: TargetWords) -> bool:
    """A number that ends at `at` counts what one of the next words names."""
    for word in _TOKEN.findall(text[at : min(at + _BEHIND, end)])[:_NOUN_WORDS]:
        if not word[0].isalpha() or word.casefold() in words.phrase["stops"]:
            return False
        if known_noun(word, words.units) in words.units:
            return True
    return False


def _year(text: str, number: Number, around: _Around, words: TargetWords) -> str:
    first, last = words.years
    written = text[number.start : number.end]
    if number.spelled or not first <= number.value <= last or not written.isdigit():
        return ""
    if not around.behind or around.word in words.traps["year_words"]:
        return written
    return written if known_noun(around.behind[0], words.units) not in words.units else ""


def _own(number: Number, around: _Around, words: TargetWords) -> str:
    """*the two organisations*: those who carry the project."""
    if number.value > _MOST_PARTNERS or not around.behind or around.word not in words.traps["the"]:
        return ""
    noun = known_noun(around.behind[0], words.units)
    return noun if noun in words.traps["own"] else ""


def _idiom(number: Number, around: _Around, words: TargetWords) -> str:
    """*one of the*, *one another*, *one-stop centre*, *from one hamlet to the next*."""
    if number.value != 1:
        return ""
    behind = [token for token in around.behind if token not in DASHES]
    if not behind:
        return ""
    if around.word in words.traps["unites"]:
        return around.word
    first = behind[0].split("-")[0]
    if first in words.traps["not_counts"]:
        return first
    near = f" {' '.join(behind[:_IDIOM_WORDS])} "
    return min((phrase for phrase in words.traps["idioms"] if f" {phrase} " in near), default="")
