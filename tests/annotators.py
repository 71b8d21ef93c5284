"""A page in the hands of an annotation tool, and a person at work in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from spacy.tokens import DocBin, Span
from spacy.vocab import Vocab

from wphf_extract import PageResult
from wphf_extract.corrections import task_of, write_tasks
from wphf_extract.corrections.docbin import GROUP

#: A page with characters of two UTF-16 units, line ends of two characters, and a name that stands twice.
ODD = (
    "WPHF 🌍🌍 in Benin\r\n\r\nVoix des Femmes\r\n"
    "- Réseau Amani (RAM) together with Voix des Femmes (VF) on a project 👩🏾‍🌾 to train over 40 widows, "
    "including 12 displaced women,\r\n  near Parakou.\r\n"
    "- Réseau Amani consortium on a project to give legal aid to 20 to 30 households in the department of Zou.\r\n"
)
SUFFIXES = (".json", ".jsonl", ".spacy")


def annotated(exported: Path) -> Path:
    """The file as the tool gives it back when every page was submitted as it came."""
    if exported.suffix == ".json":
        tasks = json.loads(exported.read_text(encoding="utf-8"))
        for number, task in enumerate(tasks):
            task["id"] = number + 100
            task["annotations"] = [{"was_cancelled": False, "result": task.pop("predictions")[0]["result"]}]
        exported.write_text(json.dumps(tasks), encoding="utf-8")
    return exported


def export(results: list[tuple[PageResult, str]], folder: Path, suffix: str) -> Path:
    """Writes pages for a tool."""
    target = folder / f"tasks{suffix}"
    write_tasks([task_of(result, text) for result, text in results], str(target))
    return annotated(target)


class Edit:
    """A person at work in one of the tools, on one page."""

    def __init__(self, file: Path, text: str) -> None:
        self.file, self.text = file, text
        if file.suffix == ".spacy":
            (self.doc,) = DocBin().from_disk(file).get_docs(Vocab())
        else:
            content = file.read_text(encoding="utf-8")
            (self.task,) = json.loads(content) if file.suffix == ".json" else [json.loads(content)]

    def units(self, words: str) -> tuple[int, int]:
        """The offsets that the tool gives to words."""
        if self.file.suffix == ".jsonl":
            before, inside = self.text.partition(words)[0].encode("utf-16-le"), words.encode("utf-16-le")
            return len(before) // 2, (len(before) + len(inside)) // 2
        at = self.text.index(words)
        return at, at + len(words)

    def relabel(self, words: str, old: str, new: str | None) -> None:
        """Changes the label of a mark, or takes the mark away."""
        start, end = self.units(words)
        if self.file.suffix == ".json":
            results = self.task["annotations"][0]["result"]
            (hit,) = [
                r
                for r in results
                if r["type"] == "labels" and _is(r["value"], start, end, r["value"]["labels"][0], old)
            ]
            hit["value"]["labels"] = [new]
            if new is None:
                self.task["annotations"][0]["result"] = [
                    r for r in results if hit["id"] not in (r.get("id"), r.get("from_id"), r.get("to_id"))
                ]
        elif self.file.suffix == ".jsonl":
            (hit,) = [
                e
                for e in self.task["entities"]
                if (e["start_offset"], e["end_offset"], e["label"]) == (start, end, old)
            ]
            hit["label"] = new
            if new is None:
                self.task["entities"].remove(hit)
                self.task["relations"] = [
                    r for r in self.task["relations"] if hit["id"] not in (r["from_id"], r["to_id"])
                ]
        else:
            spans = list(self.doc.spans[GROUP])
            (at,) = [n for n, s in enumerate(spans) if (s.start_char, s.end_char, s.label_) == (start, end, old)]
            spans[at : at + 1] = [] if new is None else [Span(self.doc, spans[at].start, spans[at].end, label=new)]
            self._put(spans)

    def add(self, words: str, label: str) -> None:
        """Sets a mark."""
        start, end = self.units(words)
        if self.file.suffix == ".json":
            value = {"start": start, "end": end, "text": words, "labels": [label]}
            result = {"id": f"new {words}", "from_name": "label", "to_name": "text", "type": "labels", "value": value}
            self.task["annotations"][0]["result"].append(result)
        elif self.file.suffix == ".jsonl":
            number = 1 + max(e["id"] for e in self.task["entities"])
            self.task["entities"].append({"id": number, "start_offset": start, "end_offset": end, "label": label})
        else:
            self._put([*self.doc.spans[GROUP], self.doc.char_span(start, end, label=label, alignment_mode="expand")])

    def _put(self, spans: list[Span]) -> None:
        attributes = self.doc.spans[GROUP].attrs
        self.doc.spans[GROUP] = spans
        self.doc.spans[GROUP].attrs.update(attributes)

    def save(self) -> Path:
        """Exports from the tool."""
        if self.file.suffix == ".spacy":
            DocBin(docs=[self.doc], store_user_data=False).to_disk(self.file)
        else:
            content = [self.task] if self.file.suffix == ".json" else self.task
            self.file.write_text(json.dumps(content), encoding="utf-8")
        return self.file


def _is(value: dict[str, Any], start: int, end: int, label: str, asked: str) -> bool:
    return (value["start"], value["end"], label) == (start, end, asked)
