"""The report of a whole workshop as PDF, set by typst from a template of ours."""

import json
from dataclasses import asdict
from pathlib import Path

import typst
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

from workshops.structured_text import read_blocks

TEMPLATE = Path(__file__).resolve().parent.parent / "reports" / "workshop.typ"


def report_response(page):
    """A download; ``page`` is a ``queries.workshop.WorkshopPage``."""
    response = HttpResponse(report_pdf(page), content_type="application/pdf")
    name = f"laporan-{slugify(page.workshop.title)[:60] or page.workshop.pk}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


def report_pdf(page):
    """The bytes of the report. The data goes in as JSON, so that nothing in it is taken for markup."""
    data = json.dumps(report_data(page), ensure_ascii=False)
    return typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        format="pdf",
        sys_inputs={"data": data},
        ignore_system_fonts=True,
    )


def report_data(page):
    """Everything that the template shows, as texts and lists of them."""
    workshop = page.workshop
    return {
        "title": workshop.title,
        "days": workshop.days,
        "place": workshop.where,
        "year": str(workshop.budget_year),
        "identity": _identity(workshop),
        "summary": page.summary,
        "recommendations": [_recommendation(row) for row in page.recommendations],
        "progress": _progress(page.progress),
        "issues": [{"text": row.text, "about": _about(row.raised_by, row)} for row in page.issues],
        "sessions": [_session(row) for row in page.sessions],
        "participants": [_participant(row) for row in page.participants],
        "people": page.people_words,
        "materials": [f"{row.title} ({row.get_kind_display()})" for row in page.materials],
        "minutes": [asdict(block) for block in read_blocks(workshop.minutes)],
        "source": _("Portal Kotaku Kabupaten Probolinggo, dicetak %(on)s")
        % {"on": date_format(timezone.localdate(), "j F Y")},
    }


def _identity(workshop):
    rows = (
        (_("Bentuk"), workshop.get_mode_display()),
        (_("Tempat"), workshop.place),
        (_("Tautan rapat"), workshop.link),
        (_("Penyelenggara"), workshop.organiser),
        (_("Tujuan"), workshop.purpose),
    )
    return [[label, value] for label, value in rows if value]


def _about(who, row):
    session = _("sesi “%(session)s”") % {"session": row.session} if row.session else ""
    return ", ".join(filter(None, (who, session)))


def _recommendation(row):
    agencies = ", ".join(str(agency) for agency in row.addressed_to.all())
    villages = ", ".join(str(village) for village in row.villages.all())
    about = [
        row.get_topic_display(),
        _about(row.made_by, row),
        _("kepada %(agencies)s") % {"agencies": agencies},
        _("desa %(villages)s") % {"villages": villages} if villages else "",
    ]
    return {
        "text": row.text,
        "about": "; ".join(filter(None, about)),
        "follow_ups": [_follow_up(item) for item in row.follow_ups.all()],
    }


def _follow_up(row):
    return {
        "agency": str(row.agency),
        "task": row.task,
        "result": row.result if not row.is_open else "",
        "due": date_format(row.due_on, "j M Y"),
        "words": row.due_words,
        "status": row.get_status_display(),
    }


def _progress(progress):
    """Rows of a table, its heading first."""
    if not progress.agencies:
        return []
    heading = [_("OPD"), *progress.names, _("Terlambat"), _("Jumlah")]
    rows = [[item.agency, *item.counts, item.overdue, item.total] for item in progress.agencies]
    sums = [count for __, count in progress.totals]
    rows.append([_("Jumlah"), *sums, progress.overdue, progress.total])
    return [[str(value) for value in row] for row in (heading, *rows)]


def _session(row):
    return {
        "day": date_format(row.day, "l, j F Y"),
        "hours": row.hours,
        "title": row.title,
        "kind": row.get_kind_display(),
        "speakers": row.speaker_list,
    }


def _participant(row):
    return [row.body, row.name or "–", *(str(getattr(row, name)) for name in row.COUNTS)]
