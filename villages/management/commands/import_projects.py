"""``manage.py import_projects FILE.xlsx|csv``: delivered outputs of interventions, one row each."""

from villages.imports.project_plan import plan_projects
from villages.management.import_command import ImportCommand
from villages.models import ImportBatch


class Command(ImportCommand):
    """Rows name their year, village and RT; what was imported before is recognised."""

    help = "Impor kegiatan dan keluarannya dari berkas XLSX atau CSV."

    def plan(self, files, *, user, on_progress, **options):
        return plan_projects(files, user=user, on_progress=on_progress)

    def about(self, **options):
        return {"subject": ImportBatch.Subject.PROJECT}
