"""What can go wrong, as a user should hear of it.

PlannerError            anything the planner says in words, exit code 1
├── InputError          one or more inputs are wrong; every problem is told at once
├── OutputError         a result could not be written
├── SolverError         a solver is missing or broke down
└── AuditError          a plan disagreed with its inputs: a fault of the planner, never a plan
"""

from dataclasses import dataclass, field

from planner.text import LONGEST_PATH, line_of

MOST_PROBLEMS = 100
"""Problems told at once; where there are more, something is wrong with the whole file."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an input: where it is, what it is and what to do about it."""

    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """One line, `where: what; remedy`; safe to print, long words and long lists shortened."""
        return f"{line_of(self.where, LONGEST_PATH)}: {line_of(self.what)}; {line_of(self.remedy)}"


class PlannerError(Exception):
    """Base of every error the planner raises on purpose."""

    exit_code = 1


class InputError(PlannerError):
    """Raised when an input is wrong; `problems` holds all that was found, in reading order."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class OutputError(PlannerError):
    """Raised when a result cannot be written; nothing half-written is left behind."""


class SolverError(PlannerError):
    """Raised when a solver is unknown, not installed, or ends without a word on its result."""


class AuditError(PlannerError):
    """Raised when a plan's numbers disagree with those recomputed from the inputs."""


@dataclass
class Problems:
    """A list of problems that grows while inputs are read and is raised once, whole.

    `notes` are what is legal and worth knowing, for the scenario's notes.
    """

    found: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, where: str, what: str, remedy: str) -> None:
        """Note one problem.

        Raises:
            InputError: when there are more than `MOST_PROBLEMS`; it holds those found so far.
        """
        if len(self.found) >= MOST_PROBLEMS:
            more = f"more is wrong than the {MOST_PROBLEMS} problems before this one"
            raise InputError(*self.found, Problem(where, more, "mend those first"))
        self.found.append(Problem(where, what, remedy))

    def raise_if_any(self) -> None:
        """Raise all that was noted.

        Raises:
            InputError: when anything was noted.
        """
        if self.found:
            raise InputError(*self.found)
