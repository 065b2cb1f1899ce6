"""Decides which specialist services to fund, for one area or shared by neighbours.

The public surface is what `__all__` names; each loads what it needs when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from planner.version import __version__

if TYPE_CHECKING:
    from planner.errors import AuditError, InputError, OutputError, PlannerError, SolverError
    from planner.plan.optimise import optimise
    from planner.plan.plan import Plan
    from planner.questions.compare.answer import Comparison, compare
    from planner.questions.compare.robust import NoRobust, Robust, robust
    from planner.questions.frontier.answer import Frontier, frontier
    from planner.questions.joint.answer import Joint, joint
    from planner.questions.partners.answer import Partners, partners
    from planner.questions.stability.answer import Stability, stability
    from planner.runs.workers import Workers
    from planner.scenario.read.load import load_scenario
    from planner.scenario.read.variants import load_variants
    from planner.scenario.scenario import Scenario

__all__ = [
    "AuditError",
    "Comparison",
    "Frontier",
    "InputError",
    "Joint",
    "NoRobust",
    "OutputError",
    "Partners",
    "Plan",
    "PlannerError",
    "Robust",
    "Scenario",
    "SolverError",
    "Stability",
    "Workers",
    "__version__",
    "compare",
    "frontier",
    "joint",
    "load_scenario",
    "load_variants",
    "optimise",
    "partners",
    "robust",
    "stability",
]

_HOMES = {
    "AuditError": "planner.errors",
    "Comparison": "planner.questions.compare.answer",
    "Frontier": "planner.questions.frontier.answer",
    "InputError": "planner.errors",
    "Joint": "planner.questions.joint.answer",
    "OutputError": "planner.errors",
    "Partners": "planner.questions.partners.answer",
    "Plan": "planner.plan.plan",
    "PlannerError": "planner.errors",
    "NoRobust": "planner.questions.compare.robust",
    "Robust": "planner.questions.compare.robust",
    "Scenario": "planner.scenario.scenario",
    "SolverError": "planner.errors",
    "Stability": "planner.questions.stability.answer",
    "Workers": "planner.runs.workers",
    "compare": "planner.questions.compare.answer",
    "frontier": "planner.questions.frontier.answer",
    "joint": "planner.questions.joint.answer",
    "load_scenario": "planner.scenario.read.load",
    "load_variants": "planner.scenario.read.variants",
    "optimise": "planner.plan.optimise",
    "partners": "planner.questions.partners.answer",
    "robust": "planner.questions.compare.robust",
    "stability": "planner.questions.stability.answer",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its home on first use, so that `import planner` stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'planner' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
