"""The correction loop: what the rules found goes to an annotation tool; what a person made of it becomes gold.

    PageResult ──tasks──▶ Task ──label_studio, doccano, docbin──▶ file ──person──▶ file ──▶ Markup ──merge──▶ Task
                                                                                       Task ──assemble──▶ gold

A `Task` is a page as marks (a label on a stretch of its text), facts of marks (how exact a count is), and links
between marks (which organisation an acronym belongs to). A `Markup` is what a file says of it; where its format has
no room for a fact, `merge` takes what was exported if the mark stands where it stood, and reads the marked words anew
if it does not.
"""

from wphf_extract.corrections.assemble import gold_data
from wphf_extract.corrections.files import read_markup, write_tasks
from wphf_extract.corrections.labels import labels
from wphf_extract.corrections.merge import Reader, merge
from wphf_extract.corrections.tasks import Link, Mark, Markup, Task, task_of

__all__ = [
    "Link",
    "Mark",
    "Markup",
    "Reader",
    "Task",
    "gold_data",
    "labels",
    "merge",
    "read_markup",
    "task_of",
    "write_tasks",
]
