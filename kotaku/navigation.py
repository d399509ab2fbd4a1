"""The main navigation as two tables: the header and "Lainnya" in it; and the way to the help of a page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotaku.guide import help_for, own_guide

# label, URL name, permission, first part of the paths that belong to the section
SECTIONS = (
    (_("Beranda"), "home", "", ""),
    (_("Desa"), "villages:village-list", "villages.view_village", "desa"),
    (_("SK Kumuh"), "villages:decree-list", "villages.view_slumdecree", "sk-kumuh"),
    (_("Baseline"), "villages:baseline-list", "villages.view_baseline", "baseline"),
    (_("Kegiatan"), "villages:project-list", "villages.view_project", "kegiatan"),
    (_("Satu data"), "villages:needs-indicators", "villages.view_condition", "satu-data"),
    (_("Lokakarya"), "workshops:workshop-list", "workshops.view_workshop", "lokakarya"),
    (_("Tindak lanjut"), "workshops:follow-up-list", "workshops.view_followup", "tindak-lanjut"),
    (_("Tinjauan"), "villages:review-list", "villages.view_review", "tinjauan"),
    (_("Antrean"), "villages:baseline-queue", "villages.verify_baseline", "antrean"),
)
# What is opened more rarely: a menu at the end of the row, so that the row stays one row.
MORE_SECTIONS = (
    (_("Kelengkapan"), "villages:check-list", "villages.view_village", "kelengkapan"),
    (
        _("Kelembagaan"),
        "villages:organisation-list",
        "villages.view_communityorganisation",
        "kelembagaan",
    ),
    (
        _("Pengurangan luas kumuh"),
        "villages:reduction-list",
        "villages.view_condition",
        "pengurangan",
    ),
    (_("Dokumen"), "villages:document-list", "villages.view_planningdocument", "dokumen"),
    (_("Pokja PKP"), "villages:working-group-list", "villages.view_workinggroup", "pokja"),
    (_("Impor"), "villages:import-list", "villages.view_importbatch", "impor"),
    (_("Panduan"), "guide", "", "panduan"),
)


@dataclass(frozen=True)
class Section:
    """A link of the navigation."""

    label: str
    url: str
    is_current: bool


def navigation(request):
    """Template context: the sections this person may open, those of the menu apart."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"sections": [], "more_sections": []}
    more = _offered(MORE_SECTIONS, request)
    return {
        "sections": _offered(SECTIONS, request),
        "more_sections": more,
        "is_in_more": any(section.is_current for section in more),
    }


def page_help(request):
    """Template context: where the guide explains the page one looks at; nothing on the guide itself."""
    user, match = getattr(request, "user", None), request.resolver_match
    if user is None or not user.is_authenticated or match is None:
        return {}
    found = help_for(match.view_name or "", own_guide(user))
    if found is None:
        return {}
    guide, task = found
    return {"help_url": f"{reverse('guide-role', args=[guide.key])}#{task.key}", "help_task": task}


def _offered(table, request):
    current = request.path.strip("/").split("/")[0]
    return [
        Section(label, reverse(name), current == start)
        for label, name, permission, start in table
        if not permission or request.user.has_perm(permission)
    ]
