"""What a run keeps of the command line it was asked with, and how it is asked again from that."""

from collections.abc import Mapping
from typing import Any

import typer

NOT_KEPT = {
    "scenario": "kept whole, as files of the run",
    "scenarios": "likewise",
    "indicators": "in the inputs of the run",
    "budget": "in the scenario of the run",
    "vary": "in the scenarios of the run",
    "form": "how it was printed",
    "out": "where it was written",
    "report": "likewise",
    "map_": "likewise",
    "workbook": "likewise",
    "geopackage": "likewise",
    "save_lp": "likewise",
    "workers": "the same answer wherever it is worked out",
    "cluster": "likewise",
    "debug": "what is told of a fault",
}
"""Parameters on which no answer depends once the scenarios are kept, and why; all others are kept."""


def options_of(context: typer.Context) -> dict[str, Any]:
    """What a command was asked with, by the names of its parameters, but for `NOT_KEPT`."""
    return {name: value for name, value in context.params.items() if name not in NOT_KEPT}


def words_of(command: Any, options: Mapping[str, Any]) -> list[str]:
    """The words of a command line that asks a command for the same again, scenarios and outputs apart."""
    words: list[str] = []
    for parameter in command.params:
        value = options.get(parameter.name)
        if parameter.name in NOT_KEPT or value in (None, False, [], ()):
            continue
        each = [str(one) for one in (value if isinstance(value, list | tuple) else [value])]
        if parameter.param_type_name == "argument":
            words += each
        elif value is True:
            words.append(parameter.opts[0])
        else:
            words += [f"{parameter.opts[0]}={one}" for one in each]
    return words
