"""The main navigation as a table: what each person finds in the header."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# label, URL name, permission, first part of the paths that belong to the section
SECTIONS = (
    (_("Beranda"), "home", "", ""),
    (_("Desa"), "villages:village-list", "villages.view_village", "desa"),
    (_("SK Kumuh"), "villages:decree-list", "villages.view_slumdecree", "sk-kumuh"),
    (_("Baseline"), "villages:baseline-list", "villages.view_baseline", "baseline"),
    (_("Antrean"), "villages:baseline-queue", "villages.verify_baseline", "antrean"),
    (_("Impor"), "villages:import-list", "villages.view_importbatch", "impor"),
)


@dataclass(frozen=True)
class Section:
    """A link of the navigation."""

    label: str
    url: str
    is_current: bool


def navigation(request):
    """Template context: the sections this person may open."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"sections": []}
    current = request.path.strip("/").split("/")[0]
    return {
        "sections": [
            Section(label, reverse(name), current == start)
            for label, name, permission, start in SECTIONS
            if not permission or user.has_perm(permission)
        ]
    }
