"""Web archives: which records are pages, what a broken one costs, and that none fills the memory."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import brotli
import pytest
from documents import http, warc
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from support import PAGE

import wphf_extract
from wphf_extract import Page, PageError, PageFailure, PageResult
from wphf_extract.pages import read_page, read_pages
from wphf_extract.pages.compressed import MAX_BYTES

INFO = warc(b"software: test\r\n", kind="warcinfo")


def html(number: int) -> bytes:
    return f"<!doctype html><body><ul><li>Réseau Amani {number}</li></ul>".encode()


RECORDS = [warc(http(html(n)), f"https://example.org/{n}") for n in range(4)]
PLACES = [len(INFO) + sum(map(len, RECORDS[:n])) for n in range(4)]


def read(folder: Path, data: bytes, name: str = "a.warc") -> list[Page | PageError]:
    """What an archive gives."""
    (folder / name).write_bytes(data)
    return list(read_pages(folder / name))


def told(results: list[Page | PageError]) -> list[str]:
    """Numbers of pages that were read, and what was said of the others."""
    return [r.text.split()[-1] if isinstance(r, Page) else str(r).split(": ", 1)[1] for r in results]


def packed(records: list[bytes]) -> bytes:
    """One gzip member a record, as the standard asks."""
    return b"".join(map(gzip.compress, records))


def test_pages_and_where_they_come_from(tmp_path: Path) -> None:
    pages = read(tmp_path, INFO + b"".join(RECORDS))
    assert told(pages) == ["0", "1", "2", "3"]
    for number, page in enumerate(pages):
        assert isinstance(page, Page)
        assert page.url == f"https://example.org/{number}"
        assert page.path == f"{tmp_path / 'a.warc'}#{PLACES[number]}"
        assert page.element_path(2) == "html > body > ul > li"


@pytest.mark.parametrize(
    "data",
    [
        packed([INFO, *RECORDS]),
        gzip.compress(INFO + b"".join(RECORDS)),
        gzip.compress(b"".join([INFO, *RECORDS[:2]])) + gzip.compress(b"".join(RECORDS[2:])),
        packed([INFO, *RECORDS]) + b"\0" * 1024,
        packed([INFO, *(record.rstrip() for record in RECORDS)]),
    ],
    ids=["members", "one member", "two members", "padding", "no end of record"],
)
def test_packed(tmp_path: Path, data: bytes) -> None:
    pages = read(tmp_path, data, "a.warc.gz")
    assert told(pages) == ["0", "1", "2", "3"]
    assert len({page.path for page in pages if isinstance(page, Page)}) == 4


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (warc(http(html(0), "text/html")), "- Réseau Amani 0\n"),
        (warc(http(html(0), "application/xhtml+xml; charset=UTF-8")), "- Réseau Amani 0\n"),
        (warc(http("Réseau".encode("latin-1"), "text/plain; charset=ISO-8859-1")), "Réseau"),
        (warc(http(html(0), "text/plain")), "- Réseau Amani 0\n"),
        (warc(html(0), kind="resource", Content_Type="text/html"), "- Réseau Amani 0\n"),
        (warc(http(gzip.compress(html(0)), Content_Encoding="gzip")), "- Réseau Amani 0\n"),
        (warc(http(zlib.compress(html(0)), Content_Encoding="deflate")), "- Réseau Amani 0\n"),
        (warc(http(brotli.compress(html(0)), Content_Encoding="br")), "- Réseau Amani 0\n"),
        (warc(http(html(0), Content_Encoding="gzip")), "- Réseau Amani 0\n"),
        (warc(http(html(0), Content_Encoding="br")), "- Réseau Amani 0\n"),
        (
            warc(http(b"%x\r\n%b\r\n0\r\n\r\n" % (len(html(0)), html(0)), Transfer_Encoding="chunked")),
            "- Réseau Amani 0\n",
        ),
        (warc(http(b"\x89PNG", "image/png")), None),
        (warc(http(b"{}", "application/json")), None),
        (warc(http(html(0), status="404 Not Found")), None),
        (warc(http(html(0), status="301 Moved", Location="https://example.org")), None),
        (warc(http(html(0)), kind="revisit"), None),
        (warc(b"GET / HTTP/1.1\r\n\r\n", kind="request"), None),
        (warc(b"20261101 1.2.3.4", "dns:example.org", Content_Type="text/dns"), None),
        (warc(b""), None),
    ],
)
def test_which_records_are_pages(tmp_path: Path, record: bytes, text: str | None) -> None:
    pages = read(tmp_path, INFO + record + RECORDS[1])
    assert [page.text for page in pages if isinstance(page, Page)] == [*([text] if text else []), "- Réseau Amani 1\n"]
    assert len(pages) == 1 + (text is not None)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (warc(http(html(1)), length=30), "a broken record (its length"),
        (warc(http(html(1)), length=len(http(html(1))) + 100), "a broken record ("),
        (warc(http(html(1)), length=10**9), "a broken record (cut short"),
        (warc(http(html(1)), length="x"), "a broken record"),
        (warc(http(html(1)), length=-1), "a broken record"),
        (warc(http(html(1))).replace(b"Content-Length", b"Content-Langth"), "a broken record"),
        (b"WARC/7.7 nonsense\r\n\r\n", "a broken record"),
        (b"nonsense\r\n" * 5, "a broken record (no record begins"),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 200_000 + b"\r\n", "a broken record (a head of more"),
        (b"WARC/1.0\r\n" + b"a" * 2_000_000 + b"\r\n\r\n", "a broken record (a head of more"),
        (warc(b"HTTP/7.7 what\r\n\r\n"), "a broken record"),
        (warc(http(b"<html><body>")), "holds no text"),
        (warc(http(b"\0\1\2\3")), "holds NUL"),
        (warc(http(gzip.compress(html(1))[:-9], Content_Encoding="gzip")), "the gzip is cut short"),
        (warc(http(b"\xff", Content_Encoding="br")), "broken brotli"),
        (warc(http(html(1), Content_Encoding="zstd")), "sent packed in a way"),
        (warc(http(b"<html>" + b"x" * MAX_BYTES)), "more than 20,000,000"),
        (warc(http(gzip.compress(b"x" * 3 * MAX_BYTES), Content_Encoding="gzip")), "unpacks to more than"),
        (warc(http(brotli.compress(b"x" * 3 * MAX_BYTES), Content_Encoding="br")), "unpacks to more than"),
    ],
)
@pytest.mark.parametrize("gz", [False, True], ids=["plain", "gzip"])
def test_a_broken_record_costs_itself(tmp_path: Path, record: bytes, said: str, gz: bool) -> None:
    records = [INFO, RECORDS[0], record, RECORDS[2], RECORDS[3]]
    results = read(tmp_path, packed(records) if gz else b"".join(records), "a.warc.gz" if gz else "a.warc")
    failures = [result for result in results if isinstance(result, PageError)]
    assert [page.text.split()[-1] for page in results if isinstance(page, Page)] == ["0", "2", "3"]
    assert len(failures) == 1 and f": {said}" in str(failures[0])
    place = len(gzip.compress(INFO) + gzip.compress(RECORDS[0])) if gz else PLACES[1]
    assert failures[0].page == f"{tmp_path}/a.warc{'.gz' if gz else ''}#{place}"


@pytest.mark.parametrize(
    ("change", "numbers", "said"),
    [
        (
            lambda member: member[:20] + bytes([member[20] ^ 255, member[21] ^ 255]) + member[22:],
            ["0", "2"],
            "broken ",
        ),
        (lambda member: member[: len(member) // 2], ["0", "2"], "broken "),
        (lambda member: b"\x1f\x8b\x09" + member[3:], ["0", "2"], "no gzip begins"),
        (lambda member: member[:-8] + b"\0" * 8, ["0", "2"], "broken gzip"),
    ],
    ids=["bits", "cut", "head", "sum"],
)
def test_a_broken_member_costs_itself(tmp_path: Path, change: object, numbers: list[str], said: str) -> None:
    members = [gzip.compress(record) for record in RECORDS[:3]]
    members[1] = change(members[1])  # type: ignore[operator]
    results = read(tmp_path, b"".join(members), "a.warc.gz")
    assert [page.text.split()[-1] for page in results if isinstance(page, Page)] == numbers
    (failure,) = [result for result in results if isinstance(result, PageError)]
    assert said in str(failure) and failure.page == f"{tmp_path}/a.warc.gz#{len(members[0])}"


def test_an_archive_that_is_cut_short(tmp_path: Path) -> None:
    whole = packed(RECORDS)
    results = told(read(tmp_path, whole[:-30], "a.warc.gz"))
    assert results[:3] == ["0", "1", "2"] and "broken record" in results[3] and len(results) == 4
    results = told(read(tmp_path, b"".join(RECORDS)[:-30]))
    assert results[:3] == ["0", "1", "2"] and "bytes are missing" in results[3] and len(results) == 4


def test_what_is_lost_behind_a_broken_record_in_one_member_is_told(tmp_path: Path) -> None:
    records = [RECORDS[0], warc(http(html(1)), length=30), RECORDS[2]]
    results = told(read(tmp_path, gzip.compress(b"".join(records)), "a.warc.gz"))
    assert results[0] == "0"
    assert "its length" in results[1] and "are lost" in results[2]


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "it is empty"), (b"<html>", "does not begin as one"), (gzip.compress(b"text"), "broken")]
)
def test_no_archive(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "a.warc").write_bytes(data)
    try:
        results = [str(result) for result in read_pages(tmp_path / "a.warc")]
    except PageError as error:
        results = [str(error)]
    assert len(results) == 1 and said in results[0]


def test_errors_of_files(tmp_path: Path) -> None:
    with pytest.raises(PageError, match=r"none\.warc: No such file"):
        list(read_pages(tmp_path / "none.warc"))
    (tmp_path / "a.warc").write_bytes(RECORDS[0])
    with pytest.raises(PageError, match="a web archive"):
        read_page(tmp_path / "a.warc")


def test_names_that_lead_elsewhere_are_only_names(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    urls = ["file:///etc/passwd", "../../evil", "https://example.org/../../../evil", "C:\\evil", "\0"]
    data = b"".join(warc(html(n), url, kind="resource", Content_Type="text/html") for n, url in enumerate(urls))
    pages = read(folder, data)
    assert [page.url for page in pages if isinstance(page, Page)] == urls
    assert told(pages) == ["0", "1", "2", "3", "4"]
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "a.warc"]


def test_in_bulk(tmp_path: Path, nlp: Language) -> None:
    records = [warc(http(PAGE.encode(), "text/plain"), "https://example.org/mali"), warc(b"", length=9), RECORDS[0]]
    (tmp_path / "a.warc.gz").write_bytes(packed(records))
    good, bad, other = wphf_extract.extract_many([tmp_path / "a.warc.gz"])
    assert isinstance(good, PageResult) and len(good.records) == 3
    assert good.source.url == "https://example.org/mali"
    assert isinstance(bad, PageFailure) and bad.stage == "read"
    assert bad.source == f"{tmp_path / 'a.warc.gz'}#{len(gzip.compress(records[0]))}"
    assert isinstance(other, PageResult)
    failed: list[str] = []
    pages = wphf_extract.extract_pages([tmp_path / "a.warc.gz"], nlp=nlp, on_error=lambda name, _: failed.append(name))
    assert [page.source for page in pages] == [good.source, other.source]
    assert failed == [bad.source]


def test_records_that_claim_the_rest_of_the_file_are_told_one_by_one(tmp_path: Path) -> None:
    record = warc(http(b"\x89PNG" + b"x" * 2000, "image/png"), length=10**8)
    (tmp_path / "a.warc").write_bytes(record * 1000)
    assert sum(isinstance(result, PageError) for result in read_pages(tmp_path / "a.warc")) == 1000


@settings(max_examples=150)
@given(
    gz=st.booleans(),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8), st.integers(0, 8)), max_size=5),
)
def test_broken_archives(
    gz: bool, cuts: list[tuple[float, bytes, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = packed([INFO, *RECORDS]) if gz else b"".join([INFO, *RECORDS])
    for where, new, old in cuts:
        at = int(where * len(data))
        data = data[:at] + new + data[at + old :]
    file = tmp_path_factory.getbasetemp() / "fuzz.warc"
    file.write_bytes(data)
    try:
        results = list(read_pages(file))
    except PageError:
        return
    names = [result.path if isinstance(result, Page) else result.page for result in results]
    assert len(set(names)) >= sum(isinstance(result, Page) for result in results)
    # four pages, less those that a cut hit; all others are there
    assert len(results) >= min(4 - len(cuts), 1)
