"""Gold records: what a careful person reads on a page, and the check that it stands there.

Two forms are read: TOML beside a text, with quotes (the corpus; see `corpus/README.md`), and JSON that
carries text and offsets in itself. Both become `GoldPage`. The first is written too, by corrections.
"""

from wphf_extract.gold.files import check_gold, read_gold
from wphf_extract.gold.page import GoldLocation, GoldOrganization, GoldPage, GoldProject, GoldTarget
from wphf_extract.gold.tables import gold_page
from wphf_extract.gold.writing import gold_toml

__all__ = [
    "GoldLocation",
    "GoldOrganization",
    "GoldPage",
    "GoldProject",
    "GoldTarget",
    "check_gold",
    "gold_page",
    "gold_toml",
    "read_gold",
]
