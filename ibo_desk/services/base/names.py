"""The name that is shown, as an expression of the database: equal to ``domain.names.display_name``."""

from sqlalchemy import ColumnElement, FromClause, func


def name_shown(table: FromClause) -> ColumnElement[str]:
    """The short name (of an action: its short title) where there is one, else the full one.

    NULL where an outer join has no row.
    """
    short, full = ("short_name", "name") if "short_name" in table.c else ("short_title", "title")
    return func.coalesce(func.nullif(table.c[short], ""), table.c[full])
