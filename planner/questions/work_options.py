"""Options of the commands that solve many times: where the work is done."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from planner.runs.workers import Workers

WorkersOption = Annotated[
    int, typer.Option("--workers", min=1, help="Processes of this machine to work in; 1: this one alone.")
]
ClusterOption = Annotated[
    str | None, typer.Option("--cluster", help="Address of a Dask scheduler to work on, tcp://host:8786.")
]


def workers_of(workers: int, cluster: str | None) -> "Workers":
    """Where the work is done."""
    from planner.runs.workers import Workers

    if workers > 1 and cluster is not None:
        raise typer.BadParameter("give --workers or --cluster, not both", param_hint="--workers")
    return Workers(workers, cluster)
