"""Random worlds to measure on: points on a plane, Delaunay links, uneven need and costs."""

import numpy as np
from scipy.spatial import Delaunay

from planner.scenario.areas import Areas
from planner.scenario.scenario import Scenario
from planner.scenario.schema import Reach, ServiceType, Staff

KM_BETWEEN_NEIGHBOURS = 6.0


def random_world(areas: int, share: float, max_areas: int = 4, seed: int = 1) -> Scenario:
    """A world of `areas` areas whose budget is `share` of what serving everybody would cost.

    Need is lognormal, about 30 an area; the cost factor of an area is 0.85 to 1.25; costs of the service
    differ by seed. "Serving everybody" is priced at full caseloads in services of `max_areas` areas.
    """
    rng = np.random.default_rng(seed)
    spots = rng.uniform(0, KM_BETWEEN_NEIGHBOURS * np.sqrt(areas), size=(areas, 2))
    need = np.round(rng.lognormal(np.log(27.0), 0.45, size=areas), 3)
    factor = np.round(rng.uniform(0.85, 1.25, size=areas), 3)
    kind = ServiceType(
        setup_cost=float(rng.integers(20_000, 70_000)),
        annual_cost=float(rng.integers(60_000, 120_000)),
        joint_cost=float(rng.integers(4_000, 16_000)),
        staff=Staff(
            cost=float(rng.integers(40_000, 56_000)),
            caseload=round(float(rng.uniform(11, 19)), 2),
            min=2,
            max=10,
        ),
        max_areas=max_areas,
        reach=Reach(hub=1.0, per_km=round(float(rng.uniform(0.006, 0.016)), 4), floor=0.5),
    )
    width = len(str(areas))
    return Scenario(
        name=f"random {areas}, seed {seed}, {share:.0%}",
        areas=Areas(
            codes=tuple(f"R{i:0{width}d}" for i in range(areas)),
            names=tuple(f"Area {i}" for i in range(areas)),
            need=need,
            cost_factor=factor,
            centres=spots,
        ),
        links=_delaunay(spots),
        budget=round(share * _everybody(need, factor, kind, max_areas), 2),
        term=3.0,
        services={"specialist": kind},
    )


def _delaunay(spots: np.ndarray) -> np.ndarray:
    triangles = Delaunay(spots).simplices
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]])
    return np.unique(np.sort(edges, axis=1), axis=0)


def _everybody(need: np.ndarray, factor: np.ndarray, kind: ServiceType, max_areas: int) -> float:
    assert kind.staff is not None
    each = kind.setup_cost / 3.0 + kind.annual_cost + kind.joint_cost * (max_areas - 1)
    services = len(need) / max_areas
    return float(factor.mean() * (services * each + kind.staff.cost * need.sum() / kind.staff.caseload))
