"""From what a report shows to its HTML: one file, that loads nothing and runs no script but its own.

Every text of a page is escaped by the template engine, and what no HTML file can hold, or what would make a reader
see other words than are there, is shown as U+FFFD: control characters, half surrogates, and the two marks that force
letters into another order (U+202D, U+202E). A text is as long afterwards as before, so that evidence stays in place.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from wphf_extract import __version__
from wphf_extract.report.maps import WIDTH
from wphf_extract.report.views import ReportView

__all__ = ["render", "shown"]

_HIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]")
_WEB = re.compile(r"https?://", re.IGNORECASE)


def render(view: ReportView, title: str | None) -> str:
    """Returns the HTML of a report.

    Args:
        view: what to show.
        title: its heading; None takes a general one.
    """
    style, script = _part("report.css"), _part("report.js")
    return (
        _templates()
        .get_template("report.html")
        .render(
            view=view,
            title=title,
            style=Markup(style),  # ours, not a page's
            script=Markup(script),
            policy=_policy(style, script),
            version=__version__,
            width=WIDTH,
        )
    )


def shown(value: Any) -> Any:
    """Returns a text as it can be shown, as long as before; anything else as it is."""
    return _HIDDEN.sub("\N{REPLACEMENT CHARACTER}", value) if type(value) is str else value


@lru_cache(maxsize=1)
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("wphf_extract.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
    )
    environment.filters["n"] = lambda number: f"{number:,}"
    environment.filters["squeeze"] = lambda text: " ".join(text.split())
    environment.tests["web"] = lambda url: _WEB.match(url) is not None
    return environment


def _part(name: str) -> str:
    return (files("wphf_extract.report") / "templates" / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """A Content Security Policy (W3C, level 3): nothing is loaded, and only our own style and script count."""
    allowed = f"style-src {_digest(style)}; script-src {_digest(script)}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
