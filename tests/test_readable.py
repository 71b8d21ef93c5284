"""What is written otherwise but reads alike gives the same records."""

from __future__ import annotations

import html
import re
import textwrap
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from support import REPO

import wphf_extract
from wphf_extract.reading.readable import STEPS, visible
from wphf_extract.reading.readingcopy import ReadingCopy
from wphf_extract.records import PageResult

PAGES = [REPO / "corpus" / "train" / f"{name}.txt" for name in ("mali", "burundi-3", "guatemala", "iraq-3", "lebanon")]
REWRITTEN: dict[str, Callable[[str], str]] = {
    "accents apart": lambda text: unicodedata.normalize("NFD", text),
    "ligatures": lambda text: text.replace("fi", "ﬁ").replace("fl", "ﬂ"),
    "characters written out": lambda text: (
        html.escape(text, quote=False).replace("’", "&#8217;").replace("é", "&eacute;")
    ),
    "spaces that do not break": lambda text: re.sub(r"(?<=[\w,.;)]) (?=[\w(])", "\u00a0", text),
    "narrow spaces in numbers": lambda text: re.sub(r"(?<=\d)[ ,](?=\d{3}\b)", "\u202f", text),
    "hyphens that do not break": lambda text: re.sub(r"(?<=\w)-(?=\w)", "\u2011", text),
    "lines filled with spaces": lambda text: re.sub(r"(?<=[\w,;)]) (?=[a-z]+ [a-z])", "   ", text),
    "two spaces": lambda text: re.sub(r"(?<=\S) (?=\S)", "  ", text),
    "spaces at line ends": lambda text: text.replace("\n", "  \n"),
    "other line ends": lambda text: text.replace("\n", "\u2028"),
    "form feeds": lambda text: text.replace("\n\n", "\n\f\n"),
    "byte order mark": lambda text: "\ufeff" + text,
    "wrapped": lambda text: "\n".join(
        row
        for line in text.split("\n")
        for row in textwrap.wrap(line, 80, subsequent_indent=" " * (2 * line.startswith("- "))) or [""]
    ),
}


def _words(text: str | None) -> str:
    plain = unicodedata.normalize("NFKC", html.unescape(text or "")).replace("\u2010", "-")
    return re.sub(r"\s+", " ", re.sub(r"-\s+", "-", plain)).strip()


def _values(result: PageResult) -> list[object]:
    return [
        (
            [(_words(o.name), _words(o.acronym), o.role) for o in record.organizations],
            [(_words(place.name), place.geonames_id) for place in record.locations],
            [(target.value, target.unit, _words(target.population)) for target in record.targets],
            [activity.code for activity in record.activities],
        )
        for record in result.records
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
@pytest.mark.parametrize("rewritten", REWRITTEN.values(), ids=REWRITTEN)
def test_what_reads_alike_gives_the_same_records(rewritten: Callable[[str], str], path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    other = rewritten(text)
    result = wphf_extract.extract(other, language="en")
    assert _values(result) == _values(wphf_extract.extract(text, language="en"))
    assert all(other[record.span.start : record.span.end] == record.text for record in result.records)


MARKDOWN = """# Mali

![Women of Gao](/img/gao.jpg) [Skip to content](#content)

## Our Partners

WPHF supports **2 projects** by *3 organizations*:

* **[Réseau Amani](https://amani.example/ "Amani") (RA)**, with [Kaba Network](/kaba), on a project to train
  **200 women** in [Gao](/gao) and __Mopti__.
* ONG Tiéssiri (OT) on a project to *coach 25 traders* in Ménaka.
"""


def test_markup_of_markdown_hides_nothing() -> None:
    result = wphf_extract.extract(MARKDOWN)
    assert [(o.name, o.acronym, o.role) for r in result.records for o in r.organizations] == [
        ("Réseau Amani", "RA", "lead"),
        ("Kaba Network", None, "member"),
        ("ONG Tiéssiri", "OT", "lead"),
    ]
    assert [place.name for r in result.records for place in r.locations] == ["Gao", "Mopti", "Ménaka"]
    assert [(t.value, t.population) for r in result.records for t in r.targets] == [(200, "women"), (25, "traders")]
    assert (result.declared_projects, result.declared_organizations) == (2, 3)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Women &amp; Girls&nbsp;– R&D &unknown;", "Women & Girls – R&D &unknown;"),
        ("1\u202f500 co\u2011operatives\u00a0\ufb01nd", "1 500 co-operatives find"),
        ("![Gao](a.jpg)[Read](b) **bold** and *thin*, 2 * 3 * 4", "Read bold and thin, 2 * 3 * 4"),
        (
            "**Protection:** Alpha\n* *Theme*: Beta *(Gao)*: sings",
            "**Protection:** Alpha\n* *Theme*: Beta (Gao): sings",
        ),
        ("* Alpha\n* Beta *", "* Alpha\n* Beta *"),
        ("    - Gao  and Mopti   \n\tKidal", "    - Gao and Mopti\n\tKidal"),
        ("a   b\tc", "a b\tc"),  # spaces that fill a line
        ("aa   b\naa   c\naa   d\nof    them", "aa\tb\naa\tc\naa\td\nof them"),  # columns
        ("Gao        a net-\n           work of\n           women\nMopti  b", "Gao\ta network of women\nMopti b"),
        ("a\n•\nGao\n\n  •\r\nMopti", "a\n• Gao\n\n  • Mopti"),
        ("> a\n> > b\n>\n>c\n> d\ne\n> f", "a\nb\n\nc\nd\ne\n> f"),
        ('a\t"b\n- c"\td', "a\tb - c\td"),
        ("Gao\u2028Mopti\fKidal", "Gao\nMopti\nKidal"),
    ],
)
def test_how_a_text_reads(written: str, read: str) -> None:
    assert ReadingCopy(written).text == read


def test_a_text_that_reads_as_written_is_itself() -> None:
    text = "Réseau «İstanbul» — 😀 e\u0301\r\n\x00"
    assert ReadingCopy(text).text is text
    assert not any(list(step(text)) for step in STEPS)
    assert visible("wo\u00admen \u2713\ufe0f") == "women \u2713"


def test_small_words_glued_to_names() -> None:
    page = wphf_extract.extract(
        "Our Partners in Mali\n\n- Réseau Amani (RA) in partnership withUnion Kaba (UK) on a project to train widows "
        "inGao andMopti, with iPads and the McKay Trust’s help.\n"
    )
    assert [o.name for o in page.records[0].organizations][:2] == ["Réseau Amani", "Union Kaba"]
    assert [place.name for place in page.records[0].locations] == ["Gao", "Mopti"]
