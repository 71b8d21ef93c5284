"""The command `wphf-extract`; its subcommands lie in `wphf_extract.commands`, one module each.

Exit codes: 0, all well; 1, some page failed, or gold has faults; 2, the command was called wrongly, cannot write
where it was told to, or was given rules that break their format; 130, stopped by Ctrl-C or SIGTERM.
"""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from wphf_extract import __version__
from wphf_extract.commands.shared import FAILED, OK, STOPPED, USAGE, harmless
from wphf_extract.errors import ModelError, StoreError, UsageError, WphfExtractError

if TYPE_CHECKING:
    from wphf_extract.commands.shared import Run

__all__ = ["main"]

#: Modules of `wphf_extract.commands`, in the order of the help text.
_COMMANDS = (
    "extract",
    "report",
    "diff",
    "schema",
    "evaluate",
    "corpus",
    "rules",
    "explain",
    "corrections",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit code."""
    _ready_streams()
    options = _parser().parse_args(arguments)
    run: Run = options.run
    try:
        with _stoppable():
            return run(options)
    except (ModelError, StoreError, UsageError) as error:
        sys.stderr.write(f"wphf-extract: {harmless(str(error), breaks=True)}\n")
        return USAGE
    except WphfExtractError as error:
        sys.stderr.write(f"wphf-extract: {harmless(str(error), breaks=True)}\n")
        return FAILED
    except BrokenPipeError:  # the reader (head, less) has gone: nothing is wrong
        _leave_output()
        return OK
    except OSError as error:  # of standard output, or of a file that nobody below could say more about
        sys.stderr.write(f"wphf-extract: {error.filename or 'standard output'}: {error.strerror or error}\n")
        _leave_output()
        return USAGE
    except KeyboardInterrupt:
        sys.stderr.write("wphf-extract: stopped\n")
        return STOPPED


def _ready_streams() -> None:
    """Makes standard streams fit for any text, and opens those that the process was started without (`>&-`).

    Python has None in place of a closed stream. What writes to standard output is then refused by an `OSError`, for
    records must not vanish unsaid; nothing is read from standard input; messages go nowhere, as was asked.
    """
    sys.stdin = sys.stdin or open(os.devnull)  # noqa: SIM115 - they stay open as long as the process runs
    sys.stdout = sys.stdout or open(os.devnull)  # noqa: SIM115 - to be read only: writing fails
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):  # half characters, as names of files may hold, are shown as escapes
        sys.stdout.reconfigure(errors="backslashreplace")


@contextmanager
def _stoppable() -> Iterator[None]:
    """Makes SIGTERM, by which services and schedulers stop a process, end the command as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():  # signals are the main thread's
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _leave_output() -> None:
    """Keeps Python from trying, and complaining, once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wphf-extract",
        description="Turns country pages of the Women's Peace & Humanitarian Fund into records.",
    )
    parser.add_argument("--version", action="version", version=f"wphf-extract {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in _COMMANDS:
        import_module(f"wphf_extract.commands.{name}").add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
