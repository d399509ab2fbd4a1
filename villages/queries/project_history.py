"""The history of an intervention: itself, its outputs, and what was recorded while it was built and after."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from villages.models import Disbursement, Handover, Inspection, Output, ProjectPhoto, WorkWeek
from villages.queries.history import TrackedChanges, changes_of

# What is recorded of a project besides its outputs, and what an entry calls it.
COURSE = (
    (WorkWeek, lambda row: _("Minggu %(number)s") % {"number": row.number}),
    (Disbursement, lambda row: _("Pencairan tahap %(stage)s") % {"stage": row.stage}),
    (ProjectPhoto, lambda row: _("Foto %(stage)s") % {"stage": row.get_stage_display()}),
    (Handover, lambda row: _("Serah terima")),
    (Inspection, lambda row: _("Pemeriksaan %(due)s") % {"due": date_format(row.due_on)}),
)
# Where a photograph is kept and how large it is says nothing to people.
HIDDEN = ("project", "image", "thumbnail", "width", "height", "uploaded_at", "uploaded_by")


def project_history(project):
    """An intervention and everything it ever had: outputs, weeks, money, photographs, what followed."""
    outputs = TrackedChanges(
        Output.history.filter(project_id=project.pk).select_related("neighbourhood"),
        _output_subject,
        hidden=("project", "row_key"),
    )
    course = (
        TrackedChanges(model.history.filter(project_id=project.pk), subject, hidden=HIDDEN)
        for model, subject in COURSE
    )
    return changes_of(project, outputs, *course, name=_("Kegiatan"))


def _output_subject(row):
    place = row.neighbourhood or _("RT yang sudah dihapus")
    return _("Keluaran %(code)s di %(place)s") % {"code": row.indicator, "place": place}
