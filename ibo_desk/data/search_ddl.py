"""The full-text index by plain DDL: FTS5 in the file, a tsvector in PostgreSQL; accents are folded in both."""

# A word is looked for while it is typed: what begins with one sign is held ready, as gathering it from all words with
# that sign takes longer than all the rest of a question.
SQLITE = [
    "CREATE VIRTUAL TABLE search_index USING fts5("
    "record_id UNINDEXED, kind UNINDEXED, title, names, body,"
    " tokenize = \"unicode61 remove_diacritics 2\", prefix = '1')",
    "CREATE VIRTUAL TABLE search_word USING fts5vocab(search_index, row)",
]
POSTGRESQL = [
    "CREATE TABLE search_index (record_id varchar(36) PRIMARY KEY, kind varchar(60) NOT NULL, title text NOT NULL,"
    " names text NOT NULL, body text NOT NULL, words tsvector NOT NULL)",
    "CREATE INDEX ix_search_index_words ON search_index USING gin (words)",
]


def search_statements(dialect: str) -> list[str]:
    """The DDL for "sqlite" or "postgresql"; ``words`` is filled from folded text, so no extension is needed."""
    return SQLITE if dialect == "sqlite" else POSTGRESQL
