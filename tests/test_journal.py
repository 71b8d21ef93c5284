"""The journal of a run: what counts as done, whatever happened to the file."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wphf_extract.journal
from wphf_extract.errors import StoreError
from wphf_extract.journal import Journal, fingerprint
from wphf_extract.resources import model_path

ONE, TWO = "1" * 64, "2" * 64
RUN = "feedfacefeedface"


def filled(path: Path, keys: str = "abc") -> None:
    """Writes a journal of a page a letter."""
    with Journal(path) as journal:
        for key in keys:
            journal.add(key, ONE, RUN, json.dumps([{"page": key}]))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl.resume"


def test_what_is_written_is_found(path: Path) -> None:
    filled(path)
    with Journal(path, resume=True) as journal:
        assert len(journal) == 3
        entry = journal.find("b", ONE, RUN)
        assert entry is not None and journal.read(entry) == [{"page": "b"}]
        assert journal.reused == 1


@pytest.mark.parametrize(("key", "sha256", "run"), [("d", ONE, RUN), ("a", TWO, RUN), ("a", ONE, "0" * 16)])
def test_another_page_text_or_model_is_not_found(path: Path, key: str, sha256: str, run: str) -> None:
    filled(path)
    with Journal(path, resume=True) as journal:
        assert journal.find(key, sha256, run) is None
        assert journal.reused == 0


def test_without_resume_it_begins_anew(path: Path) -> None:
    filled(path)
    with Journal(path) as journal:
        assert journal.find("a", ONE, RUN) is None
        journal.add("z", ONE, RUN, "[]")
    assert len(path.read_text().splitlines()) == 1


@given(cut=st.integers(min_value=0), junk=st.binary(max_size=40))
def test_a_torn_end_costs_the_torn_lines_only(tmp_path_factory: pytest.TempPathFactory, cut: int, junk: bytes) -> None:
    path = tmp_path_factory.mktemp("torn") / "journal"
    filled(path)
    whole = path.read_bytes()
    kept = whole[: 8 + cut % (len(whole) - 7)]  # what is shorter could be any file
    path.write_bytes(kept + junk)
    with Journal(path, resume=True) as journal:
        found = [key for key in "abc" if journal.find(key, ONE, RUN)]
        assert found == list("abc")[: kept.count(b"\n")] or kept + junk.split(b"\n")[0] + b"\n" in whole
        journal.add("d", ONE, RUN, '[{"page": "d"}]')
    with Journal(path, resume=True) as journal:
        entry = journal.find("d", ONE, RUN)
        assert entry is not None and journal.read(entry) == [{"page": "d"}]


@given(at=st.integers(min_value=0), value=st.integers(0, 255))
def test_a_changed_byte_never_becomes_a_result(tmp_path_factory: pytest.TempPathFactory, at: int, value: int) -> None:
    path = tmp_path_factory.mktemp("flip") / "journal"
    filled(path)
    data = bytearray(path.read_bytes())
    data[at % len(data)] = value
    path.write_bytes(data)
    with Journal(path, resume=True) as journal:
        for key in "abc":
            entry = journal.find(key, ONE, RUN)
            assert entry is None or journal.read(entry) == [{"page": key}]


def test_later_entries_replace_earlier_ones_and_the_rest_is_dropped(path: Path) -> None:
    filled(path)
    with Journal(path, resume=True) as journal:
        assert journal.find("a", TWO, RUN) is None
        journal.add("a", TWO, RUN, '[{"page": "new"}]')
        assert journal.find("c", ONE, RUN)
        assert journal.vanished() == ["b"]
    with Journal(path, resume=True) as journal:
        entry = journal.find("a", TWO, RUN)
        assert entry is not None and journal.read(entry) == [{"page": "new"}]
        assert journal.find("c", ONE, RUN) and not journal.find("b", ONE, RUN)
    assert len(path.read_bytes().splitlines()) == 2


def test_a_page_that_cannot_be_read_has_not_vanished(path: Path) -> None:
    filled(path)
    with Journal(path, resume=True) as journal:
        assert journal.find("a", None, RUN) is None and journal.find("b", ONE, RUN)
        assert journal.vanished() == ["c"]


def test_a_stopped_run_forgets_nothing(path: Path) -> None:
    filled(path)
    with pytest.raises(KeyboardInterrupt), Journal(path, resume=True) as journal:
        assert journal.find("a", ONE, RUN)
        raise KeyboardInterrupt
    with Journal(path, resume=True) as journal:
        assert len(journal) == 3


def test_a_run_that_did_nothing_leaves_no_file(path: Path) -> None:
    with Journal(path):
        pass
    assert not path.exists()


def test_two_runs_at_once_are_refused(path: Path) -> None:
    pytest.importorskip("fcntl", reason="files are locked on POSIX systems only")
    with Journal(path), pytest.raises(StoreError, match="another run"), Journal(path, resume=True):
        pass


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere"), Journal(tmp_path / "nowhere" / "x.resume"):
        pass


def test_a_full_disk_is_told(path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full on this system")
    with Journal(path) as journal:
        journal._file.close()
        journal._file = full.open("ab", buffering=0)
        with pytest.raises(StoreError, match="No space left"):
            journal.add("a", ONE, RUN, "[]")


def test_names_that_are_no_unicode(path: Path) -> None:
    name = b"p\xe9rou.txt".decode("utf-8", "surrogateescape")
    with Journal(path) as journal:
        journal.add(name, ONE, RUN, json.dumps([{"path": name}]))
    with Journal(path, resume=True) as journal:
        entry = journal.find(name, ONE, RUN)
        assert entry is not None and journal.read(entry) == [{"path": name}]


def test_fingerprint_follows_the_model_and_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = tmp_path / "model"
    model.mkdir()
    (model / "config.cfg").write_text("[nlp]\n")
    before = fingerprint(str(model))
    assert before != fingerprint()
    assert fingerprint() != fingerprint(language="en") != fingerprint(language="fr")
    fingerprint.cache_clear()
    assert fingerprint(str(model)) == before
    (model / "rules.toml").write_text("")
    fingerprint.cache_clear()
    edited = fingerprint(str(model))
    monkeypatch.setattr(wphf_extract.journal, "__version__", "99.0")
    fingerprint.cache_clear()
    assert len({before, edited, fingerprint(str(model))}) == 3
    assert model_path.cache_info().currsize  # folders are looked up once
    fingerprint.cache_clear()


@pytest.mark.parametrize("resume", [False, True])
def test_what_is_no_journal_is_left_alone(tmp_path: Path, resume: bool) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Our Partners\n", "utf-8")
    with pytest.raises(StoreError, match=r"page\.txt: is no journal"), Journal(page, resume=resume):
        pass
    assert page.read_text("utf-8") == "Our Partners\n"
    for path in (tmp_path, Path(os.devnull)):
        with pytest.raises(StoreError, match="a device; name a file"), Journal(path, resume=resume):
            pass
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)
