"""`wphf-extract explain`: why records say what they say."""

from __future__ import annotations

import argparse
import json
import os
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from wphf_extract.commands.shared import OK, add_reading_options, refuse_missing, show, standard_input
from wphf_extract.errors import UsageError

if TYPE_CHECKING:
    from wphf_extract.commands.shared import Subparsers
    from wphf_extract.explanations.explaining import ExplainedValue, PageExplanation, Rejection
    from wphf_extract.explanations.rulerefs import RuleRef

__all__ = ["add"]

_QUOTE = 60  # characters of a quote that are shown
_INDENT = "      "


def add(commands: Subparsers) -> None:
    """Adds the parser of the command."""
    parser = commands.add_parser(
        "explain",
        help="say why records say what they say: words, rules, and what was decided against",
        epilog="For each value: its words on the page, and the rule that found it, with file and line. "
        "Lines marked `not` tell what was decided against, and why.",
    )
    parser.add_argument("path", metavar="PATH", help="a page in any form that `extract` reads, or - (standard input)")
    parser.add_argument("--project", type=int, metavar="N", help="only the description with this number, from 1")
    parser.add_argument("--json", action="store_true", help="print the explanation as JSON")
    add_reading_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints the explanation; returns the exit code."""
    from wphf_extract.explanations.explaining import explain_page
    from wphf_extract.pages import read_page
    from wphf_extract.pipeline import load

    if options.path != "-":
        refuse_missing([options.path])
        if os.path.isdir(options.path):
            raise UsageError(f"{options.path}: is a folder; explain takes one page")
    page = standard_input() if options.path == "-" else read_page(options.path)
    explanation = explain_page(page, language=options.language, nlp=load(options.model, rules=options.rules))
    count = len(explanation.projects)
    if options.project is not None and not 1 <= options.project <= count:
        raise UsageError(f"{options.path}: no description {options.project}; it has {count}")
    if options.json:
        print(json.dumps(_chosen(explanation, options.project), indent=2, ensure_ascii=False))
        return OK
    for line in _lines(explanation, options.project):
        show(line)
    return OK


def _chosen(explanation: PageExplanation, project: int | None) -> object:
    plain = explanation.to_dict()
    return plain if project is None else plain["projects"][project - 1]


def _lines(explanation: PageExplanation, chosen: int | None) -> Iterator[str]:
    if chosen is None:
        yield f"{explanation.path or 'page'}: {len(explanation.projects)} descriptions"
        yield from _entries(explanation.values, explanation.rejected)
    for project in explanation.projects:
        if chosen in (None, project.number):
            yield ""
            yield f"{project.number}. {_short(project.text)}  [{project.start}–{project.end}]"
            yield from _entries(project.values, project.rejected)


def _entries(values: Sequence[ExplainedValue], rejected: Sequence[Rejection]) -> Iterator[str]:
    for value in values:
        yield f"  {value.field}: {value.value}"
        yield f"{_INDENT}“{_short(value.quote)}” [{value.start}–{value.end}]"
        yield from _wrapped(f"by {_rule(value.rule)}: {value.rule.says}")
    for no in rejected:
        is_read = no.reason.startswith(("inside.", "parts."))  # a comma or *and*, not a candidate
        yield f"  {'in' if is_read else 'not'} {no.field}: “{_short(no.quote)}” [{no.start}–{no.end}]"
        yield from _wrapped(no.message + (f"; see {_rule(no.rule)}" if no.rule else ""))


def _rule(rule: RuleRef) -> str:
    """A rule and its place, the file told from the current folder where it lies below."""
    if not rule.file:
        return rule.rule
    file = os.path.relpath(rule.file) if os.path.isabs(rule.file) else rule.file
    file = rule.file if file.startswith("..") else file
    return f"{rule.rule} ({file}:{rule.line})" if rule.line else f"{rule.rule} ({file})"


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(
        line, 110, initial_indent=_INDENT, subsequent_indent=_INDENT, break_long_words=False, break_on_hyphens=False
    )


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= _QUOTE else f"{line[:_QUOTE].rstrip()} …"
