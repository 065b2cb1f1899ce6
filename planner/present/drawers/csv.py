"""Tables as CSV: their values as they are, under the keys of their columns."""

from planner.present.documents import rows_csv
from planner.present.table import Table


def csv_table(table: Table) -> str:
    """The table as CSV text; a row that adds up the others is left out, so that nothing counts twice."""
    keys = [column.key or column.heading for column in table.columns]
    rows = table.values()[: -1 if table.total else None]
    return rows_csv([dict(zip(keys, row, strict=True)) for row in rows], keys)
