"""From uploaded sheets of interventions to the plan that the preview shows."""

from villages.imports.project_sheet import read_outputs
from villages.queries.project_plan import plan_outputs
from villages.queries.project_stored import StoredProjects


def plan_projects(files, *, user, on_progress=None):
    """The ``Plan`` of importing sheets of interventions; nothing is stored.

    ``files`` yields pairs of an open binary file and its name; ``user`` limits villages and projects to
    theirs, None stands for whoever holds the server. ``on_progress(done, total)`` counts rows that were
    checked.
    """
    rows, findings = read_outputs(files)
    return plan_outputs(rows, findings, StoredProjects(rows, user=user), on_progress=on_progress)
