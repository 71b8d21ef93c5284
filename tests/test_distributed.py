"""Ray: the same records as the local engine, failures as rows. A real Ray runs here, with two CPUs."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from documents import http, warc
from spacy.language import Language
from support import PAGE, REPO

import wphf_extract.bulk
from wphf_extract import Page, PageFailure, PageResult, ProjectRecord, extract_many
from wphf_extract.distributed import extract_dataset, output_schema, read_pages, results
from wphf_extract.errors import ModelError, UsageError
from wphf_extract.stores import read

ray_data = pytest.importorskip("ray.data", reason="needs the extra: pip install 'wphf-extract[ray]'")
pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own, many and not ours to mend

DEADLY = "ONG Fatale"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A Ray of two CPUs, whose workers die of a page that holds `DEADLY`, as of a fault in C."""
    import ray

    folder = tmp_path_factory.mktemp("site")
    (folder / "sitecustomize.py").write_text(
        "import os, signal\n"
        "try:\n"
        "    import wphf_extract.pipeline as p\n"
        "except ImportError:\n"
        "    pass\n"
        "else:\n"
        "    make = p.extract_page\n"
        "    def kill(page, **options):\n"
        f"        {DEADLY!r} in page.text and os.kill(os.getpid(), signal.SIGKILL)\n"
        "        return make(page, **options)\n"
        "    p.extract_page = kill\n"
    )
    path = os.pathsep.join((str(folder), str(REPO)))
    ray.init(
        num_cpus=2,
        include_dashboard=False,
        log_to_driver=False,
        configure_logging=False,
        runtime_env={"env_vars": {"PYTHONPATH": path}},
    )
    context = ray_data.DataContext.get_current()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    yield
    ray.shutdown()


def rows() -> list[dict[str, str | None]]:
    """Pages unlike each other, and rows that are none."""
    made: list[dict[str, str | None]] = [
        {"text": PAGE.replace("200 women", f"{200 + number} women"), "path": f"{number}.txt", "url": None}
        for number in range(10)
    ]
    made[3] = {"text": None, "path": "no-such-file.txt", "url": None}
    made[5] = {"text": None, "path": None, "url": "https://example.org/5"}
    made[6] = {"text": PAGE.replace("ONG Tiéssiri", DEADLY), "path": "deadly.txt", "url": None}
    made[8] = {"text": "Nothing to see.\n", "path": "empty.txt", "url": None}
    return made


def local(
    nlp: Language, monkeypatch: pytest.MonkeyPatch, pages: list[Page | str], **options: str
) -> list[ProjectRecord | PageFailure]:
    monkeypatch.setattr(wphf_extract.bulk, "load", lambda model, rules=(): nlp)
    found: list[ProjectRecord | PageFailure] = []
    for result in extract_many(pages, **options):
        found += result.records if isinstance(result, PageResult) else [result]
    return found


def as_pages(made: list[dict[str, str | None]]) -> list[Page | str]:
    return [Page(row["text"], row["path"], row["url"]) if row["text"] else str(row["path"]) for row in made]


