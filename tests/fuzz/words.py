"""Words that mean something to readers and rules: inputs are spoilt with them, and two are made of them."""

from __future__ import annotations

__all__ = [
    "HTML",
    "MARKDOWN",
    "PDF_WORDS",
    "PHRASES",
    "TAGS",
    "TOML_WORDS",
    "WARC_WORDS",
    "WORD_XML",
]

HTML = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>WPHF in Mali</title></head><body>
<nav>Menu</nav><main><h2>Peacebuilding</h2><ul><li>Réseau Amani (RA) on a project to train 40 widows<br> in Gao.</li>
<li hidden>No</li></ul><table><tr><th>Who<td>Voix &amp; Femmes</table><dl><dt>A<dd>B</dl>
<details><summary>More</summary><p>text</details><svg><title>x</title></svg><template><p>t</template></main></body></html>
"""
MARKDOWN = (
    "# Mali\n\n- Réseau *Amani* (RA)\n  1. x\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n<ul><li>q</ul>\n\n[a]: /b\n> ~~x~~\n"
)
TAGS = (
    *(
        "<ul>",
        "<li>",
        "</li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<p>",
        "<div>",
        "<br>",
        "<main>",
        "</main>",
    ),
    *(
        "<svg>",
        "<math>",
        "<template>",
        "<select>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<frameset>",
        "<details>",
        "<style>",
        "<dl>",
    ),
    *(
        "<article>",
        "<body>",
        "</body>",
        "<html>",
        "<meta charset=utf-16>",
        "<script>",
        "<plaintext>",
        "&#0;",
        "&#xd800;",
    ),
)
PDF_WORDS = (
    b"endobj",
    b"stream\n",
    b"/Length 9",
    b"/Kids",
    b"2 0 R",
    b"1 0 R",
    b"<<",
    b">>",
    b"/Filter /LZWDecode",
    b"Tj",
)
WARC_WORDS = (
    b"WARC/1.0\r\n",
    b"Content-Length: 5\r\n",
    b"\r\n\r\n",
    b"chunked",
    b"gzip",
    b"br",
    b"Content-Encoding: ",
)
WORD_XML = (
    b"<w:p>",
    b"</w:p>",
    b"<w:tbl>",
    b"<w:tr>",
    b"<w:tc>",
    b'w:val="0"',
    b"&#0;",
    b"<w:r><w:t>",
    b"<w:fldChar/>",
)
TOML_WORDS = (
    *(
        b"[[rule]]\n",
        b"[sets]\n",
        b'""',
        b"[]",
        b"{}",
        b"true",
        b"1",
        b"1.5",
        b"[[",
        b"]]",
        b" = ",
        b"'''",
        b"{gap}",
        b"...",
    ),
    *(
        b"...3",
        b"[a|b]",
        b"{x}",
        b"(",
        b"|",
        b"?",
        b"*",
        b"inf",
        b"nan",
        b"1979-05-27",
        b"[words]\n",
        b"[off]\n",
        b"[[place]]\n",
    ),
)
PHRASES = (
    *(" women", " girls and boys", " 1,200", " twelve", " over 40", " (RAM)", "\n- ", "\n1. ", " in partnership with "),
    *(
        " in the regions of Gao and Mopti",
        " on a project to train ",
        " consortium ",
        " Ltd.",
        " near ",
        ", ",
        " – ",
        "“",
        "’",
    ),
    *(
        " including ",
        " 3 projects",
        " households",
        " 18–25",
        "½",
        " million",
        " of whom ",
        " from ",
        " led by ",
        "\t",
        " Niger",
    ),
)
