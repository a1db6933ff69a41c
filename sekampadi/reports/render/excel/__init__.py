"""Excel files: tables, reports with formulas, the template for paper answers."""
