"""Pages that belong to no app: home, health, and the friendly refusals."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.shortcuts import render

from villages import locks


def home(request):
    """What waits for me, then the regency."""
    return render(request, "kotaku/home.html")


@login_not_required
def healthz(request):
    """For monitoring: 200 when the database answers, is migrated and has its locks, else 503."""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    healthy = not pending and locks.are_armed(connection)
    return HttpResponse(
        "ok" if healthy else "not ready", content_type="text/plain", status=200 if healthy else 503
    )


def forbidden(request, exception):
    """403 with the reason, where the act gave one."""
    return render(request, "403.html", {"reason": str(exception)}, status=403)
