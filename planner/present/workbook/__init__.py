"""A plan as an Excel workbook whose numbers follow when a cost or a caseload is changed."""
