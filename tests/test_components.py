"""The five components: alone in a blank pipeline, saved and read again, moved between processes."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from support import COMPONENTS, PAGE, alone

from wphf_extract.errors import ModelError

each_component = pytest.mark.parametrize("name", COMPONENTS)

#: For each component a text that it finds something in without the others.
ALONE = {
    "wphf_projects": PAGE,
    "wphf_organizations": "Réseau Amani (RA), together with Kaba Network, on a project to train widows.",
    "wphf_locations": "They train widows in Bamako, Mali.",
    "wphf_targets": "They train over 40 widows.",
    "wphf_activities": "They train widows and advocate for their rights.",
}
#: What the first value says there.
FIRST = {
    "wphf_projects": ("project", "Association Lumière du Sahel (ALS) on a project"),
    "wphf_organizations": ("lead", "Réseau Amani"),
    "wphf_locations": ("place", "Bamako"),
    "wphf_targets": ("people", "over 40 widows"),
    "wphf_activities": ("training", "train"),
}


def said(doc: Doc, name: str) -> tuple[Any, list[tuple[int, int, str, str]]]:
    """All that a component said of a document."""
    spans = [(span.start_char, span.end_char, span.label_, span.id_) for span in doc.spans[name]]
    return doc._.get(name), spans


# -- all components ------------------------------------------------------------------------------------


@each_component
def test_works_alone(blank: dict[str, Language], name: str) -> None:
    doc = blank[name](ALONE[name])
    label, words = FIRST[name]
    first = doc.spans[name][0]
    assert first.text.startswith(words)
    assert first.label_ == label
    assert first.id_
    assert doc._.get(name)
    assert doc.text == ALONE[name]


@each_component
def test_leaves_entities_and_other_groups_alone(name: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "WORD", "pattern": "widows"}])  # type: ignore[attr-defined]
    nlp.add_pipe(name)
    doc = nlp(ALONE[name])
    assert [entity.text for entity in doc.ents] == ["widows"] * ALONE[name].count("widows")
    assert doc.ents
    assert set(doc.spans) == {name}


@each_component
@pytest.mark.parametrize("text", ["", " ", "\n\n", "•", "Widows."], ids=ascii)
def test_little_text(blank: dict[str, Language], name: str, text: str) -> None:
    doc = blank[name](text)
    assert len(doc.spans[name]) == 0
    assert not any(doc._.get(name))


@each_component
def test_annotated_documents_can_be_stored(blank: dict[str, Language], name: str) -> None:
    doc = blank[name](ALONE[name])
    again = Doc(blank[name].vocab).from_bytes(doc.to_bytes())
    assert said(again, name) == said(doc, name)


@each_component
def test_declares_what_it_assigns(name: str) -> None:
    meta = Language.get_factory_meta(name)
    assert {"doc.spans", f"doc._.{name}"} <= set(meta.assigns)
    assert meta.default_config == {"rules": None}


# -- state ---------------------------------------------------------------------------------------------


def _through_disk(nlp: Language, name: str, folder: Path) -> Language:
    nlp.get_pipe(name).to_disk(folder)  # type: ignore[attr-defined]
    return alone(name, rules=str(folder))


def _from_disk(nlp: Language, name: str, folder: Path) -> Language:
    nlp.get_pipe(name).to_disk(folder)  # type: ignore[attr-defined]
    made = alone(name, rules=str(folder / "nowhere"))
    made.get_pipe(name).from_disk(folder)  # type: ignore[attr-defined]
    return made


def _through_bytes(nlp: Language, name: str, folder: Path) -> Language:
    made = alone(name, rules=str(folder / "nowhere"))
    made.get_pipe(name).from_bytes(nlp.get_pipe(name).to_bytes())  # type: ignore[attr-defined]
    return made


def _pickled_component(nlp: Language, name: str, folder: Path) -> Language:
    made = spacy.blank("en")
    component = pickle.loads(pickle.dumps(nlp.get_pipe(name)))
    made._components.append((name, component))  # type: ignore[attr-defined]
    return made


def _pickled_pipeline(nlp: Language, name: str, folder: Path) -> Language:
    made: Language = pickle.loads(pickle.dumps(nlp))
    return made


def _saved_pipeline(nlp: Language, name: str, folder: Path) -> Language:
    nlp.to_disk(folder)
    return spacy.load(folder)


def _pipeline_of_bytes(nlp: Language, name: str, folder: Path) -> Language:
    return alone(name).from_bytes(nlp.to_bytes())


@each_component
@pytest.mark.parametrize(
    "way",
    [
        _through_disk,
        _from_disk,
        _through_bytes,
        _pickled_component,
        _pickled_pipeline,
        _saved_pipeline,
        _pipeline_of_bytes,
    ],
    ids=lambda way: way.__name__.strip("_"),
)
def test_survives(blank: dict[str, Language], name: str, way: Any, tmp_path: Path) -> None:
    made = way(blank[name], name, tmp_path)
    assert said(made(ALONE[name]), name) == said(blank[name](ALONE[name]), name)


@each_component
def test_saves_a_component_that_never_ran(name: str, tmp_path: Path) -> None:
    fresh = alone(name).get_pipe(name)
    fresh.to_disk(tmp_path)  # type: ignore[attr-defined]
    assert {file.name for file in tmp_path.iterdir()} == set(fresh.files)  # type: ignore[attr-defined]
    assert fresh.to_bytes() == alone(name, rules=str(tmp_path)).get_pipe(name).to_bytes()  # type: ignore[attr-defined]


@each_component
def test_missing_rules_are_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"\.toml"):
        alone(name, rules=str(tmp_path))(ALONE[name])


def test_the_model_survives_too(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    for made in (spacy.load(tmp_path), pickle.loads(pickle.dumps(nlp))):
        one, other = made(PAGE), nlp(PAGE)
        assert [said(one, name) for name in COMPONENTS] == [said(other, name) for name in COMPONENTS]


# -- processes -----------------------------------------------------------------------------------------


def _in_another_process(pipelines: dict[str, Language]) -> dict[str, Any]:
    return {name: said(nlp(ALONE[name]), name) for name, nlp in pipelines.items()}


def test_spawned_process(blank: dict[str, Language]) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found = pool.apply(_in_another_process, (blank,))
    assert found == _in_another_process(blank)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")  # spaCy forks where pytest has threads
def test_two_processes_find_what_one_does(nlp: Language) -> None:
    texts = [PAGE, PAGE.replace("Gao", "Kayes"), *ALONE.values()]

    def values(docs: Iterator[Doc]) -> list[Any]:
        return [[said(doc, name) for name in COMPONENTS] for doc in docs]

    assert values(nlp.pipe(texts, n_process=2, batch_size=2)) == values(nlp.pipe(texts))
