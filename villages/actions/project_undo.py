"""Undoing an import of interventions: what it wrote goes, without touching what people changed since."""

from villages.actions.condition import lock_villages, refresh_conditions
from villages.actions.import_reason import undo_reason
from villages.actions.project_changing import OUTPUT_FIELDS, PROJECT_FIELDS, add_to_budget
from villages.models import Output, Project
from villages.tracking import bulk_delete_tracked, bulk_upsert_tracked, unreferenced


def may_undo(batch, user):
    """Who may change all projects, or saved it and may still change every project that it wrote to."""
    if user.has_perm("villages.change_all_projects"):
        return True
    if batch.saved_by_id != user.pk:
        return False
    theirs = Project.objects.editable_by(user)
    return not _touched(batch).exclude(pk__in=theirs.values("pk")).exists()


def lock(batch):
    """In the order in which saving locks."""
    (entry,) = batch.changes
    lock_villages(entry["villages"])
    list(_touched(batch).order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def _touched(batch):
    (entry,) = batch.changes
    return Project.objects.filter(pk__in=[*entry["projects"], *entry["touched"]])


class ProjectUndo:
    """Writes a ``ProjectUndoPlan``."""

    def __init__(self, batch, plan, by):
        self.plan = plan
        (self.entry,) = batch.changes
        self.tracked = {"by": by, "reason": undo_reason(batch)}

    def carry_out(self):
        outputs = dict(self.plan.restored_outputs)
        self._save(self._restored(outputs), OUTPUT_FIELDS)
        removed = unreferenced(Output, [output.pk for output in self.plan.removed_outputs])
        bulk_delete_tracked(Output, removed, **self.tracked)
        gone = self._remove_projects()
        self._save(self._restored_projects(gone), PROJECT_FIELDS)
        if since := self.entry["since"]:
            refresh_conditions(self.plan.villages, since=since)

    def _restored(self, fields_of):
        for thing, fields in fields_of.items():
            for name, value in fields.items():
                setattr(thing, name, value)
        return list(fields_of)

    def _remove_projects(self):
        pks = [project.pk for project in self.plan.removed_projects]
        gone = unreferenced(Project, pks)
        bulk_delete_tracked(Project, gone, **self.tracked)
        return set(gone)

    def _restored_projects(self, gone):
        """Old values first, then what the budgets lose."""
        projects = {item.pk: item for item in self._restored(dict(self.plan.restored_projects))}
        missing = Project.objects.in_bulk(list(self.plan.shares.keys() - projects.keys()))
        projects |= missing
        for pk, shares in self.plan.shares.items():
            add_to_budget(projects[pk], {name: -amount for name, amount in shares.items()})
        return [project for pk, project in projects.items() if pk not in gone]

    def _save(self, objects, fields):
        for item in objects:
            item.version += 1
        bulk_upsert_tracked(objects, [*fields, "version"], **self.tracked)
