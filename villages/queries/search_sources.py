"""What the search box finds of the programme's data: providers of ``villages.registry.search_sources``."""

import re

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from villages.models import (
    CommunityOrganisation,
    Neighbourhood,
    PlanningDocument,
    Project,
    SlumDecree,
    Village,
    WorkingGroup,
)
from villages.registry import SearchHit, SearchSource

_RT = re.compile(r"\brt[\s.]*0*([1-9]\d{0,2})\b", re.IGNORECASE)
_RW = re.compile(r"\brw[\s.]*0*([1-9]\d{0,2})\b", re.IGNORECASE)
_BOTH = re.compile(r"(?<![\d/])0*([1-9]\d{0,2})\s*/\s*0*([1-9]\d{0,2})(?![\d/])")


def villages(user):
    """By name, code and district."""
    if user.has_perm("villages.view_village"):
        yield SearchSource(
            _("Desa"),
            Village.objects.visible_to(user).select_related("district").defer("boundary"),
            _village,
            fields=("name", "code", "district__name"),
            name_field="name",
            url=reverse("villages:village-list"),
        )


def _village(village):
    detail = _("Kecamatan %(district)s, %(code)s") % {
        "district": village.district,
        "code": village.code,
    }
    return SearchHit(village.full_name, village.get_absolute_url(), detail)


def neighbourhoods(user):
    """By number: "RT 3", "RT 3 RW 2", "003/002", each with or without the name of a village."""
    if user.has_perm("villages.view_village"):
        rows = Neighbourhood.objects.filter(village__in=Village.objects.visible_to(user))
        rows = rows.select_related("village__district").defer("village__boundary")
        rows = rows.order_by("village__name", "village_id", "rw", "rt")
        yield SearchSource(_("RT"), rows, _neighbourhood, narrow=_numbered)


def _numbered(rows, text):
    both = _BOTH.search(text)
    rt, rw = (both[1], both[2]) if both else (_first(_RT, text), _first(_RW, text))
    if not rt and not rw:
        return None
    rows = rows.filter(**{name: f"{int(n):03}" for name, n in (("rt", rt), ("rw", rw)) if n})
    for pattern in (_BOTH, _RT, _RW):
        text = pattern.sub(" ", text)
    for word in text.split():
        rows = rows.filter(Q(village__name__icontains=word) | Q(hamlet__icontains=word))
    return rows


def _first(pattern, text):
    match = pattern.search(text)
    return match[1] if match else ""


def _neighbourhood(neighbourhood):
    village = neighbourhood.village
    return SearchHit(
        f"{neighbourhood} {village.name}",
        reverse(
            "villages:neighbourhood-detail",
            args=[village.code, neighbourhood.rw, neighbourhood.rt],
        ),
        _("Kecamatan %(district)s") % {"district": village.district},
    )


def decrees(user):
    """By number, subject, and the locations they name."""
    if user.has_perm("villages.view_slumdecree"):
        yield SearchSource(
            _("SK Kumuh"),
            SlumDecree.objects.visible_to(user).distinct(),
            _decree,
            fields=("number", "subject", "locations__area_name", "locations__village__name"),
            url=reverse("villages:decree-list"),
        )


def _decree(decree):
    detail = f"{decree.subject}, {date_format(decree.decided_on)}"
    return SearchHit(decree.number, decree.get_absolute_url(), detail)


def projects(user):
    """By name, component, village, and who carries them out."""
    if user.has_perm("villages.view_project"):
        rows = Project.objects.visible_to(user).select_related("village", "agency")
        yield SearchSource(
            _("Kegiatan"),
            rows.defer("village__boundary"),
            _project,
            fields=(
                "name",
                "component",
                "village__name",
                "agency__short_name",
                "agency__name",
                "organisation",
            ),
            name_field="name",
            url=reverse("villages:project-list"),
        )


def _project(project):
    detail = [str(project.year), project.village.name, project.carried_out_by]
    return SearchHit(project.name, project.get_absolute_url(), ", ".join(filter(None, detail)))


def organisations(user):
    """By name, chair and village."""
    if user.has_perm("villages.view_communityorganisation"):
        rows = CommunityOrganisation.objects.visible_to(user).select_related("village")
        yield SearchSource(
            _("Kelembagaan"),
            rows.defer("village__boundary"),
            lambda row: SearchHit(str(row), row.get_absolute_url(), row.village.full_name),
            fields=("name", "chair", "village__name"),
            name_field="name",
            url=reverse("villages:organisation-list"),
        )


def documents(user):
    """By title and number."""
    if user.has_perm("villages.view_planningdocument"):
        yield SearchSource(
            _("Dokumen perencanaan"),
            PlanningDocument.objects.all(),
            lambda row: SearchHit(row.title, row.get_absolute_url(), row.number),
            fields=("title", "number"),
            name_field="title",
            url=reverse("villages:document-list"),
        )


def working_groups(user):
    """By name and decree."""
    if user.has_perm("villages.view_workinggroup"):
        yield SearchSource(
            _("Pokja PKP"),
            WorkingGroup.objects.all(),
            lambda row: SearchHit(row.name, row.get_absolute_url(), row.decree_number),
            fields=("name", "decree_number"),
            url=reverse("villages:working-group-list"),
        )


PROVIDERS = (
    villages,
    neighbourhoods,
    decrees,
    projects,
    organisations,
    documents,
    working_groups,
)
