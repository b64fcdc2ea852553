"""The same use cases without a window: ``ibo-desk``."""
