"""IBO Desk: one place for the inter-governmental consultation of a region and the papers it makes."""

__version__ = "0.1.0"
