"""What saving an import takes, by what its sheets hold: locks, the comparison again, and a writer."""

from collections.abc import Callable
from dataclasses import dataclass

from villages.actions.condition import lock_villages
from villages.actions.import_writing import ImportWriter
from villages.actions.output_writing import OutputWriter
from villages.models import Baseline, ImportBatch, Project, Village
from villages.queries.import_plan import holds_still, plan_rows
from villages.queries.import_stored import Stored
from villages.queries.project_plan import outputs_hold_still, plan_outputs
from villages.queries.project_stored import StoredProjects


@dataclass(frozen=True)
class Importer:
    """``locked_store(batch, plan, by)`` is what is stored now, with all that the plan may change locked.

    ``holds_still(rows, stored)`` tells whether saving would do what the rows show, ``plan_rows`` plans them
    anew, and ``writer(batch, plan, stored, by, on_progress)`` writes them.
    """

    locked_store: Callable
    holds_still: Callable
    plan_rows: Callable
    writer: Callable


def _locked_baselines(batch, plan, by):
    """Villages first, as opening a baseline does, then baselines, always in the same order."""
    codes = {row.code for row in plan.rows if row.is_accepted}
    villages = Village.objects.filter(code__in=codes).order_by("pk")
    pks = list(villages.select_for_update(of=("self",)).values_list("pk", flat=True))
    baselines = Baseline.objects.filter(village__in=pks, year=batch.year, kind=batch.kind)
    list(baselines.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    return Stored(plan.rows, year=batch.year, kind=batch.kind, user=by)


def _locked_projects(batch, plan, by):
    """Villages first, at which all who change conditions queue, then the projects that grow or change."""
    rows = [row for row in plan.rows if row.is_written]
    codes = {row.code for row in rows}
    lock_villages(Village.objects.filter(code__in=codes).values_list("pk", flat=True))
    touched = {row.project for row in rows if row.project}
    projects = Project.objects.filter(pk__in=touched).order_by("pk")
    list(projects.select_for_update(of=("self",)).values_list("pk"))
    return StoredProjects(plan.rows, user=by)


IMPORTERS = {
    ImportBatch.Subject.BASELINE: Importer(_locked_baselines, holds_still, plan_rows, ImportWriter),
    ImportBatch.Subject.PROJECT: Importer(
        _locked_projects, outputs_hold_still, plan_outputs, OutputWriter
    ),
}
