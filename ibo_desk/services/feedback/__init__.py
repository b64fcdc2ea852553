"""Feedback per item and per college, in both directions: rounds, matrix, answers, reach and alarms."""
