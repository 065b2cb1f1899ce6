"""`weights`: what the objective counts young people for."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator

from planner.fields import AreaRef, NotNegative, text_of
from planner.policy.protocols import Areas, Outcome, Setting
from planner.policy.reductions import EVERY, Reduction
from planner.policy.rule import Codes, Fault, Keys, Rule

MOST_TIMES = 1_000
"""How many times the least weight above 0 another may be: a hundredth of a person who counts least is then
still ten times what a search in numbers of 16 digits lets pass, beside services for 10,000 people."""


def _by_text(value: Any) -> Any:
    return {text_of(key): held for key, held in value.items()} if isinstance(value, dict) else value


class Weights(Rule[dict[str, float]]):
    """What one young person in an area counts for in the objective; 1 where not given."""

    key = "weights"
    order = 70
    kind: ClassVar = Annotated[dict[AreaRef, NotNegative], BeforeValidator(_by_text)]
    default: ClassVar[dict[str, float]] = {}
    allowed = EVERY - {Reduction.OTHER_HUB, Reduction.MORE_NEED}

    def named(self) -> Iterator[tuple[Keys, list[str]]]:
        yield (), list(self.value)

    def with_codes(self, codes: Codes) -> dict[str, float]:
        return {code: weight for name, weight in self.value.items() for code in codes((), [name])}

    def faults(self, areas: Areas, asked: dict[str, float]) -> Iterator[Fault]:
        """An area weighted twice; or one that counts for so much that rounding could lose others."""
        if len(self.value) < len(asked):
            yield Fault((), "an area is weighted twice, by code and by name", "keep one of them")
        every = [self.counts_for(code) for code in areas.codes]
        least = min((weight for weight in every if weight > 0), default=1.0)
        heavy = [code for code, weight in self.value.items() if weight > MOST_TIMES * least]
        if heavy:
            code = max(heavy, key=self.counts_for)
            what = (
                f"{self.value[code]:,.10g} for {areas.name(code)} is more than {MOST_TIMES:,} times the "
                f"least above 0, {least:g} (1 where none is given): people there would be lost in rounding"
            )
            remedy = "weigh all areas within that; policy.require has an area take part whatever else"
            yield Fault((), what, remedy)

    def counts_for(self, code: str) -> float:
        return self.value.get(code, 1.0)

    @property
    def weighs(self) -> bool:
        return any(weight != 1 for weight in self.value.values())

    def broken(self, _setting: Setting, _outcome: Outcome) -> Iterator[str]:
        """No plan breaks it: the objective that the audit works out holds it."""
        return iter(())
