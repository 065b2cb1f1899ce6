"""The public names of the planner and where each lives: the one list of them."""

from planner.errors import AuditError as AuditError
from planner.errors import InputError as InputError
from planner.errors import OutputError as OutputError
from planner.errors import PlannerError as PlannerError
from planner.errors import SolverError as SolverError
from planner.estimation.estimate import estimate as estimate
from planner.estimation.result import Estimate as Estimate
from planner.plan.optimise import optimise as optimise
from planner.plan.plan import Plan as Plan
from planner.questions.alternatives.answer import Alternatives as Alternatives
from planner.questions.alternatives.answer import alternatives as alternatives
from planner.questions.compare.answer import Comparison as Comparison
from planner.questions.compare.answer import compare as compare
from planner.questions.compare.robust import NoRobust as NoRobust
from planner.questions.compare.robust import Robust as Robust
from planner.questions.compare.robust import robust as robust
from planner.questions.explain.answer import AreaExplained as AreaExplained
from planner.questions.explain.answer import Explanation as Explanation
from planner.questions.explain.answer import ServiceExplained as ServiceExplained
from planner.questions.explain.answer import explain as explain
from planner.questions.frontier.answer import Frontier as Frontier
from planner.questions.frontier.answer import frontier as frontier
from planner.questions.joint.answer import Joint as Joint
from planner.questions.joint.answer import joint as joint
from planner.questions.partners.answer import Partners as Partners
from planner.questions.partners.answer import partners as partners
from planner.questions.stability.answer import Stability as Stability
from planner.questions.stability.answer import stability as stability
from planner.questions.validate.answer import Validation as Validation
from planner.questions.validate.answer import validate as validate
from planner.runs.workers import Workers as Workers
from planner.scenario.read.load import load_scenario as load_scenario
from planner.scenario.read.variants import load_variants as load_variants
from planner.scenario.scenario import Scenario as Scenario
from planner.version import __version__ as __version__

__all__: list[str]
