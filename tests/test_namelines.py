"""Names in lines that hold nothing else but perhaps a title."""

from __future__ import annotations

import pytest
from parts import line_reader

from wphf_extract.components.projects.namelines import named_in


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kaba Women’s Network (KWN)", "Kaba Women’s Network (KWN)"),
        ("“Seeds for Gao” – Kaba Women’s Network (KWN)", "Kaba Women’s Network (KWN)"),
        ("“Voices of Gao”: Kaba Women’s Network", "Kaba Women’s Network"),
        ("Kaba Women’s Network, “Seeds for Gao”", "Kaba Women’s Network"),
        ("Kaba Women’s Network – “Seeds for Gao”", "Kaba Women’s Network"),
        ("Kaba Wolo, “Seeds for Gao”", "Kaba Wolo"),
        ("Public organization, “House of Amani”", "Public organization, “House of Amani”"),
        ("Seeds for Gao – Kaba Women’s Network", "Kaba Women’s Network"),
        ("Kaba Women’s Network – Gao", "Kaba Women’s Network – Gao"),
        ("“Kaba” – a network", "“Kaba” – a network"),
    ],
)
def test_where_the_name_stands(text: str, name: str) -> None:
    reader = line_reader(text)
    start, end = named_in(reader, reader.lines[0])
    assert text[start:end] == name
