"""What every subject stands on: record types and writing them, tables to read, names to look up, settings, search."""
