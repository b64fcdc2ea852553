"""Filling a new region: presets and the example."""
