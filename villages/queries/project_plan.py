"""Compares the rows of a sheet of interventions with what is stored: what would saving them do?"""

from collections import defaultdict
from dataclasses import replace

from villages.import_output import plain_name
from villages.import_plan import Plan, State, other_place
from villages.models import Project
from villages.queries.import_plan import PROGRESS_STEP, finding_position
from villages.queries.project_changes import Changes
from villages.queries.project_figures import Figures
from villages.queries.project_findings import OutputFindings
from villages.queries.project_groups import Groups
from villages.queries.project_needs import Needs

MOST_BUDGET = 10 ** Project._meta.get_field("budget_rp").max_digits - 1
_OF_OUTPUT = ("rencana", "selesai_pada", "skema", "opd", "status")


def plan_outputs(rows, findings, stored, *, on_progress=None):
    """The ``Plan`` of rows as they were read, against what is ``stored`` now.

    ``findings`` are those of the files; what depends on stored data is added. ``on_progress(done, total)``
    is called now and then.
    """
    planner = _Planner(rows, stored, OutputFindings())
    for done, row in enumerate(rows, start=1):
        planner.plan(row)
        if on_progress and (done % PROGRESS_STEP == 0 or done == len(rows)):
            on_progress(done, len(rows))
    planner.groups.settle()
    of_file = [finding for finding in findings if finding.is_of_file]
    return Plan(rows, sorted([*of_file, *planner.findings.found], key=finding_position))


def outputs_hold_still(rows, stored):
    """Would saving the accepted rows still do what they show?"""
    again = [replace(row, values=dict(row.values)) for row in rows]
    planner = _Planner(again, stored, _Unheard())
    for row in again:
        planner.plan(row)
    planner.groups.settle()
    pairs = zip(rows, again, strict=True)
    return all(row.effect == now.effect for row, now in pairs if row.is_accepted)


class _Unheard:
    """In the place of findings that nobody will read: putting them into words takes half of the time."""

    def __getattr__(self, _rule):
        return lambda *_about, **_more: None


