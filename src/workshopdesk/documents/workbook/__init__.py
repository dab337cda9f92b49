"""Excel workbooks drawn from sheets: hides openpyxl, styles, charts and the package's bytes."""
