"""Partners for one area as JSON and CSV."""

from typing import Any

from planner.present.documents import drop_empty, rounded, rows_csv
from planner.questions.partners.answer import Option, Partners


def partners_document(partners: Partners) -> dict[str, Any]:
    """The result as the JSON contract has it."""
    document = rounded(partners.model_dump(mode="json", by_alias=True))
    if document["alone"]:
        drop_empty(document["alone"], "expands", "starts")
    return dict(document)


def partners_csv(partners: Partners) -> str:
    """One row an option, the best first; areas joined by `+`."""
    rows = [{**one.model_dump(), "areas": "+".join(one.areas)} for one in partners.options]
    return rows_csv(rows, list(Option.model_fields))
