"""The history of workshops and follow-ups."""

from django.utils.translation import gettext as _

from villages.queries.history import TrackedChanges, changes_of
from workshops.models import Material, Participant, Recommendation, StrategicIssue, WorkshopSession

SHOWN = 60  # letters of a text by which a change is named


def _short(text):
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"


def workshop_history(workshop):
    """A workshop and every part it ever had."""
    parts = (
        (WorkshopSession, lambda row: _("Sesi “%(name)s”") % {"name": row.title}),
        (Participant, _participant),
        (Material, lambda row: _("Berkas “%(name)s”") % {"name": row.title}),
        (StrategicIssue, lambda row: _("Isu “%(name)s”") % {"name": _short(row.text)}),
        (Recommendation, lambda row: _("Rekomendasi “%(name)s”") % {"name": _short(row.text)}),
    )
    sources = (
        TrackedChanges(
            model.history.filter(workshop_id=workshop.pk), subject, hidden=("workshop", "file")
        )
        for model, subject in parts
    )
    return changes_of(workshop, *sources, name=_("Lokakarya"))


def _participant(row):
    name = row.name or row.organisation or (row.agency and str(row.agency)) or ""
    return _("Peserta %(name)s") % {"name": name}


def follow_up_history(follow_up):
    """A follow-up field by field."""
    return changes_of(follow_up, name=_("Tindak lanjut"))
