"""A plan as tables for pandas: a row a service, a row an area."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from planner.plan.plan import Plan
    from planner.scenario.scenario import Scenario


def services_frame(plan: "Plan") -> "pd.DataFrame":
    """The services in the order of the plan, by the number they have in every table and on the map."""
    import pandas as pd

    from planner.plan.plan import Service

    numbers = pd.RangeIndex(1, len(plan.services) + 1, name="service")
    rows = [service.model_dump() for service in plan.services]
    return pd.DataFrame(rows, columns=list(Service.model_fields), index=numbers)


def areas_frame(plan: "Plan", scenario: "Scenario | None") -> "pd.DataFrame":
    """The areas by code; with the shapes of the scenario, where it has any, on its grid in metres."""
    import pandas as pd

    rows = [{**area.model_dump(), "unmet": area.unmet} for area in plan.areas]
    frame: pd.DataFrame = pd.DataFrame(rows).set_index("area")
    if scenario is None or scenario.areas.shapes is None:
        return frame
    import geopandas as gpd

    shapes, position = scenario.areas.shapes, scenario.areas.position
    outlines = [shapes.outlines[position[area.area]] for area in plan.areas]
    drawn: pd.DataFrame = gpd.GeoDataFrame(frame, geometry=outlines, crs=shapes.grid)
    return drawn
