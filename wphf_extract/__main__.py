"""`python -m wphf_extract`: the command, where its script is on no path."""

from __future__ import annotations

import sys

from wphf_extract.cli import main

if __name__ == "__main__":
    sys.exit(main())
