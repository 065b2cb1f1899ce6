"""What every answer is drawn with: words, tables, maps, charts, pages, workbooks."""
