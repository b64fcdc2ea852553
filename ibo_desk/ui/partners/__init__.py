"""Partners and mandates: organisations, people, bodies, and when each college meets."""