@pytest.mark.usefixtures("cluster")
def test_records_are_those_of_the_local_engine_and_failures_are_rows(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    french = (REPO / "tests" / "cases" / "languages" / "fr.txt").read_text(encoding="utf-8")
    made = [*rows(), {"text": french + PAGE, "path": "mixed.txt", "url": None}]
    found = list(results(extract_dataset(ray_data.from_items(made), language="en", workers=2, batch_size=3)))
    whole = [row for number, row in enumerate(made) if number not in (5, 6)]
    expected = local(nlp, monkeypatch, as_pages(whole), language="en")
    unlike = {"https://example.org/5", "deadly.txt"}
    assert [r for r in found if not (isinstance(r, PageFailure) and r.source in unlike)] == expected
    paths = [r.source.path for r in expected if isinstance(r, ProjectRecord)]
    assert len(paths) - paths.count("mixed.txt") == 3 * 6
    assert "mixed.txt" in paths  # which is refused, unless the caller knows better
    failures = {r.source: r for r in found if isinstance(r, PageFailure)}
    assert set(failures) == {"no-such-file.txt", *unlike}
    assert "no text" in failures["https://example.org/5"].message
    assert failures["deadly.txt"].stage == "extract" and "died" in failures["deadly.txt"].message


@pytest.mark.usefixtures("cluster")
def test_from_files_into_files_with_all_cpus_at_work(
    tmp_path: Path, nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [row for row in rows() if row["text"] and row["path"] != "deadly.txt"]
    expected = local(nlp, monkeypatch, as_pages(made))
    lines = tmp_path / "pages.jsonl"
    lines.write_text("".join(json.dumps({**row, "more": 1}) + "\n" for row in made), encoding="utf-8")
    source = read_pages(str(lines))
    source.write_parquet(str(tmp_path / "pages"))
    for dataset in (source, read_pages(f"{tmp_path / 'pages'}/")):
        target = tmp_path / f"records{id(dataset)}.parquet"
        extract_dataset(dataset).write_parquet(str(target))
        written = ray_data.read_parquet(str(target))
        assert written.schema().names == output_schema().names
        assert list(results(written)) == expected
        assert list(read(str(target))) == expected


@pytest.mark.usefixtures("cluster")
def test_a_large_block_is_shared_among_the_workers() -> None:
    pages = ray_data.from_items([{"text": f"{PAGE}\nNo. {number}"} for number in range(20)], override_num_blocks=1)
    assert extract_dataset(pages, batch_size=2).materialize().num_blocks() > 1


@pytest.mark.usefixtures("cluster")
def test_workers_open_files_and_archives(tmp_path: Path, nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    files = []
    for number in range(3):
        files.append(str(tmp_path / f"{number}.txt"))
        Path(files[-1]).write_text(PAGE.replace("200 women", f"{200 + number} women"), encoding="utf-8")
    files += [str(tmp_path / "none.txt"), str(tmp_path / "crawl.warc.gz")]
    texts = [PAGE.replace("200 women", f"{300 + number} women") for number in range(3)]
    archive = [warc(http(text.encode(), "text/plain"), f"https://example.org/{n}") for n, text in enumerate(texts)]
    archive.insert(1, warc(b"", length=9))  # broken
    Path(files[-1]).write_bytes(b"".join(map(gzip.compress, archive)))
    expected = local(nlp, monkeypatch, [*files])
    assert [isinstance(r, PageFailure) for r in expected].count(True) == 2 and len(expected) == 2 + 3 * 6
    assert list(results(extract_dataset(read_pages(files), workers=1))) == expected


@pytest.mark.usefixtures("cluster")
def test_what_is_told_before_a_worker_starts() -> None:
    with pytest.raises(ModelError, match="xx_none"):
        extract_dataset(ray_data.from_items([{"text": PAGE}]), model="xx_none")
    with pytest.raises(UsageError, match="column `text`"):
        extract_dataset(ray_data.from_items([{"words": PAGE}]))
    for paths in ([], ["a.jsonl", "b.warc.gz"]):
        with pytest.raises(UsageError, match="one kind"):
            read_pages(paths)


def test_without_ray_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ray", "ray.data"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(UsageError, match=r"wphf-extract\[ray\]"):
        read_pages("pages.jsonl")


def test_the_example(tmp_path: Path) -> None:
    pages = tmp_path / "pages.jsonl"
    pages.write_text(json.dumps({"text": PAGE, "path": "mali.txt"}) + "\n", encoding="utf-8")
    words = [sys.executable, str(REPO / "examples" / "on_ray.py"), str(pages), "-o", str(tmp_path / "records")]
    environment = {**os.environ, "PYTHONPATH": str(REPO)}
    done = subprocess.run([*words, "--cpus", "2"], capture_output=True, text=True, timeout=240, env=environment)
    assert done.returncode == 0, done.stderr
    assert "3 records, 0 failures" in done.stdout
