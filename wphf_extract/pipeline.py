"""From a page to its records: `load` opens a model, `extract` and `extract_pages` use it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from wphf_extract.errors import LanguageError, ModelError, PageError, UsageError, WphfExtractError
from wphf_extract.explanations.trace import Trace
from wphf_extract.languages import UNKNOWN, detect_language, language_name
from wphf_extract.pages import Page, read_pages
from wphf_extract.reading.readingcopy import ReadingCopy
from wphf_extract.records import PageResult
from wphf_extract.resources import DEFAULT_MODEL, model_path
from wphf_extract.results import make_result
from wphf_extract.rules.ownfiles import Rules, RuleText, rule_texts
from wphf_extract.rules.ownrules import read_own
from wphf_extract.vocabulary import make_doc, memory_zone

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from wphf_extract.components.base import RuleComponent

__all__ = ["annotated", "default_pipeline", "extract", "extract_page", "extract_pages", "load"]

_ANY_LANGUAGE = "xx"  # spaCy's code of pipelines for no language in particular

ErrorHandler = Callable[[str, WphfExtractError], None]


def load(name: str | Path = DEFAULT_MODEL, *, rules: Rules | None = None) -> Language:
    """Opens a model as a spaCy pipeline.

    Args:
        name: a shipped model, or the path of a model folder.
        rules: files of your own rules, which add to the model's (docs/rules.md): a path, or several. They become a
            part of the pipeline, and go where it goes: to disk, to bytes, to other processes.

    Raises:
        ModelError: there is no such model, or a file of it is missing or broken.
        RuleError: the rules break their format; the message names file and line.
    """
    import spacy

    folder = model_path(str(name))
    own = rule_texts(rules)
    try:
        return _with_rules(spacy.load(folder), own)
    except (OSError, ValueError) as error:
        # spaCy's own errors for an unfinished folder or an unknown component name no folder.
        raise ModelError(f"{folder}: not a model folder that can be opened: {error}") from error


def _with_rules(nlp: Language, own: Sequence[RuleText]) -> Language:
    """Gives a user's own rules to all components that read rules."""
    if not own:
        return nlp
    _ = read_own(tuple(own)).gazetteer, read_own(tuple(own)).names  # what is wrong there is better told now
    from wphf_extract.components.base import rule_components
    from wphf_extract.rules.rulefiles import RuleFile

    components = rule_components(nlp)
    books = [component.rules for component in components if isinstance(component.rules, RuleFile)]
    read_own(tuple(own)).check_ids({rule for book in books for rule in book.rules})
    for component in components:
        component.add_rules(own)
    return nlp


@lru_cache(maxsize=1)
def default_pipeline() -> Language:
    """Returns the shipped model, opened once in each process."""
    return load()


def extract(
    text: str,
    *,
    source: str | Path | None = None,
    url: str | None = None,
    title: str | None = None,
    language: str | None = None,
    nlp: Language | None = None,
) -> PageResult:
    """Extracts the records of one page.

    Args:
        text: the page's text, not its path and no HTML; for a file: `extract_page(read_page(path))`.
        source: a name for the page, such as its path; it stands in every record.
        url: its address, where known.
        title: its title, where known.
        language: ISO 639-1 of the text, where known; None has it detected.
        nlp: a pipeline from `load`; None takes the shipped model, opened once.

    Returns:
        The page's facts, its records in the order of the page, and what a person should look at.

    Raises:
        LanguageError: the text is in another language than the pipeline's.
        PageError: the text is longer than the pipeline's `max_length`, or holds half a character (a surrogate).
    """
    name = None if source is None else str(source)
    return extract_page(Page(text, name, url, title), language=language, nlp=nlp)


def extract_page(page: Page, *, language: str | None = None, nlp: Language | None = None) -> PageResult:
    """Extracts the records of one page as `read_page` gives it; see `extract`."""
    nlp = nlp or default_pipeline()
    language = language or page_language(page, nlp)
    return make_result(annotated(page, nlp, language=language), page, language)


def page_language(page: Page, nlp: Language) -> str:
    """Returns the language of a page, ISO 639-1: the one detected, else the pipeline's."""
    return detect_language(page.text, page.language) or str(nlp.lang)


