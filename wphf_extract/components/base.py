"""What all components share: rule files that travel with the pipeline, and spans written in one way.

A component's state is the text of its rule files, and of the user's own rules if there are any. `to_disk` writes
them as they are, comments and all; `to_bytes`, pickle and `spawn` carry the same texts, and what is compiled from them
is made again on first use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar, cast

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from wphf_extract.errors import ModelError, RuleError
from wphf_extract.resources import model_path
from wphf_extract.rules.ownfiles import RuleText, save_texts, saved_texts
from wphf_extract.rules.ownrules import OwnRules, read_own
from wphf_extract.rules.tomltext import TomlText

__all__ = ["RuleComponent", "SpanValues", "project_stretches", "rule_components", "text_of"]

for _name in ("text", "source", "page", "projects", "organizations", "locations", "targets", "activities", "trace"):
    if not Doc.has_extension(f"wphf_{_name}"):
        Doc.set_extension(f"wphf_{_name}", default=None)


#: First and end character, label and rule id of a span; one that begins or ends inside a token takes the whole token.
SpanValues = tuple[int, int, str, str]


class RuleComponent:
    """A pipeline component that reads its rules from files.

    Args:
        name: name in the pipeline.
        rules: folder with the rule files; None takes those of the shipped model.

    Raises:
        RuleError: a rule file breaks its format; the message names file and entry.
        ModelError: a rule file is missing.
    """

    #: name of the rule folder in a model and of the span group, and the files in the folder
    folder: ClassVar[str]
    files: ClassVar[tuple[str, ...]]

    def __init__(self, name: str, rules: str | None = None) -> None:
        self.name = name
        self._folder = rules
        self._where = self.folder  # of the rule files, for messages
        self._texts: dict[str, str] = {}
        self._own_texts: tuple[RuleText, ...] = ()
        self._compiled: Any = None

    def annotate(self, doc: Doc) -> Iterable[SpanValues]:
        """Writes what the component finds to `doc._`, all but the spans.

        Returns:
            The values of `doc.spans`, to be read once; whoever wants records only leaves them, for spans are dear.
        """
        raise NotImplementedError

    def __call__(self, doc: Doc) -> Doc:
        """Annotates one document."""
        spans = [
            cast(Span, doc.char_span(start, end, label=label, span_id=rule, alignment_mode="expand"))
            for start, end, label, rule in self.annotate(doc)
        ]
        doc.spans[self.folder] = SpanGroup(doc, name=self.folder, spans=spans)
        return doc

    def compile(self, texts: Mapping[str, str], where: str) -> Any:
        """Makes what the component needs of the texts of its rule files, and of `self.own`."""
        raise NotImplementedError

    @property
    def rules(self) -> Any:
        """The compiled rules."""
        if self._compiled is None:
            if not self._texts:
                self._read(Path(self._folder) if self._folder else model_path() / self.folder)
            self._compiled = self.compile(self._texts, self._where)
        return self._compiled

    @property
    def own(self) -> OwnRules:
        """The user's own rules."""
        return read_own(self._own_texts)

    def tomls(self) -> dict[str, TomlText]:
        """Returns the rule files by name without ending, read anew, without the user's own."""
        _ = self.rules
        return {
            file.removesuffix(".toml"): TomlText(text, f"{self._where}/{file}") for file, text in self._texts.items()
        }

    def add_rules(self, texts: Iterable[RuleText]) -> None:
        """Adds a user's own rules.

        Raises:
            RuleError: they break their format, or do not fit the component's rule files; nothing is added then.
        """
        before = self._own_texts
        _ = self.rules
        self._own_texts = (*before, *texts)
        try:
            if any(self.own.touches(file.removesuffix(".toml")) for file in self.files):
                self._compiled = self.compile(self._texts, self._where)
        except RuleError:
            self._own_texts = before
            raise

    def _read(self, folder: Path) -> None:
        texts = {}
        for file in self.files:
            try:
                texts[file] = (folder / file).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise ModelError(
                    f"{folder / file}: {error}. A model folder needs {', '.join(self.files)} there; "
                    "copy them from the shipped model or install wphf-extract again."
                ) from error
        self._texts, self._where = texts, str(folder)
        self._own_texts = saved_texts(folder)

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Writes the rule files into the folder `path`."""
        _ = self.rules
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in self._texts.items():
            (folder / file).write_text(text, encoding="utf-8")
        save_texts(self._own_texts, folder)

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> RuleComponent:
        """Reads the rule files from the folder `path`."""
        self._read(Path(path))
        self._compiled = self.compile(self._texts, self._where)
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Returns the rule files as bytes."""
        import srsly

        _ = self.rules
        data: bytes = srsly.msgpack_dumps({"texts": self._texts, "own": self._own_texts})
        return data

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> RuleComponent:
        """Reads what `to_bytes` wrote."""
        import srsly

        state = srsly.msgpack_loads(data)
        self._texts, self._where = dict(state["texts"]), self.folder
        self._own_texts = tuple([RuleText(*own) for own in state["own"]])
        self._compiled = self.compile(self._texts, self._where)
        return self

    def __getstate__(self) -> dict[str, Any]:
        _ = self.rules
        return {**self.__dict__, "_compiled": None}


def text_of(doc: Doc) -> str:
    """The document's text; spaCy joins it of its tokens at each call, so it is kept in `doc._.wphf_text`."""
    text: str | None = doc._.wphf_text
    if text is None:
        text = doc._.wphf_text = doc.text
    return text


def rule_components(nlp: Language) -> list[RuleComponent]:
    """Returns the components of a pipeline that are ours, in their order."""
    pipes: list[object] = [component for _, component in nlp.pipeline]
    return [component for component in pipes if isinstance(component, RuleComponent)]


def project_stretches(doc: Doc) -> list[tuple[int, int]]:
    """The characters `[start, end)` of each description; without `wphf_projects`, the whole text is one."""
    projects = doc._.wphf_projects
    if projects is None:
        return [(0, len(text_of(doc)))] if len(doc) else []
    return [(project["start"], project["end"]) for project in projects]