class _Planner:
    """Decides row by row; what speaks against a row is collected all at once."""

    def __init__(self, rows, stored, findings):
        self.stored, self.findings = stored, findings
        self.groups = Groups(rows, stored, findings)
        self.changes = Changes(stored, findings)
        self.figures = Figures(stored, self.changes, findings)
        village_of = {project.pk: project.village for project in stored.projects.values()}
        self.needs = Needs(stored.pks, _years(rows, stored), stored.outputs.values(), village_of)
        self._seen, self._keys = {}, {}
        self._money = defaultdict(int)
        self._alike = defaultdict(list)
        for output in stored.outputs.values():
            project = stored.projects[output.project]
            about = output.neighbourhood, output.indicator, project.year, plain_name(project.name)
            self._alike[about].append(output)

    def plan(self, row):
        """Set what saving the row would do."""
        row.forget()
        village = self.stored.villages.get(row.code)
        if village is None:
            if row.code:
                self.findings.unknown_village(row)
            return
        self.findings.village_name(row, village)
        row.village = village.name
        checks = [
            self._has_place(row, village),
            self._has_agency(row),
            self.figures.are_possible(row),
            not row.is_unusable,
        ]
        if all(checks):
            self._plan_key(row, village) if "kunci" in row.values else self._add(row, village)

    # --- what holds for every row ---------------------------------------------------------------------

    def _has_place(self, row, village):
        if not row.rt or self.stored.neighbourhood(village, row):
            return True
        self.findings.unknown_rt(row, village)
        return False

    def _has_agency(self, row):
        """An OPD by its short name or its name; in a row with a key also whoever carries out the project."""
        name = row.values.get("opd")
        if name is None:
            return True
        if agency := self.stored.agency_by_name.get(name.casefold()):
            row.values["opd"] = agency.short_name
            return True
        key = row.written_key
        project = self.stored.projects.get(key.project) if key else None
        if project and name == project.organisation:
            return True
        self.findings.unknown_agency(row, self.stored.agencies)
        return False

    # --- rows without a key ----------------------------------------------------------------------------

    def _add(self, row, village):
        digest = row.digest
        if first := self._seen.get(digest):
            self._merge(row, first)
        elif known := self.stored.by_row_key.get(digest):
            row.state, row.output, row.project = State.UNCHANGED, known.pk, known.project
            self._name_what_stays(row, known)
            self._seen[digest] = row
        elif self.groups.agrees(row) and self.groups.join(row, village):
            self._accept(row, village)

    def _merge(self, row, first):
        row.state, row.is_merged = State.UNCHANGED, True
        row.output, row.project = first.output, first.project
        self.findings.merged(row, other_place(row, first))

    def _name_what_stays(self, row, output):
        """Cells beyond the row key that say something else than what is stored."""
        cells = self.changes.stored_cells(self.stored.projects[output.project], output)
        headings = [
            heading
            for heading in ("volume", *_OF_OUTPUT)
            if heading in row.values and row.values[heading] != cells[heading]
        ]
        if headings:
            self.findings.known_already(row, headings)

    def _accept(self, row, village):
        """A row that makes an output of a project, whose budget grows by its cost."""
        target = row.project or row.activity
        known = self.stored.projects[row.project].budget_rp if row.project else 0
        cost = row.values.get("anggaran", 0)
        if known + self._money[target] + cost > MOST_BUDGET:
            self.findings.too_much_money(row)
            return
        self._money[target] += cost
        self._seen[row.digest] = row
        row.state, row.old = State.NEW, dict.fromkeys(row.values)
        self._warn(row, village)

    def _warn(self, row, village):
        rt, code = self.stored.neighbourhood(village, row), row.values["kriteria"]
        if alike := self._alike[rt, code, *row.activity[1:]]:
            self.findings.adds(row, alike[0])
        if len(row.sources) > 1:
            self.findings.several_sources(row)
        if "selesai_pada" in row.values and row.day.year != row.values["tahun"]:
            self.findings.other_year(row)
        if "volume" in row.values:
            about = {"village": village.pk, "rt": rt, "code": code, "day": row.day}
            self.needs.check(row, self.findings, volume=row.values["volume"], **about)

    # --- rows with a key -------------------------------------------------------------------------------

    def _plan_key(self, row, village):
        key = row.written_key
        project = self.stored.projects.get(key.project)
        output = self.stored.outputs.get(key.output)
        is_there = project and project.village == village.pk and (key.output is None or output)
        if not is_there or (output and output.project != project.pk):
            self.findings.unknown_key(row)
            return
        row.project, row.output = project.pk, key.output
        if output is None and row.rt:
            self._add_to(row, village, project)
        elif key in self._keys:
            self._take_again(row, *self._keys[key])
        else:
            self._keys[key] = row, _contents(row)
            self._change(row, village, project, output)

    def _take_again(self, row, first, contents):
        """The same row of the portal twice: the same once more, or a contradiction."""
        if contents == _contents(row):
            self._merge(row, first)
        else:
            self.findings.repeated_key(row, other_place(row, first))

    def _add_to(self, row, village, project):
        """A row under the key of a project alone that names an RT: one more output of it."""
        is_complete = "kriteria" in row.values and {"volume", "rencana"} & row.values.keys()
        if not is_complete:
            self.findings.incomplete(row)
            return
        if not self.stored.may_change(project):
            keeper = self.stored.agency_names.get(project.agency, "")
            self.findings.not_editable(row, project, keeper)
            return
        row.values |= {"tahun": project.year, "kegiatan": project.name}
        if row.values.get("anggaran") == project.budget_rp and not self.stored.has_costs(project):
            del row.values["anggaran"]  # the budget of the project, as it was exported
            row.values.pop("sumber_dana", None)
        known = self.stored.by_row_key.get(row.digest)
        if first := self._seen.get(row.digest):
            self._merge(row, first)
        elif known:
            row.state, row.output = State.UNCHANGED, known.pk
        else:
            self._accept(row, village)

    def _change(self, row, village, project, output):
        rt = self.stored.neighbourhood(village, row) if row.rt else None
        moves = bool(output and rt and rt != output.neighbourhood)
        if not self.changes.compare(row, project, output, moves=moves):
            row.old = {}
            return
        if moves:
            self._move(row, output)
        row.state = State.CHANGED if row.old else State.UNCHANGED
        if output and {"rt", "kriteria", "volume", "selesai_pada"} & row.old.keys():
            self._check_change(row, village, output, rt or output.neighbourhood)

    def _move(self, row, output):
        rw, rt = self.stored.places[output.neighbourhood]
        row.values["rt"], row.old["rt"] = row.name, f"RT {rt} RW {rw}"

    def _check_change(self, row, village, output, rt):
        code = row.values.get("kriteria", output.indicator)
        volume = row.values.get("volume", output.delivered)
        day = row.values.get("selesai_pada", output.delivered_on)
        if volume is None:
            return
        if output.delivered is not None:
            before = output.neighbourhood, output.indicator, output.delivered_on
            self.needs.deliver(village.pk, *before, -output.delivered)
        about = {"village": village.pk, "rt": rt, "code": code, "day": day}
        self.needs.check(row, self.findings, volume=volume, **about)


def _contents(row):
    return row.rw, row.rt, dict(row.values)


def _years(rows, stored):
    """Years of which the needs will be asked."""
    years = {row.values.get("tahun") for row in rows}
    years |= {row.values["selesai_pada"].year for row in rows if "selesai_pada" in row.values}
    if any("kunci" in row.values for row in rows):
        years |= {item.delivered_on.year for item in stored.outputs.values() if item.delivered_on}
        years |= {project.year for project in stored.projects.values()}
    return years - {None}
