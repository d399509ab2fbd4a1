"""Saving a trial: proposed projects with what they plan, all or none."""

from django.db import transaction

from villages.actions.condition import lock_villages
from villages.actions.output import save_outputs
from villages.actions.project import save_project


@transaction.atomic
def propose_projects(*, drafts, by):
    """Register the projects of a village, each with its outputs; ``drafts`` yields such pairs.

    Raises what ``save_project`` and ``save_outputs`` raise.
    """
    drafts = list(drafts)
    lock_villages({project.village for project, __ in drafts})
    for project, outputs in drafts:
        save_project(project=project, by=by)
        for output in outputs:
            output.project = project
        save_outputs(outputs=outputs, by=by, confirmed=True)
    return [project for project, __ in drafts]
