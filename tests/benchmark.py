"""``make bench``: prints how long an import and each page take at the size of the regency.

330 villages, 5,774 RTs, 5 yearly surveys and 5,000 projects by default, in a database of its own that is
dropped again; on PostgreSQL with ``DATABASE_URL``. It measures and never fails: the budgets are in design.md.
"""

import argparse
import os
import statistics
import time
from contextlib import contextmanager
from io import StringIO

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases

from tests.addresses import first_addresses
from tests.benchmark_import import measure_import, measure_project_import
from villages.models import Agency, Condition
from villages.sample import Sample
from villages.sample_projects import SampleProjects

REPEAT = 5
PAGE_BUDGET_MS = 200


def main():
    """Set up, measure, print, drop."""
    arguments = _arguments()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        print(f"{connection.vendor}: {arguments.villages} villages, {arguments.rts} RTs")
        reviewer, assistant = _people()
        with timed("generate_sample"):
            Sample(
                villages=arguments.villages,
                rts=arguments.rts,
                years=arguments.years,
                seed=2021,
                entered_by=assistant,
                verified_by=reviewer,
            ).write()
        with timed("generate_sample --projects"):
            SampleProjects(
                projects=arguments.projects,
                years=arguments.years,
                seed=2021,
                entered_by=assistant,
            ).write()
        _measure_conditions()
        Agency.objects.get(short_name="PUPR").staff.add(reviewer)
        measure_import(assistant)
        measure_project_import(assistant)
        _measure_pages(reviewer)
    finally:
        teardown_databases(databases, verbosity=0)


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--villages", type=int, default=330)
    parser.add_argument("--rts", type=int, default=5774)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--projects", type=int, default=5000)
    return parser.parse_args()


def _people():
    call_command("sync_roles", verbosity=0)
    reviewer = User.objects.create_superuser("bench-bappeda")
    return reviewer, User.objects.create_superuser("bench-asisten")


@contextmanager
def timed(name):
    """Print how long the block took."""
    start = time.perf_counter()
    yield
    print(f"{name:<42}{time.perf_counter() - start:8.2f} s")


def _measure_conditions():
    """Of the whole regency: found right, then computed and written anew."""
    quiet = {"stdout": StringIO()}
    with timed("rebuild_conditions --check"):
        call_command("rebuild_conditions", check=True, **quiet)
    Condition.objects.all().delete()
    with timed("rebuild_conditions, every row"):
        call_command("rebuild_conditions", **quiet)


def _measure_pages(user):
    client = Client()
    client.force_login(user)
    print(f"{'page':<42}{'median':>8}{'worst':>8}{'queries':>9}{'kB':>7}")
    for name, path in first_addresses():
        response = client.get(path)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            _print_page(client, name, path)


def _print_page(client, name, path):
    times, size = [], 0
    for __ in range(REPEAT):
        start = time.perf_counter()
        response = client.get(path)
        times.append((time.perf_counter() - start) * 1000)
        size = len(response.content)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    mark = "  > budget" if statistics.median(times) > PAGE_BUDGET_MS else ""
    print(
        f"{name:<42}{statistics.median(times):>5.0f} ms{max(times):>5.0f} ms"
        f"{len(queries):>9}{size / 1000:>7.0f}{mark}"
    )


if __name__ == "__main__":
    main()
