"""Tables described by columns, over frozen rows."""
