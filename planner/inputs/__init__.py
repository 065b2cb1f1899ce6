"""What the user gives: scenarios, tables of areas, links between them, money."""
