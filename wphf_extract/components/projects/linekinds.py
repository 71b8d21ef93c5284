"""The lines of a page, what they may be, and by which rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wphf_extract.components.fields import Field
from wphf_extract.reading.blocks import Block

__all__ = ["CARRIED_BY", "GRANTED", "LABELLED_ITEM", "PARAGRAPHS", "Line", "LineKind"]

#: The rule of lines that tell of a project before they name who carries it.
CARRIED_BY = "told.carried_by"
#: The rule of lines that begin with the sum of a grant, and go on with who gets it.
GRANTED = "told.granted"
#: The rule of items that begin with a label for it.
LABELLED_ITEM = "labelled.item"


#: What a line may be: a description with a project clause (`strong`) or a verb (`weak`) behind its name, one that comes
#: to its name later (`told`), one of cells (`row`) or of fields (`labelled`), a name alone (`bare`); labels with their
#: values that belong to what stands above (`fields`); or none of these.
LineKind = Literal[
    "strong", "weak", "told", "row", "labelled", "bare", "fields", "text", "heading", "header", "intro", "link", "fund"
]


#: The kinds of lines that may be paragraphs.
PARAGRAPHS: frozenset[LineKind] = frozenset({"text", "told", "weak", "strong", "fund"})


@dataclass(slots=True)
class Line:
    """A line of the page, or what was made one of several.

    Attributes:
        block: where it stands.
        kind: what it is taken for.
        rule: which says so.
        cue: where its project clause, or its verb, begins; None if it has none.
        words: how many it has.
        has_organization: a word that heads names of organisations, or a short form, stands before the clause.
        dash: where the dash stands that parts a name from prose.
        fields: of a labelled description, or of labels that belong to what stands above.
    """

    block: Block
    kind: LineKind = "text"
    rule: str = ""
    cue: int | None = None
    words: int = 0
    has_organization: bool = False
    dash: int | None = None
    fields: tuple[Field, ...] = ()
