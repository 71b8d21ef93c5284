"""Which language a page is in: English whatever names stand in it, and others refused instead of garbled."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from support import CORPUS, PAGE, Run

import wphf_extract
from wphf_extract import LanguageError, Page, PageFailure, PageResult, extract_page
from wphf_extract.languages import UNKNOWN, detect_language, language_name

PAGES = sorted((Path(__file__).parent / "cases" / "languages").glob("*.txt"))
OTHERS = [page for page in PAGES if not page.name.startswith("en")]
NAMES = {"ar": "Arabic", "es": "Spanish", "fr": "French", "my": "Burmese", "pt": "Portuguese", "uk": "Ukrainian"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_pages(page: Path) -> None:
    assert detect_language(page.read_text(encoding="utf-8")) == page.stem[:2]


@pytest.mark.parametrize("page", sorted(CORPUS.glob("*/*.txt")), ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_the_corpus_is_english(page: Path) -> None:
    assert detect_language(page.read_text(encoding="utf-8")) == "en"


@pytest.mark.parametrize("page", OTHERS, ids=lambda page: page.stem)
def test_another_language_is_reported(page: Path, nlp: Language) -> None:
    with pytest.raises(LanguageError, match=rf"^{page}: in {NAMES.get(page.stem, '')}.* reads English"):
        list(wphf_extract.extract_pages([page], nlp=nlp))
    (failure,) = wphf_extract.extract_many([page])
    assert isinstance(failure, PageFailure)
    assert (failure.source, failure.stage) == (str(page), "extract")


@pytest.mark.parametrize("page", [page for page in PAGES if page.name.startswith("en")], ids=lambda page: page.stem)
def test_english_pages_of_names_have_records(page: Path, nlp: Language) -> None:
    (result,) = wphf_extract.extract_pages([page], nlp=nlp)
    assert result.source.language == "en"
    assert len(result.records) >= 3


def test_half_a_page_is_enough() -> None:
    for page in OTHERS:
        text = page.read_text(encoding="utf-8")
        assert detect_language(text[: len(text) // 2]) == page.stem


def test_a_caller_who_knows_better(nlp: Language) -> None:
    text = OTHERS[0].read_text(encoding="utf-8") + PAGE
    assert wphf_extract.extract(text, language="en", nlp=nlp).source.language == "en"


@pytest.mark.parametrize("workers", [1, 2])
def test_a_caller_knows_better_of_many_pages(workers: int, tmp_path: Path) -> None:
    mixed = Page(OTHERS[0].read_text(encoding="utf-8") + PAGE, "mixed")
    (failure,) = wphf_extract.extract_many([mixed])
    assert isinstance(failure, PageFailure)
    results = list(wphf_extract.extract_many([mixed] * 2, workers=workers, language="en"))
    assert [r.source.language for r in results if isinstance(r, PageResult)] == ["en"] * 2


@pytest.mark.usefixtures("one_model")
def test_a_caller_knows_better_on_the_command_line(run: Run, tmp_path: Path) -> None:
    page, out = tmp_path / "mixed.txt", tmp_path / "out.jsonl"
    page.write_text(OTHERS[0].read_text(encoding="utf-8") + PAGE, encoding="utf-8")
    other = tmp_path / "other.txt"
    other.write_bytes(page.read_bytes())
    given = (page, other, "-o", out)
    code, _, err = run("extract", *given)
    assert code == 1 and "which this model does not read" in err
    assert run("extract", *given, "--language", "EN")[0] == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 6
    assert "2 unchanged" in run("extract", *given, "--language", "en", "--resume")[2]
    assert run("extract", *given, "--resume")[0] == 1  # other results, so the journal's are not taken
    assert run("explain", page)[0] == 1 and run("explain", page, "--language", "en")[0] == 0
    report = ("report", page, "-o", tmp_path / "r.html")
    assert run(*report)[0] == 1 and run(*report, "--language", "en")[0] == 0
    code, _, err = run("extract", page, "--language", "English")
    assert code == 2 and "'English': give a code of ISO 639-1, such as en" in err


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("Mali", None, None),
        ("Mali", "fr-FR", "fr"),
        ("Mali", "pt_BR", "pt"),
        ("Mali", "", None),
        (PAGE, "fr", "en"),
        ("", None, None),
        ("Gao 🔴🔵" * 30, None, None),
    ],
)
def test_what_a_page_says_of_itself_decides_where_its_text_does_not(
    text: str, declared: str | None, language: str | None
) -> None:
    assert detect_language(text, declared) == language


def test_a_declared_language_is_refused(nlp: Language) -> None:
    with pytest.raises(LanguageError, match="in French"):
        extract_page(Page("Mali\n\n- Réseau Amani", language="fr"), nlp=nlp)


def test_a_language_that_is_not_known(nlp: Language) -> None:
    text = "blorp zindle karvo mesk trulin dabo hesk vorin palu kemi " * 10
    assert detect_language(text) == UNKNOWN
    with pytest.raises(LanguageError, match="not known"):
        wphf_extract.extract(text, nlp=nlp)
    assert detect_language("ᚠᛇᚻ᛫ᛒᛦᚦ᛫ᚠᚱᚩᚠᚢᚱ᛫ᚠᛁᚱᚪ᛫ᚷᛖᚻᚹᛦᛚᚳᚢᛗ") == UNKNOWN


def test_names_of_languages() -> None:
    assert language_name("fr") == "French"
    assert language_name("xx") == "xx"


@given(text=st.text(max_size=300))
def test_any_text(text: str) -> None:
    found = detect_language(text)
    assert found is None or 2 <= len(found) <= 3
