"""`max_services`: a row that counts new services."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from planner.fields import Count
from planner.policy.protocols import Candidates, Outcome, Setting
from planner.policy.reductions import EVERY
from planner.policy.rule import Row, Rule


class MaxServices(Rule[int]):
    """Most new services; expansions do not count."""

    key = "max_services"
    order = 10
    kind: ClassVar = Annotated[Count, Field(ge=0)] | None
    allowed = EVERY

    def rows(self, _setting: Setting, candidates: Candidates) -> Iterator[Row]:
        yield Row((candidates.expands < 0).astype(np.float64), upper=float(self.value))

    def broken(self, _setting: Setting, outcome: Outcome) -> Iterator[str]:
        new = [service for service in outcome.services if not service.expands]
        if len(new) > self.value:
            yield f"{len(new)} new services, {self.value} at most"
