"""`wphf_targets`, put together of what reads a number, its qualifier and its noun phrase (`counts` first)."""

from wphf_extract.components.targets.component import TargetFinder, make_targets

__all__ = ["TargetFinder", "make_targets"]
