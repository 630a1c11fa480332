"""PostgreSQL keeps the terms of an entry beside it: made anew for each hit, ranking took seconds.

Django knows nothing of the column; the database fills it.
"""

from django.db import migrations

VECTOR = "setweight(to_tsvector('simple', words), 'B') || setweight(to_tsvector('simple', stems), 'A')"
OLD = f"CREATE INDEX reader_entry_terms ON reader_entry USING gin (({VECTOR}))"
NEW = [
    "DROP INDEX reader_entry_terms",
    f"ALTER TABLE reader_entry ADD COLUMN terms tsvector GENERATED ALWAYS AS ({VECTOR}) STORED",
    "CREATE INDEX reader_entry_terms ON reader_entry USING gin (terms)",
]


def keep_terms(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in NEW:
            schema_editor.execute(statement)


def drop_terms(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        # The index goes with the column.
        schema_editor.execute("ALTER TABLE reader_entry DROP COLUMN terms")
        schema_editor.execute(OLD)


class Migration(migrations.Migration):

    dependencies = [("reader", "0008_search")]

    operations = [migrations.RunPython(keep_terms, drop_terms)]
