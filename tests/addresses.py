"""Every address of the portal, filled in from what the database holds."""

from django.urls import NoReverseMatch, get_resolver, reverse

from villages.models import (
    Baseline,
    DecreeLocation,
    ImportBatch,
    ImportFile,
    NeighbourhoodRecord,
    SlumDecree,
    Village,
)


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


def page_addresses():
    """One address per name and state of a thing: each baseline, each decree, each import, each village."""
    for name, parameters in url_names():
        for values in _values(parameters):
            try:
                yield reverse(name, kwargs=values)
            except NoReverseMatch:
                continue


def _values(parameters):
    if not parameters:
        return [{}]
    rows = [_complete(row, parameters) for row in _candidates(set(parameters))]
    unique = {tuple(sorted(row.items())): row for row in rows if row is not None}
    return list(unique.values())


def _complete(row, parameters):
    extra = {"form": "csv"}
    values = {name: row.get(name, extra.get(name)) for name in parameters}
    return None if None in values.values() else values


def _candidates(parameters):
    """Rows of parameters that belong together."""
    if "year" in parameters and "rw" in parameters:
        for record in NeighbourhoodRecord.objects.select_related(
            "baseline__village", "neighbourhood"
        ):
            history = record.history.last()
            yield _baseline(record.baseline) | {
                "rw": record.neighbourhood.rw,
                "rt": record.neighbourhood.rt,
                "history_id": history.pk if history else None,
            }
    elif "year" in parameters:
        yield from map(_baseline, Baseline.objects.select_related("village"))
    elif "code" in parameters:
        yield from ({"code": code} for code in Village.objects.values_list("code", flat=True))
    elif "location" in parameters:
        for location in DecreeLocation.objects.all():
            yield {"pk": location.decree_id, "location": location.pk}
    else:
        yield from ({"pk": pk} for pk in SlumDecree.objects.values_list("pk", flat=True))
        for batch in ImportBatch.objects.all():
            file = ImportFile.objects.filter(batch=batch).first()
            yield {"pk": batch.pk, "file": file.pk if file else None}


def _baseline(baseline):
    return {"code": baseline.village.code, "year": baseline.year, "kind": baseline.kind}
