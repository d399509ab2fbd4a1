"""Trigrams find mistyped names; the owner of a PostgreSQL database may create this extension.

Going back leaves it where it is: something else may use it by then.
"""

from django.db import migrations


def create_extension(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")


class Migration(migrations.Migration):
    dependencies = [("villages", "0002_register_interventions")]

    operations = [
        migrations.RunPython(create_extension, migrations.RunPython.noop, elidable=False)
    ]
