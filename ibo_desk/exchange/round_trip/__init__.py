"""The records of a region as a workbook that can be changed in Excel and read back: only the changes come home."""
