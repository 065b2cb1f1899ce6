"""A question: what asks it, what its run leaves behind, and the command that is made of that."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any

import typer

from planner.questions.answer import Answer, Saved
from planner.questions.options import Debug, Form, Format, Publish
from planner.questions.output_options import Geopackage, Map, Report, Workbook, outputs
from planner.questions.request import Request

MAKES = {"report": Report, "map_": Map, "workbook": Workbook, "geopackage": Geopackage}


@dataclass(frozen=True)
class Question:
    """A question of the planner.

    `ask` takes a request and the question's own arguments and options; its name is the command's, and its
    docstring the help. `out` is the help of `--out`; without one there is none. `makes` are what can be made
    of the answer beside its table, of `MAKES`; `read` reads an answer back from the folder of its run.
    """

    ask: Callable[..., Answer]
    out: str = ""
    makes: tuple[str, ...] = ()
    publishes: bool = True
    read: Callable[[Path], Saved] | None = None
    named_files: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is asked by on the command line."""
        return self.ask.__name__

    @property
    def files(self) -> tuple[str, ...]:
        """What `--out` writes beside the scenarios and the record; the last is the whole answer."""
        return self.named_files or (f"{self.name}.csv", f"{self.name}.json")

    @property
    def answer_file(self) -> str:
        """The file that holds the whole answer."""
        return self.files[-1]

    def command(self) -> Callable[..., None]:
        """The command: the question's own options, and those that all questions share."""
        shared = self._shared()

        def command(context: typer.Context, **given: Any) -> None:
            common = {one.name: given.pop(one.name) for one in shared}
            report, map_, workbook, geopackage = (common.get(name) for name in MAKES)
            publish = bool(common.get("publish"))
            wanted = outputs(report, map_, workbook, geopackage, live=not publish)
            request = Request(context, self.files, common["form"], wanted, common.get("out"), publish)
            request.deliver(self.ask(request, **given))

        own = list(signature(self.ask).parameters.values())[1:]
        first = Parameter("context", Parameter.KEYWORD_ONLY, annotation=typer.Context)
        every = [first, *(one.replace(kind=Parameter.KEYWORD_ONLY) for one in own), *shared]
        command.__signature__ = signature(self.ask).replace(  # type: ignore[attr-defined]
            parameters=every, return_annotation=None
        )
        command.__annotations__ = {one.name: one.annotation for one in every}
        command.__name__, command.__doc__ = self.name, self.ask.__doc__
        return command

    def _shared(self) -> list[Parameter]:
        options: dict[str, tuple[Any, Any]] = {"form": (Form, Format.table)}
        if self.out:
            options["out"] = (Annotated[Path | None, typer.Option(help=self.out)], None)
        options |= {name: (MAKES[name], None) for name in self.makes}
        if self.publishes:
            options["publish"] = (Publish, False)
        options["debug"] = (Debug, False)
        return [
            Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for name, (annotation, default) in options.items()
        ]
