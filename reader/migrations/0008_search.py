"""What search finds, and each database's own index over it.

On SQLite an FTS5 table follows the rows by triggers, as its documentation has it (section 4.4.3). Whoever
changes the table `reader_entry` with SQLite makes the triggers anew: Django then writes it as a new table.
"""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = [
    """CREATE VIRTUAL TABLE reader_entry_terms
       USING fts5(words, stems, content='reader_entry', content_rowid='id', tokenize='ascii')""",
    """CREATE TRIGGER reader_entry_added AFTER INSERT ON reader_entry BEGIN
         INSERT INTO reader_entry_terms (rowid, words, stems) VALUES (new.id, new.words, new.stems);
       END""",
    """CREATE TRIGGER reader_entry_gone AFTER DELETE ON reader_entry BEGIN
         INSERT INTO reader_entry_terms (reader_entry_terms, rowid, words, stems)
         VALUES ('delete', old.id, old.words, old.stems);
       END""",
    """CREATE TRIGGER reader_entry_changed AFTER UPDATE ON reader_entry BEGIN
         INSERT INTO reader_entry_terms (reader_entry_terms, rowid, words, stems)
         VALUES ('delete', old.id, old.words, old.stems);
         INSERT INTO reader_entry_terms (rowid, words, stems) VALUES (new.id, new.words, new.stems);
       END""",
]
POSTGRESQL = [
    """CREATE INDEX reader_entry_terms ON reader_entry USING gin
       ((setweight(to_tsvector('simple', words), 'B') || setweight(to_tsvector('simple', stems), 'A')))"""
]


def make_index(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("added", "gone", "changed"):
            schema_editor.execute(f"DROP TRIGGER reader_entry_{name}")
        schema_editor.execute("DROP TABLE reader_entry_terms")
    else:
        schema_editor.execute("DROP INDEX reader_entry_terms")


class Migration(migrations.Migration):

    dependencies = [("reader", "0007_suggested_corrections")]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(help_text='head, block, or a name that a layer gives', max_length=10)),
                ('other', models.PositiveBigIntegerField(blank=True, null=True)),
                ('words', models.TextField()),
                ('stems', models.TextField()),
                ('block', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reader.block')),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reader.interview')),
            ],
            options={
                'indexes': [models.Index(fields=['source', 'other'], name='entry_of_layer')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('block__isnull', True), ('other__isnull', True), ('source', 'head')), models.Q(('block__isnull', False), ('other__isnull', True), ('source', 'block')), models.Q(models.Q(('source__in', ('head', 'block')), _negated=True), ('block__isnull', True), ('other__isnull', False)), _connector='OR'), name='entry_of_one_thing'), models.UniqueConstraint(condition=models.Q(('source', 'head')), fields=('interview',), name='entry_of_head_once'), models.UniqueConstraint(fields=('interview', 'block'), name='entry_of_block_once'), models.UniqueConstraint(fields=('interview', 'source', 'other'), name='entry_of_layer_once')],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
