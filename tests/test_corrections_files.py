"""Files of annotation tools: what is written, what is refused, and offsets in other units."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import srsly
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import DocBin
from support import PAGE, REPO

from wphf_extract import PageResult
from wphf_extract.cli import main
from wphf_extract.corrections import docbin as docbins
from wphf_extract.corrections import labels, read_markup, task_of, write_tasks
from wphf_extract.corrections.labels import FACTS, LINKS, SAYS, colour_of, fact_of, family_of, parse_fact
from wphf_extract.corrections.offsets import Utf16
from wphf_extract.errors import GoldError, StoreError

EXAMPLE = REPO / "examples" / "country_page.txt"


@pytest.fixture
def packed(page: PageResult, tmp_path: Path) -> Path:
    """A DocBin."""
    path = tmp_path / "tasks.spacy"
    write_tasks([task_of(page, PAGE)], str(path))
    return path


@given(st.text())
def test_offsets_in_utf16_units(text: str) -> None:
    offsets = Utf16(text)
    for at in range(len(text) + 1):
        units = len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
        assert offsets.units(at) == units
        assert offsets.code_points(units) == at


def test_no_offset_stands_inside_a_character() -> None:
    offsets = Utf16("a🌍b")
    assert [offsets.code_points(unit) for unit in range(6)] == [0, 1, None, 2, 3, None]


def test_the_labelling_config_has_every_label_and_control(page: PageResult, tmp_path: Path) -> None:
    written = write_tasks([task_of(page, PAGE)], str(tmp_path / "tasks.json"))
    assert [Path(file).name for file in written] == ["tasks.json", "tasks.labels.xml"]
    view = ElementTree.parse(written[1]).getroot()
    assert [label.get("value") for label in view.iter("Label")] == labels()
    assert [relation.get("value") for relation in view.iter("Relation")] == list(LINKS)
    shown = {control.get("name"): e for e in view.iter("View") for control in e if control.get("perRegion") == "true"}
    assert set(shown) == {name for names in FACTS.values() for name in names}
    for name, field in shown.items():
        apt = (field.get("whenLabelValue") or "").split(",")
        assert {family_of(label) for label in apt} == {family for family, names in FACTS.items() if name in names}


def test_predictions_answer_to_the_config(page: PageResult, tmp_path: Path) -> None:
    tasks, config = write_tasks([task_of(page, PAGE)], str(tmp_path / "tasks.json"))
    names = {e.get("name"): e.tag.lower() for e in ElementTree.parse(config).getroot().iter() if e.get("toName")}
    (task,) = json.loads(Path(tasks).read_text(encoding="utf-8"))
    (prediction,) = task["predictions"]
    assert {r["type"] for r in prediction["result"]} == {"labels", "choices", "number", "textarea", "relation"}
    for result in prediction["result"]:
        if result["type"] != "relation":
            assert names[result["from_name"]] == result["type"]
        if result["type"] == "labels":
            value = result["value"]
            assert value["text"] == task["data"]["text"][value["start"] : value["end"]].replace("\n", "\\n")


def test_doccano_gets_its_label_types(page: PageResult, tmp_path: Path) -> None:
    written = write_tasks([task_of(page, PAGE)], str(tmp_path / "tasks.jsonl"))
    types, relations = (json.loads(Path(file).read_text(encoding="utf-8")) for file in written[1:])
    assert [type_["text"] for type_ in types] == [*labels(), *SAYS]
    assert [type_["text"] for type_ in relations] == list(LINKS)
    (line,) = Path(written[0]).read_text(encoding="utf-8").splitlines()
    assert {entity["label"] for entity in json.loads(line)["entities"]} <= {type_["text"] for type_ in types}


def test_an_ending_that_is_no_tools_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"\.json \(Label Studio\)"):
        write_tasks([], str(tmp_path / "tasks.xml"))
    assert main(["corrections", "export", str(EXAMPLE), "-o", str(tmp_path / "tasks.xml")]) == 2
    assert "end it in one of" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[1]", "item 0"),
        (b"{", "line 1: neither a JSON list nor JSON Lines"),
        (b"[" * 100_000, "neither a JSON list"),
        (b"\xff\xfe", "no text in UTF-8"),
        (b'{"text": "x"}', "line 1: not a line of doccano"),
        (b'{"id": 7, "text": "x", "page": "p.txt", "label": [[0, 9, "lead"]]}', "line 1, id 7 (p.txt): 'lead' at 0–9"),
        (b'{"text": "x", "page": "p.txt", "label": [[0, 1]]}', "line 1: not a line of doccano"),
        (b'{"text": "x", "page": "p.txt", "label": [], "wphf": {"sha256": 1}}', "what was exported is damaged"),
        (b'{"text": "x", "page": "../../..", "label": []}', "is no name for a page"),
        (b'{"text": "x", "page": ".hidden.txt", "label": []}', "is no name for a page"),
        (b'[{"data": {}}]', "task 0: not a task of Label Studio"),
        (b'[{"id": 3, "data": {"text": "x", "page": "p.txt"}}]', "task 3 (p.txt): nobody has submitted"),
        (
            b'[{"data": {"text": "x", "page": "p.txt"}, "annotations": [{"result": []}, {"result": []}]}]',
            "several annotations",
        ),
        (
            b'[{"data": {"text": "x", "page": "p.txt"}, "annotations": [{"result": [{"id": "a", "type": "choices", '
            b'"from_name": "mine", "value": {"choices": ["x"]}}]}]}]',
            "the control 'mine'",
        ),
    ],
)
def test_a_file_that_cannot_be_read(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "tasks.jsonl").write_bytes(content)
    code = main(["corrections", "import", str(tmp_path / "tasks.jsonl"), "--corpus", str(tmp_path / "corpus")])
    told = capsys.readouterr().err
    assert code == 1 and str(tmp_path / "tasks.jsonl") in told and said in told, told
    assert list((tmp_path / "corpus").iterdir()) == []


def test_of_several_annotations_the_ground_truth_counts(tmp_path: Path) -> None:
    task = {
        "data": {"text": "x", "page": "p.txt"},
        "annotations": [{"result": []}, {"result": [], "ground_truth": True}],
    }
    (tmp_path / "tasks.json").write_text(json.dumps([task]), encoding="utf-8")
    (found,) = read_markup(str(tmp_path / "tasks.json"))
    assert not isinstance(found, GoldError) and found.task.name == "p.txt"


def test_gold_is_not_overwritten_unasked(packed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "corpus"
    command = ["corrections", "import", str(packed), "--corpus", str(folder)]
    assert main(command) == 2 and "no such folder" in capsys.readouterr().err
    folder.mkdir()
    assert main(command) == 0
    assert main(command) == 1 and "is there already; --replace" in capsys.readouterr().err
    assert main([*command, "--replace"]) == 0


def test_two_pages_of_one_name_are_told(page: PageResult, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus").mkdir()
    write_tasks([task_of(page, PAGE)] * 2, str(tmp_path / "tasks.jsonl"))
    assert main(["corrections", "import", str(tmp_path / "tasks.jsonl"), "--corpus", str(tmp_path / "corpus")]) == 1
    said = capsys.readouterr().err
    assert "line 2 (mali.txt): an earlier task" in said and "1 pages written" in said


def test_a_page_that_fails_costs_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    code = main(
        ["corrections", "export", str(EXAMPLE), str(tmp_path / "bad.txt"), "-o", str(tmp_path / "t.jsonl"), "-q"]
    )
    said = capsys.readouterr().err
    assert code == 1 and "bad.txt: not UTF-8" in said and "1 pages, 1 errors" in said
    assert len((tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize("file", ["label_studio.json", "doccano.jsonl"])
def test_what_the_tools_themselves_exported(file: str, tmp_path: Path) -> None:
    """Label Studio 1.23.2 (submitted in its editor) and doccano 1.8.4: a page with emoji and CR LF, as it came."""
    (tmp_path / "corpus").mkdir()
    cases = REPO / "tests" / "cases"
    assert main(["corrections", "import", str(cases / file), "--corpus", str(tmp_path / "corpus")]) == 0
    gold = (tmp_path / "corpus" / "odd page.toml").read_text(encoding="utf-8")
    assert gold == (cases / "corrections.toml").read_text(encoding="utf-8")
    text = (tmp_path / "corpus" / "odd page.txt").read_bytes().decode()
    assert text.startswith("WPHF 🌍🌍 in Benin\r\n")


# A DocBin from who knows where: it must be read or refused, never crash, never run anything.


def hostile(packed: Path, change: Any) -> list[Any]:
    """Reads a DocBin whose message was tampered with."""
    message = srsly.msgpack_loads(zlib.decompress(packed.read_bytes()))
    change(message)
    packed.write_bytes(zlib.compress(srsly.msgpack_dumps(message)))
    return list(read_markup(str(packed)))


def spans_at(message: dict[str, Any], tokens: tuple[int, int], characters: tuple[int, int]) -> None:
    """Lets every span stand at these tokens and characters."""
    groups = srsly.msgpack_loads(message["span_groups"][0])
    (content,) = groups
    group = srsly.msgpack_loads(content)
    group["spans"] = [
        struct.pack(">QQQllll", *struct.unpack(">QQQllll", s)[:3], *tokens, *characters) for s in group["spans"]
    ]
    message["span_groups"] = [srsly.msgpack_dumps({srsly.msgpack_dumps(group): [docbins.GROUP]})]


@pytest.mark.parametrize(
    ("tokens", "characters", "said"),
    [
        ((-5, 3), (0, 3), "its tokens or spans cannot be read"),
        ((10**6, 10**6 + 3), (0, 3), "its tokens or spans cannot be read"),
        ((2**31 - 2, 2**31 - 1), (0, 3), "its tokens or spans cannot be read"),
        ((0, 1), (-5, 3), "stands on no words"),
        ((0, 1), (10**6, 10**6 + 3), "stands on no words"),
        ((0, 1), (9, 3), "stands on no words"),
    ],
)
def test_spans_beyond_the_text_are_faults(
    packed: Path,
    tokens: tuple[int, int],
    characters: tuple[int, int],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    hostile(packed, lambda message: spans_at(message, tokens, characters))
    (tmp_path / "corpus").mkdir()
    assert main(["corrections", "import", str(packed), "--corpus", str(tmp_path / "corpus")]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.update(strings=[]),
        lambda m: m.update(tokens=b""),
        lambda m: m.update(attrs=[]),
        lambda m: m.update(span_groups=[b"junk"]),
        lambda m: m.update(span_groups=[]),
        lambda m: m.update(spaces=b""),
        lambda m: m.clear(),
    ],
)
def test_a_docbin_that_contradicts_itself_is_refused(packed: Path, change: Any) -> None:
    try:
        found = hostile(packed, change)
    except GoldError as error:
        found = [error]
    assert all(isinstance(item, GoldError) and str(packed) in str(item) for item in found)


def test_a_docbin_cannot_bring_objects(packed: Path) -> None:
    """User data is msgpack, not pickle; and it is not read at all."""
    payload = b"cos\nsystem\n(S'touch pwned'\ntR."
    (found,) = hostile(packed, lambda message: message.update(user_data=[payload]))
    assert not isinstance(found, GoldError)
    assert not Path("pwned").exists()


def test_a_docbin_that_grows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docbins, "MAX_BYTES", 1000)
    bomb = tmp_path / "bomb.spacy"
    bomb.write_bytes(zlib.compress(b"\0" * 10**6))
    with pytest.raises(GoldError, match="more than 1,000 bytes unpacked"):
        list(read_markup(str(bomb)))


def test_a_docbin_keeps_texts_and_no_user_data(packed: Path) -> None:
    from spacy.vocab import Vocab

    (doc,) = DocBin().from_disk(packed).get_docs(Vocab())
    assert doc.text == PAGE and doc.user_data == {}
    assert "Réseau Amani" in {span.text for span in doc.spans[docbins.GROUP] if span.label_ == "lead"}


@pytest.mark.parametrize(
    ("name", "words", "value"),
    [
        ("at", "16.27, -0.04", [16.27, -0.04]),
        ("attributes", "widow, rural,", ["widow", "rural"]),
        ("optional", "no", False),
        ("km", "120", 120.0),
        ("kind", " region ", "region"),
        ("qualifier", "at_most", "at_most"),
    ],
)
def test_facts_as_people_write_them(name: str, words: str, value: Any) -> None:
    assert parse_fact(name, words) == value


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("qualifier:over", "use one of exact"),
        ("at:16", "latitude, longitude"),
        ("value:many", "value 'many'"),
        ("optional:perhaps", "yes or no"),
        ("activity:", "unknown label"),
        ("dancing", "unknown label"),
    ],
)
def test_labels_that_say_nonsense(label: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        fact_of(label)


@pytest.mark.parametrize("label", [*labels(), "near"])
def test_white_letters_can_be_read_on_every_colour(label: str) -> None:
    """Contrast of at least 4.5, which WCAG 2 asks of text (AA)."""
    red, green, blue = (int(colour_of(label)[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 4.5
