"""The page, map, workbook or GeoPackage of a run that was kept."""
