"""The same use cases without a window: ``ibo-desk`` (design.md, "Command line")."""