def annotated(page: Page, nlp: Language, *, language: str, trace: Trace | None = None) -> Doc:
    """Returns the Doc of a page's reading copy after all components, without spans where all components are ours.

    What stands in `doc._` has the offsets of the page's own text.

    Args:
        page: the page.
        nlp: the pipeline.
        language: ISO 639-1 of the page.
        trace: where components write down what they decide against.

    Raises:
        LanguageError: the page is in another language than the pipeline's.
        PageError: the text is longer than the pipeline's `max_length`, or holds half a character (a surrogate).
        UsageError: no component of the pipeline is ours.
    """
    from wphf_extract.components.base import rule_components

    name = page.name
    if not rule_components(nlp):
        raise UsageError("the pipeline has no component of wphf_extract: make it with load(), or add them by add_pipe")
    _refuse_longer(page.text, name, nlp)
    try:
        page.text.encode()
    except UnicodeEncodeError as error:
        raise PageError(
            f"{name}: holds half a character at {error.start}: decode its bytes anew, or replace it by U+FFFD"
        ) from error
    reads = str(nlp.lang)
    if reads not in (language, _ANY_LANGUAGE):
        raise LanguageError(_not_read(name, language, reads))
    ours = _our_components(nlp)
    copy = ReadingCopy(page.text)
    if ours is None:
        _refuse_longer(copy.text, name, nlp)  # spaCy would: a ligature is two letters or three there
    doc = nlp.make_doc(copy.text) if ours is None else make_doc(nlp, copy.text)
    doc._.wphf_text = copy.text
    doc._.wphf_source = {"path": page.path, "url": page.url, "title": page.title}
    doc._.wphf_trace = trace
    if ours is None:
        for _, component in nlp.pipeline:
            doc = component(doc)
    else:
        for component in ours:  # without writing spans: records do not need them
            component.annotate(doc)
    copy.restore(doc, trace)
    return doc


def _refuse_longer(text: str, name: str, nlp: Language) -> None:
    if len(text) > nlp.max_length:
        raise PageError(
            f"{name}: {len(text):,} characters; this pipeline takes {nlp.max_length:,}: "
            "split the page, or raise nlp.max_length"
        )


def _our_components(nlp: Language) -> list[RuleComponent] | None:
    """The components of a pipeline; None if not all are ours, so that they might look for the pipeline's vocabulary
    or for spans."""
    from wphf_extract.components.base import rule_components

    ours = rule_components(nlp)
    return ours if len(ours) == len(nlp.pipeline) else None


def extract_pages(
    pages: Iterable[Path | str | Page],
    *,
    language: str | None = None,
    nlp: Language | None = None,
    on_error: ErrorHandler | None = None,
) -> Iterator[PageResult]:
    """Extracts many pages, one after the other, in a memory that does not grow with their number.

    Args:
        pages: `Page`s, paths, or texts. A string that holds a line break is a text, any other is a path.
        language: ISO 639-1 of all of them, where known; None has it detected, page by page.
        nlp: a pipeline from `load`; None takes the shipped model.
        on_error: is told of each page that fails (its name, the error), which then is left out;
            None lets the first error out.

    Yields:
        A result a page, in the order of the pages.

    Raises:
        WphfExtractError: a page failed, and `on_error` is None.
        TypeError: `pages` is one text or path, not several, or holds something else.
    """
    if isinstance(pages, str | Path):
        raise TypeError("extract_pages takes several pages: give a list; for one text there is extract")
    nlp = nlp or default_pipeline()
    for name, page in _as_pages(pages):
        try:
            if not isinstance(page, Page):
                raise page
            with memory_zone(nlp):
                result = extract_page(page, language=language, nlp=nlp)
        except WphfExtractError as error:
            if on_error is None:
                raise
            on_error(name, error)
        else:
            yield result


def _as_pages(items: Iterable[Path | str | Page]) -> Iterator[tuple[str, Page | WphfExtractError]]:
    """The pages that items are or name, and the errors of those that cannot be read, each with a name."""
    for number, item in enumerate(items):
        if isinstance(item, Page):
            yield item.path or item.url or f"page {number}", item
        elif isinstance(item, str) and "\n" in item:
            yield f"text {number}", Page(item, f"text {number}")
        elif not isinstance(item, str | Path):
            raise TypeError(f"page {number} is of type {type(item).__name__}: give a Page, a path, or a text")
        else:
            try:
                for page in read_pages(item):
                    yield (page.path if isinstance(page, Page) else page.page) or str(item), page
            except WphfExtractError as error:
                yield str(item), error


def _not_read(name: str, language: str, wanted: str) -> str:
    found = "in a language that is not known" if language == UNKNOWN else f"in {language_name(language)}"
    asked = language_name(wanted)
    return f"{name}: {found}, which this model does not read; it reads {asked}: give it the page in {asked}"
