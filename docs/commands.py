"""Makes the list of commands in docs/commands.md from the command line: `python -m docs.commands`."""

import typer.main

from docs.places import HERE, fill
from planner.cli import command_line

PAGE = HERE / "commands.md"


def main() -> None:
    """Write the list into its place."""
    fill(PAGE, "commands", table())


def table() -> str:
    """A row a command: what it is for, and the forms it prints."""
    head = ["| command | what it does |", "|---|---|"]
    rows = [
        f"| `planner {name}` | {' '.join((command.help or '').split())} |"
        for name, command in typer.main.get_group(command_line()).commands.items()
    ]
    return "\n".join(head + rows)


if __name__ == "__main__":
    main()
