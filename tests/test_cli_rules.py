"""The command with a user's own rules: to write them, to check them, to use them, to see what they did."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from support import REPO, Run

from wphf_extract.rules.owntables import KEYS

EXAMPLE = REPO / "examples" / "own_rules"


def test_a_new_file_holds_what_it_says(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    assert run("rules", "new", file)[0] == 0
    assert run("rules", "check", file) == (0, "9 examples tried, all hold\n", "")
    code, _, err = run("rules", "new", file)
    assert (code, "already" in err) == (2, True)
    assert run("rules", "new", tmp_path / "nowhere" / "my.toml")[0] == 2


def test_each_failing_example_is_a_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_text(
        """[[activity]]
code = "kites"
name = "Kites"
description = "Kites fly."
crs_purpose_code = "16066"
impact_area = "protection"
phrases = ["fly|flying kites"]
finds = [
  "They fly kites.",
  "They fly red kites.",
]
misses = ["They are flying kites."]

[[rule]]
id = "kites.paper"
code = "kites"
phrases = ["paper kite"]

[[unless]]
rule = "media.words"
phrases = ["radio silence"]
finds = ["They keep radio silence."]
misses = ["They hear the radio."]

[[words]]
list = "targets.sex.female"
add = ["zzuma"]
finds = ["to train 30 women"]
misses = ["to train 30 girls"]

