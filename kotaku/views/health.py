"""What monitoring asks."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.cache import never_cache

from villages import locks


@never_cache
@login_not_required
def healthz(request):
    """200 when the database answers, is migrated and has its locks, else 503."""
    ready = _is_ready()
    return HttpResponse(
        "ok" if ready else "not ready", content_type="text/plain", status=200 if ready else 503
    )


def _is_ready():
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        return not pending and locks.are_armed(connection)
    except DatabaseError:  # the answer to "is the database there" may be no
        return False
