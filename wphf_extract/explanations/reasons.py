"""The reasons for which components decide against something, as sentences, and the lists of words that give some."""

from __future__ import annotations

__all__ = ["LISTS", "REASONS", "sentence"]

#: What each reason means; `{}` is the words that say so.
REASONS = {
    # of numbers
    "code": "“{}” before it makes it a part of a name, a code or a sum of money",
    "word_before": "“{}” stands before it: such a number counts nobody",
    "harm": "“{}” tells of harm, which is no aim of a project",
    "measure": "“{}” stands behind it: it measures, or is a sum of money, a date or a share",
    "numeral": "a numeral of a list",
    "age": "an age, behind the name “{}”",
    "ratio": "a ratio, by “{}” and the number behind it",
    "year": "a year",
    "own": "the project's own partners: “{}”",
    "over": "an age, by “{}” before it",
    "idiom": "with “{}” it is a turn of speech",
    "no_noun": "no word that it could count stands behind it",
    # of names of places
    "in_quotes": "it stands in a title in quotes",
    "adjective": "an adjective of a country, not the country",
    "never": "it is on the list of words that are no places",
    "fled": "people came or fled from there (“{}”)",
    "abroad": "another country, which people come from",
    "language": "it means a language",
    "unknown": "the gazetteer has no such place here, nor one large enough elsewhere, and little leads to it",
    "longer_name": "what follows makes it a part of a longer name",
    "short": "too short to be a place that nothing leads to",
    "common": "common words, which nothing leads to",
    "people": "the gazetteer lacks it, and what follows makes it the name of a people",
    "no_name": "the gazetteer lacks it, and it does not look like the name of a place",
    "currency": "a sign of money stands behind it",
    "document": "a part of the title of an agreement, a law or a plan",
    # of activity types
    "unless": "“{}” undoes it",
    "in_name": "it stands in the name of an organisation, or of a place",
    # of names of organisations
    "nobody": "it names nobody: a group without a name of its own",
    "descriptor": "it describes the name before it",
    "remark": "it describes the name before it: “{}” and what follows",
    "place": "a place, not an organisation",
    "public_body": "a public body, which does not carry the project",
    "inside.legal_form": "read as inside one name: a legal form follows",
    "inside.branch": "read as inside one name: a branch of it follows",
    "inside.short_form": "read as inside one name: the short form takes letters from both sides",
    "inside.translation": "read as inside one name: the same name in English stands on one side",
    "inside.no_name": "read as inside one name: one of the sides is no name by itself",
    "inside.comma": "read as inside one name: no capital follows",
    "inside.ampersand": "read as inside one name: & stands inside names",
    "inside.particle": "read as inside one name: a small word of names follows",
    "inside.foreign": "read as inside one name: such a word stands inside names more often than between them",
    "inside.themes": "read as inside one name: themes of an organisation stand on both sides",
    "inside.places": "read as inside one name: places that it begins with stand on both sides",
    "inside.halves": "read as inside one name: neither side is surely whole",
    "parts.short_form": "read as parting two names: a short form ends the first",
    "parts.group": "read as parting two names: a group without a name follows",
    "parts.small_letter": "read as parting two names: what follows is no part of a name",
    "parts.semicolon": "read as parting two names: a semicolon does",
    "parts.comma": "read as parting two names: a capital follows the comma",
    "parts.head_word": "read as parting two names: a word that heads names, or a short form, follows",
    "parts.enumeration": "read as parting two names: the last of an enumeration, or of a consortium",
    "parts.partners": "read as parting two names: the text calls them partners",
    "parts.whole_names": "read as parting two names: both sides are whole names",
    # of lines of the page
    "line.heading": "a heading",
    "line.fields": "labels that belong to the description above",
    "line.header": "the header of a table",
    "line.link": "an invitation to go elsewhere, or a line of the page's frame (“{}”)",
    "line.intro": "it introduces the partners (“{}”)",
    "line.fund": "it is about the page's owner (“{}”)",
    "line.text": "no name and project clause, and not in a list of such",
    "line.told": "it comes to a name late, where no partners were announced",
    "line.bare": "a name alone, where no partners were announced",
    "line.weak": "a name and a verb, where no partners were announced",
    "line.row": "cells, where no partners were announced",
    "line.strong": "a name and a project clause, but its list, or the page, is something else as a whole",
    # of countries
    "fewer": "less speaks for it than for {}",
}
#: Reasons that a word of a list gives: the file, and the tables or lists that may hold it.
LISTS: dict[tuple[str, str], tuple[str, tuple[tuple[str, ...], ...]]] = {
    ("targets", "word_before"): ("targets", (("traps", "before"),)),
    ("targets", "measure"): ("targets", (("traps", "behind"),)),
    ("targets", "harm"): ("targets", (("traps", "harm"), ("traps", "harmed"))),
    ("targets", "ratio"): ("targets", (("traps", "ratios"),)),
    ("targets", "own"): ("targets", (("traps", "own"),)),
    ("targets", "over"): ("targets", (("traps", "ages"),)),
    ("targets", "idiom"): ("targets", (("traps", "not_counts"), ("traps", "idioms"), ("traps", "unites"))),
    ("locations", "never"): ("locations", (("never", "words"), ("never", "faiths"))),
    ("locations", "fled"): ("locations", (("cues", "fled"),)),
}


def sentence(reason: str, told_by: str) -> str:
    """Returns a reason as a sentence.

    Args:
        reason: a key of `REASONS`.
        told_by: the words that say so; may be empty.
    """
    words = REASONS[reason]
    return words.format(told_by) if told_by else words.replace(" (“{}”)", "")
