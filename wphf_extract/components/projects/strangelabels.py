"""Guesses what labels mean that `labels.toml` lacks, where a page has the same ones before every description: *Grant
holder: Kaba Network*, *What happens: Widows learn to sew*.

How it decides. Labels that stand three times or more at the beginnings of lines are those of a form. The first whose
values are names, six in ten of them, four of them organisations beyond doubt, is that of who carries the project, if
no known label is; a further one is that of partners. So is a label for titles, where these are names. The first whose
values are little more than other names is that of places, if no known label is. What stands behind any other is text.
There must be two labels at least.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from wphf_extract.components.fields import Labels
from wphf_extract.components.projects.linekinds import Line
from wphf_extract.components.projects.lines import LineReader

__all__ = ["with_strange_labels"]

_LABEL = re.compile(r"(?P<label>[^\W\d_][^\n:|\t.!?*–—]{1,30}):\s+(?=\S)")
_OFTEN = 3  # times that a label of a form stands on a page
_LEAST = 2  # labels of a form
_NAMED_SHARE = 0.6  # of a label's values that must be names
_SURE_SHARE = 0.4  # of them that must be organisations beyond doubt
_LIST_WORDS = 10  # of a value that is a list of places
_CAPITAL_SHARE = 0.6  # of its words
_NAME_LIMIT = 260  # characters of names
_LABEL_WORDS = 4


def with_strange_labels(reader: LineReader, lines: Sequence[Line], labels: Labels) -> Labels:
    """Returns the labels with those of the page's form that they lack."""
    values: dict[str, list[tuple[int, int]]] = defaultdict(list)  # by label
    for line in lines:
        found = _LABEL.match(reader.text, line.block.start, line.block.end)
        if found and found["label"].count(" ") < _LABEL_WORDS and line.kind not in ("header", "labelled"):
            values[found["label"]].append((found.end(), line.block.end))
    form = {label: spans for label, spans in values.items() if len(spans) >= _OFTEN}
    known = {labels.role_of_qualified(label) for label in form}
    strange = [label for label in form if labels.role_of_qualified(label) is None]
    roles: dict[str, str] = {}
    if "organization" not in known:  # the titles of partners' pages are their names
        titles = [label for label in form if labels.role_of_qualified(label) == "title"]
        roles = {label: "organization" for label in titles[:1] if _are_names(reader, form[label])}
    if len(form) < _LEAST or not (strange or roles):
        return labels
    for label in strange:
        carried = known | set(roles.values())
        if _are_names(reader, form[label]):
            roles[label] = "partner" if "organization" in carried else "organization"
        elif "location" not in carried and _are_lists_of_capitals(reader, form[label]):
            roles[label] = "location"
        else:
            roles[label] = "text"
    return labels.with_roles(roles) if "organization" in known | set(roles.values()) else labels


def _are_names(reader: LineReader, spans: Sequence[tuple[int, int]]) -> bool:
    short = [span for span in spans if span[1] - span[0] <= _NAME_LIMIT and reader.is_name_run(*span)]
    wordy = [span for span in short if not any(map(str.isdigit, reader.text[slice(*span)]))]  # no sums, no dates
    named = sum(reader.is_distinct_or_foreign(*span) for span in wordy)
    sure = sum(reader.is_distinct(*span) for span in wordy)
    return named >= _NAMED_SHARE * len(spans) and sure >= _SURE_SHARE * len(spans)


def _are_lists_of_capitals(reader: LineReader, spans: Sequence[tuple[int, int]]) -> bool:
    """Short values, most of whose words have a capital."""
    words = [word for span in spans for word in reader.text[slice(*span)].split()]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) <= _LIST_WORDS * len(spans) and capitals >= _CAPITAL_SHARE * len(words)
