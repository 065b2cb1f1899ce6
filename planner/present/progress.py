"""One line on stderr that says how far a solve has come."""

import sys
import time

from planner.present.numbers import no_more_than, people

AFTER_SECONDS = 1.0
EVERY_SECONDS = 0.2


class ProgressLine:
    """Shows the best plan so far, the bound and the gap; silent for the first second and off a terminal."""

    def __init__(self) -> None:
        self._started = self._last = time.monotonic()
        self._shown = False
        self._live = sys.stderr.isatty()

    def __call__(self, value: float, bound: float) -> None:
        """Show where the search stands: coverage of the best plan so far, and of the best there could be."""
        now = time.monotonic()
        if not self._live or now - self._started < AFTER_SECONDS or now - self._last < EVERY_SECONDS:
            return
        self._last, self._shown = now, True
        gap = f"{(bound - value) / value:.2%}" if value > 0 else "-"
        line = f"{now - self._started:4.0f} s  best {people(value)}  bound {no_more_than(bound)}  gap {gap}"
        sys.stderr.write(f"\r{line:<70}")
        sys.stderr.flush()

    def close(self) -> None:
        """Clear the line."""
        if self._shown:
            sys.stderr.write("\r" + " " * 70 + "\r")
            sys.stderr.flush()


class StepsLine:
    """Shows how many steps of many are done and the time left, on a terminal; silent elsewhere."""

    def __init__(self, steps: int, what: str = "budgets") -> None:
        from rich.console import Console
        from rich.progress import Progress

        self._progress = Progress(
            console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()
        )
        self._task = self._progress.add_task(what, total=steps)
        self._progress.start()

    def step(self) -> None:
        """One more is done."""
        self._progress.advance(self._task)

    def close(self) -> None:
        """Clear the line."""
        self._progress.stop()
