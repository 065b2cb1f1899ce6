"""The command line: the commands by name, and every error as a line with its exit code."""

import contextlib
import sys
import traceback
from collections.abc import Callable
from typing import Annotated

import typer

from planner.errors import PlannerError
from planner.present.terminal import discard_output, open_streams, write_errors, write_lines
from planner.questions.new.command import new
from planner.questions.options import say
from planner.questions.register import QUESTIONS
from planner.questions.report.command import report
from planner.questions.rerun.command import rerun
from planner.questions.schema.command import schema


def command_line() -> typer.Typer:
    """Every question of the register as a command, and those that are about runs, projects and schemas."""
    app = typer.Typer(
        name="planner",
        help="Decides which specialist services to fund, for one area or shared by neighbours, so that a "
        "budget supports as many young people at risk as possible.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback(invoke_without_command=True)(_root)
    others: list[Callable[..., None]] = [report, rerun, new, schema]
    for command in [one.command() for one in QUESTIONS] + others:
        app.command()(command)
    return app


def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        from planner.version import __version__

        write_lines(f"planner {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line; every error is a line on stderr, with the exit code of its kind."""
    open_streams()
    try:
        code = command_line()(prog_name="planner", standalone_mode=False)
        sys.stdout.flush()
        if write_errors:
            code = _no_output(write_errors[0])
    except PlannerError as error:
        _trace_if_asked()
        for line in str(error).splitlines():
            say(line)
        code = error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        code = 130
    except Exception as error:
        code = _told(error)
    sys.exit(code if isinstance(code, int) else 0)


def _told(error: Exception) -> int:
    """Say what went wrong outside the planner's own errors: a mistyped command, or a fault."""
    if isinstance(error, OSError):
        return _no_output(error)
    if isinstance(error, MemoryError):
        say("not enough memory for this scenario; lower max_areas, or allow fewer links")
        return 1
    if not hasattr(error, "format_message"):
        _trace_if_asked()
        say(f"a fault of the planner: {type(error).__name__}: {error}; --debug shows the trace")
        return 1
    message = str(error.format_message())
    if message.startswith("Usage:"):
        print(message, file=sys.stderr)
    else:
        say(f"{message.removeprefix('Value error, ').rstrip('.')}; see planner --help")
    return 2


def _no_output(error: OSError) -> int:
    """Say that a file or stdout could not be read or written; nothing more is written there."""
    _trace_if_asked()
    if not isinstance(error, BrokenPipeError):  # else whoever read stdout has had enough of it
        where = error.filename if error.filename is not None else "stdout"
        say(f"{where}: {error.strerror}; check the path, the rights to it and the room on the disk")
    if error.filename is None:
        with contextlib.suppress(OSError, ValueError):  # what is left in the buffer
            discard_output()
    return 0 if isinstance(error, BrokenPipeError) else 1


def _trace_if_asked() -> None:
    if "--debug" in sys.argv:
        traceback.print_exc()
