"""Word templates with Jinja tags, compiled once and filled many times; knows nothing of meetings."""
