"""What a saved import of interventions led to."""

from dataclasses import dataclass

from villages.models import Project

PROJECTS_SHOWN = 20


@dataclass(frozen=True)
class ImportResult:
    """The projects that an import made, joined or changed and that are still there; the first of them."""

    projects: list[Project]
    count: int

    @property
    def hidden_count(self):
        return self.count - len(self.projects)


def import_result(batch):
    """The ``ImportResult`` of a saved import, in two queries."""
    pks = [pk for entry in batch.changes for pk in (*entry["projects"], *entry["touched"])]
    rows = Project.objects.filter(pk__in=pks).select_related("village").defer("village__boundary")
    shown = rows.order_by("village__name", "-year", "name", "pk")[:PROJECTS_SHOWN]
    return ImportResult(list(shown), rows.count())
