"""A question as it was asked on a command line: how its scenarios are read, and its answer handed over."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from planner.present.terminal import write_data, write_tables
from planner.questions.answer import Answer
from planner.questions.asked import options_of
from planner.questions.options import Format, check_published, load, say

if TYPE_CHECKING:
    from planner.present.context import ReportContext
    from planner.questions.outputs import Outputs
    from planner.scenario.scenario import Scenario


class Request:
    """What every question is asked for beside its own options, and all that is done with its answer.

    `files` are what its run leaves in `out`. What anybody may see goes into a folder of its own.
    """

    def __init__(
        self,
        context: typer.Context,
        files: Sequence[str],
        form: Format,
        outputs: "Outputs",
        out: Path | None,
        publish: bool,
    ) -> None:
        self.context = context
        self.files = files
        self.form = form
        self.outputs = outputs
        self.out = out
        self.publish = publish
        self.behind: tuple[ReportContext, ...] | None = None
        if publish:
            check_published(out)

    @property
    def log(self) -> Path | None:
        """Where plans are put down as they come: nowhere where counts that are not rounded may not be."""
        return None if self.publish else self.out

    def load(self, path: Path, budget: str | None = None, said_by: str = "--budget") -> "Scenario":
        """The one scenario that is asked of, read and begun with.

        Raises:
            InputError: when it cannot be read, or a map of it cannot be drawn.
            OutputError: when something stands in the way of a file.
        """
        scenario = load(path, budget, said_by, self.publish)
        self.begin([scenario])
        return scenario

    def begin(
        self, scenarios: "Sequence[Scenario]", folders: "Mapping[Path, Scenario] | None" = None
    ) -> None:
        """Hold the folder of the run, or those of several, and find all that stands in the way of its files.

        Raises:
            InputError: when a map cannot be drawn.
            OutputError: when something stands in the way of a file.
        """
        from planner.runs.claim import claimed

        name = self.context.command.name
        assert name is not None
        if self.out is not None:
            each = {self.out: scenarios} if folders is None else {to: [one] for to, one in folders.items()}
            for folder, several in each.items():
                self.context.with_resource(claimed(folder, name, self.files, several))
        self.behind = self.outputs.prepare(scenarios)

    def deliver(self, answer: Answer) -> None:
        """Print the answer, write its files, and stop with its exit code."""
        if self.publish:
            answer = answer.published()
        for line in answer.before(self.form is Format.table):
            say(line)
        show(answer, self.form)
        if self.out is not None:
            for path in answer.write(self.out, options_of(self.context)):
                say(f"wrote {path}")
        if self.behind is not None:
            makers = answer.makers(self.behind, self.outputs.live)
            self.outputs.write(makers)
            for option in self.outputs.given:
                if option not in makers:
                    say(f"note: no plan, so nothing for {option}")
        lines, code = answer.after()
        for line in lines:
            say(line)
        if code:
            raise typer.Exit(code)


def show(answer: Answer, form: Format) -> None:
    """Print an answer in a form."""
    if form is Format.table:
        from planner.present.drawers.terminal import draw

        write_tables(lambda console: draw(console, answer.told()))
    elif form is Format.json:
        from planner.present.documents import as_json

        write_data(as_json(answer.document()))
    else:
        write_data(answer.csv())
