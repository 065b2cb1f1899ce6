"""When a search must stop, and what it found by then."""

import math
import threading
import time
from dataclasses import dataclass, field

from planner.types import FloatArray, IntArray


@dataclass
class Clock:
    """When to stop: at a time, or when told."""

    deadline: float = math.inf
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def left(self) -> float:
        """Seconds left, none once told to stop."""
        return 0.0 if self.stop.is_set() else self.deadline - time.monotonic()

    def share(self, part: float) -> "Clock":
        """A clock for part of the time left."""
        return Clock(time.monotonic() + part * self.left, self.stop) if math.isfinite(self.deadline) else self

    @property
    def seconds(self) -> float | None:
        """Seconds left as solvers take it: None for no limit, never quite 0."""
        return max(0.1, self.left) if math.isfinite(self.deadline) else None


def started(seconds: float | None) -> Clock:
    """A clock that runs out after `seconds`, never for None."""
    return Clock(math.inf if seconds is None else time.monotonic() + seconds)


@dataclass(frozen=True, eq=False)
class Best:
    """The best plan's candidates (None: there is none, or none came in time), its bound, whether proved.

    `cheapest` says whether least spend is proved too, and `prices`, one a row, prove a bound by themselves.
    """

    chosen: IntArray | None
    bound: float
    proved: bool
    cheapest: bool = False
    prices: FloatArray | None = None