[[place]]
name = "Zzuma"
country = "KEN"
latitude = 1
longitude = 38
finds = ["widows in Nairobi"]
misses = ["widows in Zzuma"]
""",
        encoding="utf-8",
    )
    code, out, err = run("rules", "check", file)
    assert (code, err) == (1, "")
    assert out.splitlines() == [
        f"{file}:1: rule 'kites.words': finds nothing in 'They fly red kites.' (line 10)",
        f"{file}:1: rule 'kites.words': must miss 'They are flying kites.' (line 12), but finds 'flying kites'",
        f"{file}:14: rule 'kites.paper': no example: give a text under finds",
        f"{file}:14: rule 'kites.paper': no example: give a text under misses",
        f"{file}:19: unless of rule 'media.words': finds nothing in 'They keep radio silence.' (line 22)",
        f"{file}:19: unless of rule 'media.words': must miss 'They hear the radio.' (line 23), but finds 'radio'",
        f"{file}:25: words 'targets.sex.female': must miss 'to train 30 girls' (line 29), but finds '30 girls'",
        f"{file}:31: place 'Zzuma': finds nothing in 'widows in Nairobi' (line 36)",
        f"{file}:31: place 'Zzuma': must miss 'widows in Zzuma' (line 37), but finds 'Zzuma'",
        "9 examples tried, 9 to mend",
    ]


@pytest.mark.parametrize("command", [["rules", "check"], ["extract", "-q", EXAMPLE / "page.txt", "--rules"]])
def test_rules_that_break_the_format(run: Run, command: list[object], tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_text('[[rule]]\nid = "a"\ncode = "media"\nphrase = ["x"]\n', encoding="utf-8")
    code, out, err = run(*command, file)
    assert (code, out) == (2, "")
    assert err.startswith(f"wphf-extract: {file}:4: rule: unknown key 'phrase'; allowed are file, id, code, phrases,")
    code, _, err = run(*command, tmp_path / "absent.toml")
    assert (code, "absent.toml" in err) == (2, True)


def test_a_list_of_what_is_there(run: Run) -> None:
    code, out, _ = run("rules", "list", "RULE", "media")
    lines = out.splitlines()
    assert code == 0
    assert {"rule media.words: activities, media", "rule mediation.words: activities, mediation"} <= {*lines}
    assert [line for line in lines if line.startswith("rule ") and "media" not in line] == []


def test_a_kind_as_the_first_word_takes_lines_of_that_kind_alone(run: Run) -> None:
    """The list of counted nouns holds the word *activity* too."""
    lines = run("rules", "list", "activity")[1].splitlines()
    assert len(lines) > 20 and {line.partition(" ")[0] for line in lines} == {"activity"}
    assert {line.partition(" ")[0] for line in run("rules", "list", "people")[1].splitlines()} > {"list"}


@pytest.mark.parametrize("workers", [1, 2])
def test_records_with_own_types(run: Run, workers: int, tmp_path: Path) -> None:
    rules, out = EXAMPLE / "tidewater.toml", tmp_path / "records.iati.xml"
    code, _, err = run("extract", EXAMPLE / "page.txt", "-o", out, "--rules", rules, "--workers", workers)
    assert (code, err) == (0, "1 pages, 5 records, 0 warnings, 0 errors\n")
    assert '<sector vocabulary="1" code="31320"/>' in out.read_text(encoding="utf-8")


def test_a_report_with_own_types(run: Run, tmp_path: Path) -> None:
    code, _, _ = run("report", EXAMPLE / "page.txt", "-o", tmp_path / "r.html", "--rules", EXAMPLE / "tidewater.toml")
    assert (code, "Sea farming" in (tmp_path / "r.html").read_text(encoding="utf-8")) == (0, True)


@pytest.mark.parametrize("ending", [".jsonl", ".spacy"])
def test_corrections_with_own_types(run: Run, ending: str, tmp_path: Path) -> None:
    rules, tasks, corpus = ("--rules", EXAMPLE / "tidewater.toml"), tmp_path / f"tasks{ending}", tmp_path / "corpus"
    corpus.mkdir()
    assert run("corrections", "export", EXAMPLE / "page.txt", "-o", tasks, *rules)[0] == 0
    for file in tmp_path.glob("*.labels.json"):
        assert "activity:sea_farming" in file.read_text(encoding="utf-8")
    code, _, err = run("corrections", "import", tasks, "--corpus", corpus)
    assert code == 1 and "activity 'sea_farming': use one of" in err
    assert run("corrections", "import", tasks, "--corpus", corpus, *rules)[0] == 0
    assert run("corpus", "check", corpus)[0] == 1
    assert run("corpus", "check", corpus, *rules) == (0, "nothing to mend\n", "")
    out = run("evaluate", "--gold", corpus, "--no-errors", *rules)[1]
    (mean,) = (line.split()[-1] for line in out.splitlines() if line.startswith("mean"))
    assert mean == "1.000"


def test_evaluation_with_own_types(run: Run, tmp_path: Path) -> None:
    text = (EXAMPLE / "page.txt").read_text(encoding="utf-8")
    (tmp_path / "page.txt").write_text(text, encoding="utf-8")
    gold = {
        **{"page": "page.txt", "text": text, "country": "KEN", "projects": []},
    }
    start = text.index("Umoja")
    end = text.index("\n", start)
    gold["projects"] = [
        {
            **{"start": start, "end": end, "organizations": [], "locations": [], "targets": [], "is_consortium": False},
            "activities": ["sea_farming"],
        }
    ]
    (tmp_path / "page.json").write_text(json.dumps(gold), encoding="utf-8")
    code, out, _ = run("evaluate", "--gold", tmp_path / "page.json", "--rules", EXAMPLE / "tidewater.toml")
    assert code == 0
    assert "MISSED sea_farming" not in out


def test_an_explanation_for_people(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPO)
    page, rules = "examples/own_rules/page.txt", "examples/own_rules/tidewater.toml"
    code, out, err = run("explain", page, "--rules", rules, "--project", 1)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    at = lines.index("  activities: sea_farming")
    assert lines[at + 1].startswith("      “seaweed plots” [")
    assert lines[at + 2].startswith(f"      by sea_farming.words ({rules}:")
    assert "  in organizations: “wa” [154–158]" in lines
    assert [line for line in lines if line.startswith("  not targets: “450,000”")]
    code, out, _ = run("explain", page, "--rules", rules)
    assert out.splitlines()[:2] == [f"{page}: 5 descriptions", "  country: Kenya"]
    assert "not projects: “Small money for women" in out


def test_an_explanation_for_programs(run: Run) -> None:
    code, out, _ = run("explain", REPO / "examples" / "country_page.txt", "--json")
    page = json.loads(out)
    assert (code, len(page["projects"])) == (0, 4)
    code, out, _ = run("explain", REPO / "examples" / "country_page.txt", "--json", "--project", 2)
    assert json.loads(out) == page["projects"][1]


@pytest.mark.parametrize("number", [0, 5])
def test_no_such_description(run: Run, number: int) -> None:
    code, _, err = run("explain", REPO / "examples" / "country_page.txt", "--project", number)
    assert (code, f"no description {number}; it has 4" in err) == (2, True)


def test_a_page_that_is_not_there(run: Run, tmp_path: Path) -> None:
    code, _, err = run("explain", tmp_path / "absent.txt")
    assert (code, "absent.txt" in err) == (2, True)


def test_the_rules_that_the_docs_show_hold(run: Run, tmp_path: Path) -> None:
    text = (REPO / "docs" / "rules.md").read_text(encoding="utf-8")
    shown = re.findall(r"^```toml\n(.*?)^```", text[: text.index("## The model's own files")], re.MULTILINE | re.DOTALL)
    assert len(shown) == 2
    for number, toml in enumerate(shown):
        (tmp_path / f"{number}.toml").write_text(toml, encoding="utf-8")
    assert run("rules", "check", *sorted(tmp_path.glob("*.toml"))) == (0, "4 examples tried, all hold\n", "")


def test_each_table_of_rules_is_in_the_docs() -> None:
    text = (REPO / "docs" / "rules.md").read_text(encoding="utf-8")
    for table, keys in KEYS.items():
        row = next(line for line in text.splitlines() if line.startswith(f"| `[[{table}]]` "))
        assert set(keys) - {"finds", "misses"} == set(re.findall(r"`(\w+)`", row))
