"""The commands about gold: `evaluate` and `corpus check`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support import CORPUS, Run

pytestmark = pytest.mark.usefixtures("one_model")


def test_evaluate(run: Run, tmp_path: Path) -> None:
    gold = CORPUS / "train" / "niger.toml"
    code, out, _ = run("evaluate", "--gold", gold)
    assert code == 0
    lines = out.splitlines()
    assert any(line.startswith("mean of the five") for line in lines)
    assert lines[-1].split()[0] == "linking"
    head = next(n for n, line in enumerate(lines) if line.startswith("field"))
    assert lines[head + 1].split()[0] == "projects"
    assert all(" MISSED " in line or " EXTRA " in line for line in lines[:head])
    assert run("evaluate", "--gold", gold, "--no-errors")[1].splitlines() == lines[head:]


def test_evaluate_tells_layouts_apart(run: Run) -> None:
    out = run("evaluate", "--gold", CORPUS / "dev", "--no-errors")[1]
    by_layout = out.split("F1 by layout family\n")[1].splitlines()
    assert by_layout[0].split()[:2] == ["layout", "records"]
    assert {"dash-bullets", "prose", "news"} <= {line.split()[0] for line in by_layout}


def test_evaluate_reads_pages_and_records(run: Run, tmp_path: Path) -> None:
    gold, page, records = CORPUS / "train" / "niger.toml", CORPUS / "train" / "niger.txt", tmp_path / "niger.jsonl"
    assert run("extract", page, "-o", records)[0] == 0
    expected = run("evaluate", "--gold", gold)[1]
    assert run("evaluate", "--gold", gold, page)[1] == expected
    assert run("evaluate", "--gold", gold, records)[1] == expected
    records.write_text("", encoding="utf-8")
    assert "MISSED" in run("evaluate", "--gold", gold, records)[1]


def test_evaluate_names_the_line_that_is_no_record(run: Run, tmp_path: Path) -> None:
    gold, records = CORPUS / "train" / "niger.toml", tmp_path / "niger.jsonl"
    for line in ('{"a": 1}', "{"):
        records.write_text(f"\n{line}\n", encoding="utf-8")
        code, out, err = run("evaluate", "--gold", gold, records)
        assert (code, out) == (2, "") and err.startswith(f"wphf-extract: {records}:2: no project record")


@pytest.mark.parametrize("ending", ["sqlite", "parquet"])
def test_evaluate_reads_stores(run: Run, ending: str, tmp_path: Path) -> None:
    gold, page, store = CORPUS / "train" / "niger.toml", CORPUS / "train" / "niger.txt", tmp_path / f"niger.{ending}"
    assert run("extract", page, "-o", store)[0] == 0
    assert run("evaluate", "--gold", gold, store)[1] == run("evaluate", "--gold", gold)[1]


def test_corpus_check(run: Run, tmp_path: Path) -> None:
    for suffix in (".toml", ".txt"):
        shutil.copy(CORPUS / "train" / f"niger{suffix}", tmp_path)
    assert run("corpus", "check", tmp_path) == (0, "nothing to mend\n", "")
    gold = tmp_path / "niger.toml"
    gold.write_text('layuot = "x"\n' + gold.read_text(encoding="utf-8"), encoding="utf-8")
    code, out, _ = run("corpus", "check", tmp_path)
    assert code == 1
    assert "niger.toml" in out and "layuot" in out and "1 faults" in out


@pytest.mark.parametrize("words", [["evaluate", "--gold"], ["corpus", "check"]], ids=" ".join)
def test_missing_gold(run: Run, words: list[str], tmp_path: Path) -> None:
    code, _, err = run(*words, tmp_path / "none")
    assert code == 2
    assert str(tmp_path / "none") in err
