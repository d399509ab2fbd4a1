"""Community organisations: who may see their contacts, and what they built and maintain."""

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from villages.models import CommunityOrganisation, Handover, Project, Village
from villages.queries.history import History, TrackedChanges


class Contacts:
    """Whose contacts a person may see: all of them, or those in the villages they assist."""

    def __init__(self, user):
        self.are_all = user.has_perm("villages.view_all_contacts")
        self.villages = frozenset()
        if not self.are_all:
            self.villages = frozenset(user.villages.values_list("pk", flat=True))

    def __bool__(self):
        return self.are_all or bool(self.villages)

    def are_visible(self, organisation):
        return self.are_all or organisation.village_id in self.villages

    def of(self, organisation):
        """The contact, or "" where the person may not see it."""
        return organisation.contact if self.are_visible(organisation) else ""


@dataclass(frozen=True)
class OrganisationPage:
    """What the page of an organisation shows."""

    organisation: CommunityOrganisation
    built: tuple[Project, ...]
    maintained: tuple[Project, ...]
    shows_contact: bool


def villages_to_keep(user):
    """The villages whose organisations this person may register."""
    if not user.has_perm("villages.add_communityorganisation"):
        return Village.objects.none()
    if user.has_perm("villages.change_all_organisations"):
        return Village.objects.all()
    return Village.objects.filter(pk__in=user.villages.values("pk"))


def namesakes(village, kind, name):
    """Organisations of this kind and name in the village, however the name is spelt."""
    same = CommunityOrganisation.objects.filter(village=village, kind=kind)
    return same.filter(name__iexact=" ".join(name.split()))


def listed_organisations(user):
    """The organisations a person sees, with how many projects each built and maintains; one query."""
    organisations = CommunityOrganisation.objects.visible_to(user)
    return organisations.select_related("village__district").annotate(
        member_total=Coalesce(F("men"), 0) + Coalesce(F("women"), 0),
        built_count=_number_of(Project.objects.filter(builder=OuterRef("pk"))),
        maintained_count=_number_of(Handover.objects.filter(maintainer=OuterRef("pk")))
        + _number_of(Project.objects.filter(maintainer=OuterRef("pk"), handover__isnull=True)),
    )


def _maintained_by(organisation):
    """Named as the one who will maintain it, or the one to whom it was handed over."""
    return Q(maintainer=organisation) | Q(handover__maintainer=organisation)


def _number_of(rows):
    counted = rows.order_by().annotate(one=Value(1)).values("one")
    return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0)


def organisation_page(organisation, user):
    """The ``OrganisationPage``; two queries, however many projects."""
    rows = Project.objects.filter(Q(builder=organisation) | _maintained_by(organisation))
    projects = list(rows.select_related("handover").order_by("-year", "name", "pk"))
    return OrganisationPage(
        organisation,
        tuple(project for project in projects if project.builder_id == organisation.pk),
        tuple(project for project in projects if _maintains(organisation, project)),
        Contacts(user).are_visible(organisation),
    )


def organisation_history(organisation, *, shows_contact):
    """Its changes; how to reach it only for those who may know."""
    hidden = () if shows_contact else ("contact",)
    rows = organisation.history.all()
    return History(TrackedChanges(rows, organisation.get_kind_display(), hidden=hidden))


def _maintains(organisation, project):
    handover = getattr(project, "handover", None)
    if handover:
        return handover.maintainer_id == organisation.pk
    return project.maintainer_id == organisation.pk
