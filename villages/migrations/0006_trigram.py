"""Trigrams for finding mistyped names; the owner of a PostgreSQL database may create this extension."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("villages", "0005_add_agency_criteria")]

    operations = [TrigramExtension()]
