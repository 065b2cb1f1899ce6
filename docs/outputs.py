"""Makes all that the manual holds of the planner's own words: `python -m docs.outputs`.

Every command that stands above an output is run again and its output put in place; the tables of keys and of
commands are made anew.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from docs import commands, keys
from docs.shown import PAGES, Project, refreshed


def main() -> None:
    """Refresh README and every page of the manual."""
    with TemporaryDirectory() as folder:
        project = Project(Path(folder) / "london")
        for page in PAGES:
            before = page.read_text(encoding="utf-8")
            after = refreshed(before, project.printed)
            if after != before:
                page.write_text(after, encoding="utf-8")
                print(f"{page.name}: changed")
    keys.main()
    commands.main()


if __name__ == "__main__":
    main()
