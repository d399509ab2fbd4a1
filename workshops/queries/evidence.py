"""Pages of the portal that can prove a follow-up: those of its villages, as far as the person sees them."""

from django.utils.translation import gettext as _

from villages.models import Baseline, PlanningDocument, Project, Review, SlumDecree, Village

OFFERED = 200  # of each kind
LABEL_LENGTH = 250


def evidence_pages(follow_up, user):
    """Groups of (path, label) by kind of page; without villages those of the regency only."""
    villages = Village.objects.visible_to(user).filter(pk__in=follow_up.villages.values("pk"))
    pks = list(villages.values_list("pk", flat=True))
    decrees = SlumDecree.objects.visible_to(user).order_by("-decided_on", "pk")
    if pks:
        decrees = decrees.filter(locations__village__in=pks).distinct()
    baselines = Baseline.objects.visible_to(user).filter(village__in=pks).select_related("village")
    projects = Project.objects.visible_to(user).filter(village__in=pks).select_related("village")
    reviews = Review.objects.visible_to(user).filter(village__in=pks).select_related("village")
    documents = PlanningDocument.objects.all()
    if not user.has_perm("villages.view_planningdocument"):
        documents = documents.none()
    groups = (
        (_("Desa"), villages, lambda row: row.full_name),
        (_("Baseline"), baselines.order_by("-year", "village__name", "pk"), str),
        (_("SK Kumuh"), decrees, lambda row: _("SK %(number)s") % {"number": row}),
        (_("Kegiatan"), projects, lambda row: f"{row}, {row.village} {row.year}"),
        (_("Tinjauan"), reviews.order_by("-year", "village__name", "subject"), str),
        (_("Dokumen perencanaan"), documents, str),
    )
    return [(name, pages) for name, rows, label in groups if (pages := _pages(rows, label))]


def _pages(rows, label):
    return [(row.get_absolute_url(), label(row)[:LABEL_LENGTH]) for row in rows[:OFFERED]]
