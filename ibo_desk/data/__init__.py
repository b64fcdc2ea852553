"""Tables, engine, journal, migrations, backup and search: all that knows SQL."""
