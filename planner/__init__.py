"""Decides which specialist services to fund, for one area or shared by neighbours.

The public surface is what `__all__` names; each loads what it needs when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from planner.version import __version__

if TYPE_CHECKING:
    from planner.analyse.compare import Comparison, compare
    from planner.analyse.frontier import Frontier, frontier
    from planner.analyse.joint import Joint, joint
    from planner.analyse.partners import Partners, partners
    from planner.analyse.robust import NoRobust, Robust, robust
    from planner.analyse.stability import Stability, stability
    from planner.analyse.workers import Workers
    from planner.errors import AuditError, InputError, OutputError, PlannerError, SolverError
    from planner.inputs.load import load_scenario
    from planner.inputs.scenario import Scenario
    from planner.inputs.variants import load_variants
    from planner.optimise.main_road import optimise
    from planner.optimise.plan import Plan

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
    "Comparison": "planner.analyse.compare",
    "Frontier": "planner.analyse.frontier",
    "InputError": "planner.errors",
    "Joint": "planner.analyse.joint",
    "OutputError": "planner.errors",
    "Partners": "planner.analyse.partners",
    "Plan": "planner.optimise.plan",
    "PlannerError": "planner.errors",
    "NoRobust": "planner.analyse.robust",
    "Robust": "planner.analyse.robust",
    "Scenario": "planner.inputs.scenario",
    "SolverError": "planner.errors",
    "Stability": "planner.analyse.stability",
    "Workers": "planner.analyse.workers",
    "compare": "planner.analyse.compare",
    "frontier": "planner.analyse.frontier",
    "joint": "planner.analyse.joint",
    "load_scenario": "planner.inputs.load",
    "load_variants": "planner.inputs.variants",
    "partners": "planner.analyse.partners",
    "robust": "planner.analyse.robust",
    "stability": "planner.analyse.stability",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its home on first use, so that `import planner` stays light."""
    if name == "optimise":
        return import_module("planner.optimise")  # a package that can be called
    if name not in _HOMES:
        raise AttributeError(f"module 'planner' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
