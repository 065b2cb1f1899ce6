"""From a scenario to a plan: catchments, candidates, the program, the search, the audit.

The package can be called and is then the function of its name: `planner.optimise(scenario)`.
"""

import sys
from types import ModuleType

from planner.optimise.main_road import optimise

__wrapped__ = optimise  # whose signature inspect then shows


class _Callable(ModuleType):
    """A module that is its function too, so that neither hides the other."""

    __call__ = staticmethod(optimise)


sys.modules[__name__].__class__ = _Callable
