"""Word documents: lists, headings and tables; bombs, entities, links out, and broken files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Container
from pathlib import Path

import pytest
from documents import docx
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wphf_extract import PageError, extract_page
from wphf_extract.pages import docx as reader
from wphf_extract.pages.docx import page_from_docx

LINES = (
    "WPHF has supported 2 projects in Mali.",
    "# Peacebuilding",
    "- Réseau Amani (RA) on a project to train 200 women in Gao.",
    "- ONG Tiéssiri on a project to support 40 households near Ménaka.",
    "| Kaba Network | Mopti",
)


def test_a_document() -> None:
    page = page_from_docx(docx(LINES), "mali.docx")
    assert [line for line in page.text.splitlines() if line] == [
        LINES[0],
        "Peacebuilding",
        *LINES[2:4],
        "Kaba Network – Mopti",
    ]
    records = extract_page(page).records
    assert [r.organizations[0].name for r in records][:2] == ["Réseau Amani", "ONG Tiéssiri"]
    assert records[0].section == "Peacebuilding"


BILLION = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (docx(LINES, head=BILLION), "document type"),
        (docx(LINES, {"word/styles.xml": b"<!DOCTYPE x><x/>"}), "document type"),
        (docx(LINES, {"word/document.xml": b"<w:document"}), "broken"),
        (docx([]), "no text"),
        (docx(LINES)[:-200], "broken"),
        (docx(LINES)[:60] + b"\0\0\0" + docx(LINES)[63:], "broken"),  # found by fuzzing: zlib.error
        (b"PK\x03\x04" + b"\0" * 99, "broken"),
    ],
    ids=["billion laughs", "type", "XML", "empty", "cut", "deflate", "zeros"],
)
def test_refused(data: bytes, said: str) -> None:
    with pytest.raises(PageError, match=rf"^a\.docx: .*{said}"):
        page_from_docx(data, "a.docx")


def test_other_zip_files_are_told_apart() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("pages/a.txt", "text")
    with pytest.raises(PageError, match="no Word document: unpack it"):
        page_from_docx(out.getvalue(), "a.zip")


def test_bombs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, said in (("word/media/a.bin", "100,000,000 bytes"), ("word/comments.xml", "20,000,000 bytes")):
        size = 101_000_000 if name.endswith("bin") else 21_000_000
        with pytest.raises(PageError, match=said):
            page_from_docx(docx(LINES, {name: b"\0" * size}), "a.docx")
    monkeypatch.setattr(reader, "MAX_PARTS", 10)
    with pytest.raises(PageError, match="10 files"):
        page_from_docx(docx(LINES, {f"a{n}": b"" for n in range(9)}), "a.docx")


def test_a_size_that_lies_is_no_way_in() -> None:
    data = docx(LINES, {"word/comments.xml": b"<a>" + b" " * 30_000_000 + b"</a>"})
    size = (30_000_007).to_bytes(4, "little")
    assert data.count(size) == 2
    with pytest.raises(PageError, match="broken"):
        page_from_docx(data.replace(size, (100).to_bytes(4, "little")), "a.docx")


def test_nothing_is_written_and_links_are_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    monkeypatch.chdir(folder)
    secret = tmp_path / "secret.txt"
    secret.write_text("zanzibar")
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" '
        'TargetMode="External" Target="../secret.txt" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
    )
    picture = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body><w:p><w:r><w:t>One</w:t></w:r>'
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        '<a:blip r:link="r9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        "</w:p></w:body></w:document>"
    )
    files = {
        "../../evil.txt": b"evil",
        "/etc/evil.txt": b"evil",
        "word/_rels/document.xml.rels": links.encode(),
        "word/document.xml": picture.encode(),
    }
    page = page_from_docx(docx([], files), "a.docx")
    assert page.text == "One\n"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["in", "secret.txt"]


def assert_read_or_refused(data: bytes, texts: Container[str] | None = None) -> None:
    """The file gives a page, or an error that names it."""
    try:
        page = page_from_docx(data, "a.docx")
    except PageError as error:
        assert str(error).startswith("a.docx: ")
        return
    assert page.text in texts if texts else page.text.endswith("\n") and "\0" not in page.text


def test_deep_nesting_is_a_page_error_or_a_page() -> None:
    deep = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        + "<w:smartTag>" * 20_000
        + "<w:p><w:r><w:t>One</w:t></w:r></w:p>"
        + "</w:smartTag>" * 20_000
        + "</w:body></w:document>"
    )
    assert_read_or_refused(docx([], {"word/document.xml": deep.encode()}), {"One\n"})


@settings(max_examples=60)
@example(where=0.5, new=b"", old=0)
@given(where=st.floats(0, 1), new=st.binary(max_size=20), old=st.integers(0, 20))
def test_broken_xml(where: float, new: bytes, old: int) -> None:
    with zipfile.ZipFile(io.BytesIO(docx(LINES))) as file:
        xml = file.read("word/document.xml")
    at = int(where * len(xml))
    assert_read_or_refused(docx(LINES, {"word/document.xml": xml[:at] + new + xml[at + old :]}))
