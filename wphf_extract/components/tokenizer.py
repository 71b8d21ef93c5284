"""`wphf_extract.Tokenizer.v1`: spaCy's tokenizer with the language's affixes, more places to split at, and no
special cases.

Special cases (*can't*, *:-)*) are no loss to phrases, which pass over apostrophes; and spaCy stops remembering how
to split the words of a text from its first special case on, so that going without makes texts twice as fast to split,
and spares building 1,300 of them at start-up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

__all__ = ["make_tokenizer"]

_CACHE = 50_000  # pieces of text whose split is remembered
_REACH = 64  # characters at the end of a word in which a suffix stands; those of all languages of spaCy's are shorter


class SuffixSearch:
    """Finds suffixes at the end of a word without a look at all of it.

    spaCy takes one suffix after the other off a word and searches all that is left each time: a word of 20,000 brackets
    takes it a minute. (A tokenizer that was read from disk searches as spaCy does: `extract` makes its own.)

    Attributes:
        pattern: as spaCy asks for it, when a tokenizer is written.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern.pattern
        self._compiled = pattern

    def search(self, word: str) -> re.Match[str] | None:
        """The suffix that ends a word."""
        return self._compiled.search(word, max(len(word) - _REACH, 0))


@registry.tokenizers("wphf_extract.Tokenizer.v1")  # type: ignore[untyped-decorator]
def make_tokenizer(infixes: Sequence[str]) -> Callable[[Language], Tokenizer]:
    """Makes the factory of a tokenizer for a pipeline's config.

    Args:
        infixes: regular expressions of further places to split inside words.
    """

    def make(nlp: Language) -> Tokenizer:
        defaults = nlp.Defaults
        return Tokenizer(
            nlp.vocab,
            prefix_search=compile_prefix_regex(defaults.prefixes or ()).search,
            suffix_search=SuffixSearch(compile_suffix_regex(defaults.suffixes or ())).search,
            infix_finditer=compile_infix_regex([*(defaults.infixes or ()), *infixes]).finditer,
            url_match=defaults.url_match,
            max_cache_size=_CACHE,
        )

    return make
