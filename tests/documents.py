"""Documents and archives made for tests, byte by byte, so that tests can break them where they like."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from html import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/package/2006/relationships"
_O = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_STYLES = f'<w:styles {_W}><w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style></w:styles>'
_NUMBERING = (
    f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def docx(paragraphs: Sequence[str], more: Mapping[str, bytes] | None = None, head: str = "") -> bytes:
    """A Word document: `# ` begins a heading, `- ` a list item, `| ` a row of a table with `|` between its cells.

    Args:
        paragraphs: its text.
        more: further files of the ZIP, or others instead of its own.
        head: what stands before the root of its XML.
    """
    body = "".join(map(_paragraph, paragraphs))
    files = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": f'<Relationships xmlns="{_R}"><Relationship Id="r1" Type="{_O}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'.encode(),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_R}"><Relationship Id="r1" Type="{_O}/numbering" '
        f'Target="numbering.xml"/><Relationship Id="r2" Type="{_O}/styles" Target="styles.xml"/>'
        "</Relationships>".encode(),
        "word/document.xml": f"{head}<w:document {_W}><w:body>{body}</w:body></w:document>".encode(),
        "word/numbering.xml": _NUMBERING.encode(),
        "word/styles.xml": _STYLES.encode(),
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return out.getvalue()


def _paragraph(text: str) -> str:
    if text.startswith("| "):
        cells = "".join(f"<w:tc>{_paragraph(cell.strip())}</w:tc>" for cell in text[2:].split("|"))
        return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    style, words = "", text
    if text.startswith("# "):
        style, words = '<w:pStyle w:val="H2"/>', text[2:]
    elif text.startswith("- "):
        style, words = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', text[2:]
    run = f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
    return f"<w:p><w:pPr>{style}</w:pPr>{run}</w:p>"


def pdf(leaves: Sequence[Sequence[str]], *, stream: bytes | None = None, packed: bool = False) -> bytes:
    """A PDF file, a line below the other.

    Args:
        leaves: the lines of each printed page; one that begins with `@` stands in the line before, further right.
        stream: what stands in place of their drawing.
        packed: draw by a packed stream.
    """
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT]
    kids = []
    for lines in leaves:
        drawing = stream if stream is not None else _drawing(lines)
        data, how = (zlib.compress(drawing), b"/Filter /FlateDecode ") if packed else (drawing, b"")
        objects.append(b"<< %b/Length %d >>\nstream\n%b\nendstream" % (how, len(data), data))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    out, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(out))
    )


_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def _drawing(lines: Sequence[str]) -> bytes:
    parts, height = [b"BT\n"], 800
    for line in lines:
        words, left = (line[1:], 82) if line.startswith("@") else (line, 60)
        height -= 0 if line.startswith("@") else 14
        text = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        parts.append(b"/F1 11 Tf 1 0 0 1 %d %d Tm (%b) Tj\n" % (left, height, text))
    return b"".join([*parts, b"ET"])


def http(body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", **headers: str) -> bytes:
    """An answer of a web server; underscores of header names become dashes."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body


def warc(
    block: bytes,
    url: str = "https://example.org/mali",
    *,
    kind: str = "response",
    length: object = None,
    **headers: str,
) -> bytes:
    """A record of a web archive; `length` is what it states of its block in place of the truth."""
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:6c1f7d0e-0000-4000-8000-000000000000>",
        "WARC-Date": "2026-11-01T00:00:00Z",
        "WARC-Target-URI": url,
        "Content-Length": len(block) if length is None else length,
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"
