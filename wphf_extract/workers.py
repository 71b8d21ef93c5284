"""Worker processes for `wphf_extract.bulk`: started afresh (`spawn`), each with a model of its own.

A worker that dies takes the whole pool with it, and nobody knows which page it died of: the pages that were under way
are done again, one at a time, so that only the culprit fails.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from multiprocessing.connection import wait

from wphf_extract.bulk import Answer, Item, answer, key
from wphf_extract.errors import UsageError, WphfExtractError
from wphf_extract.failures import PageFailure
from wphf_extract.pipeline import load
from wphf_extract.resources import model_path
from wphf_extract.rules.ownfiles import RuleText
from wphf_extract.rules.ownrules import read_own

__all__ = ["Workers"]

_BATCH = 4  # items a task: few enough that little is done again after a worker's death
_DEPTH = 4  # batches under way for each worker: enough that none waits for the slowest page


class Workers:
    """A pool of processes that answers batches in their order; see `wphf_extract.bulk.Engine`.

    Args:
        count: of processes, 1 or more.
        model: name or folder of the model that each of them loads.
        own: the user's own rules.
        language: see `wphf_extract.extract_many`.
        journal: whether answers are for a journal; see `wphf_extract.bulk.answer`.

    Raises:
        ModelError: there is no such model.
        RuleError: the user's own rules break their format.
        UsageError: the count is less than 1.
    """

    def __init__(
        self,
        count: int,
        model: str,
        own: tuple[RuleText, ...] = (),
        language: str | None = None,
        *,
        journal: bool,
    ) -> None:
        if count < 1:
            raise UsageError(f"{count} workers: give 1 or more")
        model_path(model)  # a wrong name is better told before processes start,
        read_own(own)  # and so are rules that break their format
        self.batch = _BATCH
        self.depth = count * _DEPTH
        self._count = count
        self._facts = (model, own, language, journal)
        self._pool: ProcessPoolExecutor | None = None
        self._alone: ProcessPoolExecutor | None = None
        self._waiting: deque[tuple[list[Item], ProcessPoolExecutor | None, Future[list[Answer]] | None]] = deque()

    def submit(self, items: list[Item]) -> None:
        """Takes a batch."""
        future = None
        if items:
            self._pool = self._pool or self._start(self._count)
            with suppress(BrokenProcessPool):  # an earlier batch broke it: when its turn comes, there is a new pool
                future = _submit(self._pool, _work, items)
        self._waiting.append((items, self._pool, future))

    def answers(self) -> list[Answer]:
        """Returns the answers to the oldest batch.

        Raises:
            ModelError: the model is broken.
            WphfExtractError: no process can be started.
        """
        items, pool, future = self._waiting.popleft()
        if not items:
            return []
        if future is not None:
            try:
                answers = future.result()
            except BrokenProcessPool:
                if pool is self._pool:
                    self._stop_pool()
            else:
                self._stop_alone()
                return answers
        return [self._try_alone(item) for item in items]

    def close(self) -> None:
        """Gives up what is under way; returns when no process is left."""
        self._waiting.clear()
        self._stop_pool()
        self._stop_alone()

    def _start(self, count: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(count, context, initializer=_prepare, initargs=self._facts)

    def _try_alone(self, item: Item) -> Answer:
        """Does one item in a process that does nothing else."""
        if self._alone is None:
            self._alone = self._start(1)
            try:
                _submit(self._alone, _work, []).result()
            except BrokenProcessPool as error:
                raise WphfExtractError(
                    "worker processes end as soon as they start. Is there memory for one more? "
                    'Does the script that starts them stand under `if __name__ == "__main__"`?'
                ) from error
        try:
            (only,) = _submit(self._alone, _work, [item]).result()
        except BrokenProcessPool:
            self._stop_alone()
            message = f"{key(item)}: the process that worked on it died (out of memory, or a fault in a library)"
            return None, [PageFailure(key(item), "extract", message)]
        return only

    def _stop_pool(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _stop_alone(self) -> None:
        if self._alone is not None:
            self._alone.shutdown(wait=True, cancel_futures=True)
            self._alone = None


def _submit(
    pool: ProcessPoolExecutor, work: Callable[[list[Item]], list[Answer]], items: list[Item]
) -> Future[list[Answer]]:
    """Hands over a task; processes that it starts never hear Ctrl-C, which goes to all of a terminal's processes.

    Their parent hears it, as soon as this is done, and stops them.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows: `_prepare` has to do
        return pool.submit(work, items)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(work, items)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# -- in the worker -----------------------------------------------------------------------------------

_answer: Callable[[Item], Answer] | None = None
_fault: WphfExtractError | None = None


def _prepare(model: str, own: tuple[RuleText, ...], language: str | None, journal: bool) -> None:
    """Loads the model, once a process; a fault is kept for the first task, whose answer reaches the parent."""
    global _answer, _fault
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        nlp = load(model, rules=own)
        gc.freeze()  # the model stays as long as the process: it need not be looked through for what can go
        _answer = partial(answer, nlp=nlp, language=language, journal=journal)
    except WphfExtractError as error:
        _fault = error


def _end_with_parent() -> None:
    """A parent that was killed cannot stop its workers: they would wait for tasks for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work(items: list[Item]) -> list[Answer]:
    if _answer is None:
        raise _fault or RuntimeError("a worker without a model")
    return [_answer(item) for item in items]
