"""Tables on a sheet of a workbook: numbers with their formats, exact beneath."""

from planner.present.table import Table
from planner.present.workbook.sheet import HEAD, Sheet

WIDTHS = {"text": 30.0}
"""Letters that a column of a kind takes; others take `NUMBERS`."""
NUMBERS = 12.0


def sheet_table(sheet: Sheet, table: Table, row: int = HEAD) -> int:
    """Write the table from this row on, under its headings; gives the row after its notes."""
    widths = [40.0 if column.wide else WIDTHS.get(column.kind.value, NUMBERS) for column in table.columns]
    sheet.head([column.heading for column in table.columns], widths, row)
    for values in table.values():
        row += 1
        for place, (value, column) in enumerate(zip(values, table.columns, strict=True)):
            style = "wrapped" if isinstance(value, str) and column.wide else column.kind.value
            sheet.put(row, place, value, style)
    for note in table.notes:
        row += 1
        sheet.put(row, 0, note)
    return row + 1
