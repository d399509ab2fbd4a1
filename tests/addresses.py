"""Every address of the portal, filled in from what the database holds.

Rows are read at once, not with ``iterator``: whoever visits an address may close the connection in between.
"""

from django.contrib.auth.models import User
from django.urls import NoReverseMatch, get_resolver, reverse

from kotaku.guide import GUIDES
from villages.models import (
    Baseline,
    CommunityOrganisation,
    DecreeLocation,
    Disbursement,
    ImportBatch,
    ImportFile,
    Inspection,
    Neighbourhood,
    Output,
    PlanningDocument,
    Project,
    ProjectPhoto,
    Review,
    SlumDecree,
    Village,
    WorkingGroup,
    WorkingGroupMember,
    WorkWeek,
)
from villages.queries.completeness import all_checks
from villages.queries.out_of_step import out_of_step
from workshops.forms.act import ACTS
from workshops.models import FollowUp, FollowUpNote, Material, Recommendation
from workshops.parts import PARTS


def url_names():
    """All named addresses outside Django admin, as ``(name, parameter names)``."""
    return sorted(_names(get_resolver(), ""))


def _names(resolver, namespace):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            if pattern.namespace != "admin":
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from _names(pattern, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", tuple(pattern.pattern.converters)


def addresses():
    """``(name, its paths one by one)`` of every address that can be filled in."""
    for name, parameters in url_names():
        yield name, _paths(name, parameters)


def first_addresses():
    """``(name, path)`` of the first address of every name that the database has something for."""
    for name, paths in addresses():
        path = next(paths, None)
        if path is not None:
            yield name, path


def _paths(name, parameters):
    for values in _values(parameters):
        try:
            yield reverse(name, kwargs=values)
        except NoReverseMatch:
            continue


def _values(parameters):
    if not parameters:
        yield {}
        return
    seen = set()
    for row in _candidates(set(parameters)):
        values = {name: row.get(name) for name in parameters}
        key = tuple(sorted(values.items(), key=str))
        if None not in values.values() and key not in seen:
            seen.add(key)
            yield values


def _candidates(parameters):
    """Rows of parameters that belong together, one at a time, of the first kind that fits."""
    for name, rows in SOURCES:
        if name in parameters:
            yield from rows(parameters)
            return
    yield {"form": "csv"}


def _of_baselines(parameters):
    for baseline in Baseline.objects.select_related("village"):
        yield _baseline(baseline) | (_record(baseline) if "rw" in parameters else {})


def _of_neighbourhoods(parameters):
    for place in Neighbourhood.objects.select_related("village").order_by("pk"):
        yield {"code": place.village.code, "rw": place.rw, "rt": place.rt}


def _of_villages(parameters):
    yield from ({"code": code, "form": "csv"} for code in _column(Village, "code"))


def _of_locations(parameters):
    for location in DecreeLocation.objects.all():
        yield {"pk": location.decree_id, "location": location.pk}


def _of_outputs(parameters):
    for output in Output.objects.all():
        yield {"pk": output.project_id, "output": output.pk}


def _of_members(parameters):
    for member in WorkingGroupMember.objects.all():
        yield {"pk": member.group_id, "member": member.pk}


def _of_project_parts(parameters):
    """Weeks, stages of money, photographs, inspections: whichever the address names."""
    (part,) = parameters & set(PROJECT_PARTS)
    model, column = PROJECT_PARTS[part]
    for pk, value in model.objects.values_list("project", column):
        yield {"pk": pk, part: value}


def _of_reviews(parameters):
    for review in Review.objects.select_related("village"):
        code, year, subject = review.address
        yield {"code": code, "year": year, "subject": subject, "version": review.version}


def _of_steps(parameters):
    for project in Project.objects.all():
        yield from ({"pk": project.pk, "step": step} for step in Project.STEPS[project.status])


def _of_named(parameters):
    """Materials of a workshop, and checks, which belong to nothing."""
    if "pk" in parameters:
        yield from _of_materials(parameters)
        return
    nowhere = Village.objects.none()
    for check in (*out_of_step(nowhere), *all_checks(User(is_superuser=True), nowhere)):
        yield {"key": check.key, "form": "csv"}


def _of_roles(parameters):
    yield from ({"role": guide.key} for guide in GUIDES)


def _of_parts(parameters):
    for word, kind in PARTS.items():
        for part in kind.model.objects.all():
            yield {"pk": part.workshop_id, "part": word, "key": part.pk}


def _of_materials(parameters):
    for material in Material.objects.all():
        yield {"pk": material.workshop_id, "key": material.pk}


def _of_recommendations(parameters):
    for recommendation in Recommendation.objects.all():
        yield {"pk": recommendation.workshop_id, "recommendation": recommendation.pk}


def _of_notes(parameters):
    for note in FollowUpNote.objects.all():
        yield {"pk": note.follow_up_id, "note": note.pk}


def _of_acts(parameters):
    for act in ACTS:
        yield from ({"pk": pk, "act": act} for pk in _column(FollowUp, "pk"))


def _of_keys(parameters):
    yield from ({"pk": pk} for pk in _column(SlumDecree, "pk"))
    for model in (Project, CommunityOrganisation, PlanningDocument, WorkingGroup, Review):
        yield from ({"pk": pk} for pk in _column(model, "pk"))
    for batch in ImportBatch.objects.all():
        file = ImportFile.objects.filter(batch=batch).first()
        yield {"pk": batch.pk, "file": file.pk if file else None}


PROJECT_PARTS = {
    "number": (WorkWeek, "number"),
    "disbursement": (Disbursement, "pk"),
    "photo": (ProjectPhoto, "pk"),
    "inspection": (Inspection, "pk"),
}
# By a parameter that the address has; the first that fits.
SOURCES = (
    ("subject", _of_reviews),
    ("year", _of_baselines),
    ("rw", _of_neighbourhoods),
    ("code", _of_villages),
    ("location", _of_locations),
    ("output", _of_outputs),
    ("member", _of_members),
    ("step", _of_steps),
    ("part", _of_parts),
    ("role", _of_roles),
    ("key", _of_named),
    ("recommendation", _of_recommendations),
    ("note", _of_notes),
    ("act", _of_acts),
    *((part, _of_project_parts) for part in PROJECT_PARTS),
    ("pk", _of_keys),
)


def _column(model, name):
    return model.objects.values_list(name, flat=True)


def _baseline(baseline):
    return {
        "code": baseline.village.code,
        "year": baseline.year,
        "kind": baseline.kind,
        "form": "csv",
    }


def _record(baseline):
    """The last RT of a baseline, which in the demo is one with findings, and its first history row."""
    record = baseline.records.select_related("neighbourhood").last()
    if record is None:
        return {}
    place, history = record.neighbourhood, record.history.last()
    return {"rw": place.rw, "rt": place.rt, "history_id": history.pk if history else None}
