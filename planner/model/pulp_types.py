"""What is used of PuLP, which has no types of its own."""

from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    import highspy


class Expression(Protocol):
    """A sum of variables, each times a number; with a number beside it a row."""

    def __sub__(self, other: object) -> Self: ...
    def __le__(self, most: float) -> object: ...
    def __ge__(self, least: float) -> object: ...


class Variable(Protocol):
    """A variable, and its value after a solve."""

    varValue: float | None  # noqa: N815 - as PuLP has it

    def __rmul__(self, weight: float) -> Expression: ...


class Ended(Protocol):
    """How a solve ended."""

    name: str


class Statistics(Protocol):
    """What PuLP 4 says of a solve, where PuLP 3 gives a number."""

    status: Ended
    has_solution: bool


class Problem(Protocol):
    """A problem: its objective and rows are added to it, the solver's own model is there after a solve."""

    sense: int
    sol_status: int
    objective: Expression
    solverModel: "highspy.Highs"  # noqa: N815 - as PuLP has it

    def __iadd__(self, row: tuple[object, str]) -> Self: ...

    def add_variable(self, name: str, lowBound: float | None = None, *, cat: str = ...) -> Variable:  # noqa: N803
        """A new variable."""

    def setObjective(self, objective: Expression) -> None:  # noqa: N802
        """Another objective."""

    def solve(self, solver: object) -> int | Statistics:
        """Solve, and tell how that ended."""

    def writeLP(self, path: str) -> object:  # noqa: N802
        """Write it in LP format."""
