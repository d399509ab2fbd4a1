"""The register of interventions in the sheet that can be edited and imported again."""

from django.db.models import Prefetch

from villages.models import Output
from villages.project_sheet import project_rows

CHUNK = 500


def register_rows(projects):
    """Rows under ``project_sheet.ALL_HEADINGS``, one per output, in the order of the projects."""
    outputs = Output.objects.select_related("neighbourhood")
    prefetched = projects.prefetch_related(Prefetch("outputs", queryset=outputs))
    for project in prefetched.iterator(chunk_size=CHUNK):
        yield from project_rows(project, project.outputs.all())
