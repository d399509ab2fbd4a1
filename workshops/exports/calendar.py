"""Workshops and due dates as calendar files."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from workshops.calendar_file import Event, calendar_text


def calendar_response(request, name, title, events):
    """A download called ``name``; ``events`` are of this module's makers."""
    response = HttpResponse(
        calendar_text(title, events), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.ics")
    response["Cache-Control"] = "private, no-store"
    return response


def workshop_event(request, workshop):
    """A workshop with its sessions in the description."""
    sessions = workshop.sessions.all()
    lines = [f"{row.day:%d-%m-%Y} {row.hours} {row.title}".replace("  ", " ") for row in sessions]
    url = request.build_absolute_uri(workshop.get_absolute_url())
    about = [workshop.purpose, "\n".join(lines), workshop.link, url]
    return Event(
        uid=f"lokakarya-{workshop.pk}@{request.get_host()}",
        first=workshop.first_day,
        last=workshop.last_day,
        title=workshop.title,
        description="\n\n".join(filter(None, about)),
        place=workshop.place or workshop.link or workshop.get_mode_display(),
        url=url,
        version=workshop.version,
    )


def due_event(request, follow_up):
    """The due date of a follow-up; it takes nobody's day."""
    url = request.build_absolute_uri(follow_up.get_absolute_url())
    about = [
        follow_up.task,
        _("OPD: %(agency)s") % {"agency": follow_up.agency.name},
        _("Status: %(status)s") % {"status": follow_up.get_status_display()},
        url,
    ]
    return Event(
        uid=f"tindak-lanjut-{follow_up.pk}@{request.get_host()}",
        first=follow_up.due_on,
        last=follow_up.due_on,
        title=_("Tenggat: %(task)s") % {"task": follow_up},
        description="\n\n".join(about),
        url=url,
        version=follow_up.version,
        is_busy=False,
    )
