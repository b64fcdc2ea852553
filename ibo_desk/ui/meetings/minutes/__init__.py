"""The minutes of a meeting: their state, findings, remarks and versions."""
