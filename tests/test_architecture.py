"""The shape of the code, kept by tests: who imports whom, what writes, and what templates may hold."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = [name for name in ("kotaku", "villages", "workshops") if (ROOT / name).is_dir()]
FORBIDDEN_NAMES = {"utils", "helpers", "common", "services", "base", "misc"}
PURE = [
    "kotaku/charts.py",
    "villages/conditions.py",
    "villages/funding.py",
    "villages/priority.py",
    "villages/proposal.py",
    "villages/registry.py",
    "villages/scoring.py",
    "workshops/structured_text.py",
]
# From the ground up: a module imports from its own layer and those before it.
LAYERS = (
    {
        "scoring",
        "conditions",
        "priority",
        "proposal",
        "funding",
        "numbers",
        "people",
        "registry",
        "rt",
        "rt_cell",
        "rt_refusals",
    },
    {"labels", "findings", "work_findings", "sheet", "project_sheet", "file_kinds"},
    {"uploads"},
    {"models", "locks"},
    {
        "queries",
        "geometry",
        "positions",
        "photos",
        "import_output",
        "import_plan",
        "import_subject",
        "tracking",
    },
    {"actions"},
    {"admin", "exports", "filters", "forms", "imports"},
    {"views"},
    {"urls"},
)
WORKSHOP_LAYERS = (
    {"structured_text", "calendar_file"},
    {"models"},
    {"queries"},
    {"actions"},
    {"admin", "exports", "filters", "forms", "imports"},
    {"parts"},
    {"views"},
    {"urls"},
)
LAYERS_OF = {"villages": LAYERS, "workshops": WORKSHOP_LAYERS}
ABOVE_ALL = {
    "apps",
    "demo",
    "management",
    "migrations",
    "sample",
    "sample_projects",
}  # put things together
# Where rows of tracked models are written in bulk: with their history, or a queryset that guards itself.
BULK_WRITERS = {
    "villages/models/baseline.py",
    "villages/actions/import_writing.py",
    "villages/models/record.py",
    "villages/tracking.py",
    "villages/sample.py",
    "villages/sample_projects.py",
}
MAX_FUNCTION, MAX_FILE, MAX_TEMPLATE = 60, 300, 100
STANDS_ALONE = {"500.html"}


def sources(folder=""):
    """Our Python files under a folder, without migrations."""
    folders = [folder] if folder else [*APPS, "tests"]
    return sorted(
        path
        for name in folders
        for path in (ROOT / name).rglob("*.py")
        if "migrations" not in path.parts
    )


def templates():
    """Template files of ours by the name they are known by."""
    return {
        str(path.relative_to(ROOT / app / "templates")): path.read_text(encoding="utf-8")
        for app in APPS
        for path in sorted((ROOT / app / "templates").rglob("*.html"))
    }


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def short(path):
    return str(path.relative_to(ROOT))


def imported_modules(path):
    """Full names of what a file imports, ``from villages import scoring`` as "villages.scoring"."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_roots(path):
    return {name.split(".")[0] for name in imported_modules(path)}


# --- who imports whom ----------------------------------------------------------------------------------


@pytest.mark.parametrize("module", PURE)
def test_pure_modules_import_no_django(module):
    names = set(imported_modules(ROOT / module))

    assert {name for name in names if name.startswith(("django", "kotaku", "workshops"))} == set()
    assert {name.split(".")[1] for name in names if name.startswith("villages.")} <= {"scoring"}


@pytest.mark.parametrize(
    ("app", "forbidden"), [("villages", {"workshops", "kotaku"}), ("workshops", {"kotaku"})]
)
def test_apps_only_look_down(app, forbidden):
    """kotaku knows both apps, workshops knows villages, villages knows nobody."""
    offenders = {
        short(path): forbidden & imported_roots(path)
        for path in (sources(app) if app in APPS else [])
        if forbidden & imported_roots(path)
    }

    assert offenders == {}


def layer_of(app, name):
    return next((rank for rank, names in enumerate(LAYERS_OF[app]) if name in names), None)


def own_module(path):
    """The first part below the app: "models" for villages/models/decree.py."""
    return path.relative_to(ROOT).parts[1].removesuffix(".py")


@pytest.mark.parametrize("app", LAYERS_OF)
def test_every_module_has_its_layer(app):
    known = set().union(*LAYERS_OF[app]) | ABOVE_ALL | {"__init__"}

    assert {own_module(path) for path in sources(app)} - known == set()


@pytest.mark.parametrize("app", LAYERS_OF)
def test_imports_point_one_way(app):
    offenders = []
    for path in sources(app):
        rank = layer_of(app, own_module(path))
        for name in imported_modules(path) if rank is not None else ():
            parts = name.split(".")
            if parts[0] == app and (layer_of(app, parts[1]) or 0) > rank:
                offenders.append(f"{short(path)} imports {name}")
            if parts[0] == app and parts[1] in ABOVE_ALL:
                offenders.append(f"{short(path)} imports {name}")

    assert offenders == []


# --- size and names --------------------------------------------------------------------------------------


def test_no_module_has_a_name_that_says_nothing():
    assert [short(path) for path in sources() if path.stem in FORBIDDEN_NAMES] == []


def test_functions_stay_short():
    long = [
        f"{short(path)}: {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= MAX_FUNCTION
    ]

    assert long == []


def test_files_stay_short():
    long = {
        short(path): lines
        for path in sources()
        if path.parts[-2] != "tests"
        and "tests" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > MAX_FILE
    }

    assert long == {}


def test_every_module_says_what_belongs_in_it():
    silent = [
        short(path)
        for path in sources()
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(tree(path))
    ]

    assert silent == []


def test_nothing_is_left_to_do():
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|type:\s*ignore")
    found = [
        f"{short(path)}: {match.group()}"
        for path in sources()
        if path.name != "test_architecture.py"
        for match in marks.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


# --- what writes -------------------------------------------------------------------------------------------


def is_tracked(receiver):
    """Whether a call on this expression may concern a model with a history; untracked ones are named."""
    named = {model.__name__: model for model in apps.get_models()}
    model = named.get(receiver.split(".")[0])
    return model is None or hasattr(model, "history")


def bulk_writes(path):
    """Calls that write rows of tracked models past their history."""
    for node in ast.walk(tree(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        receiver, verb = ast.unparse(node.func.value), node.func.attr
        is_query = re.search(r"objects\b|\.filter\(|\.all\(|\.exclude\(|_set\b", receiver)
        in_bulk = verb in {"bulk_create", "bulk_update"}
        if (in_bulk or (verb == "update" and node.keywords and is_query)) and is_tracked(receiver):
            yield f"{short(path)}:{node.lineno} {receiver}.{verb}"


def test_rows_are_written_with_their_history():
    offenders = [
        call
        for app in APPS
        for path in sources(app)
        if short(path) not in BULK_WRITERS
        for call in bulk_writes(path)
    ]

    assert offenders == []


def own_models():
    return [
        model
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not model.__name__.startswith("Historical")
    ]


def test_every_moment_names_who_did_it():
    alone = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for names in [{field.name for field in model._meta.get_fields()}]
        for field in model._meta.fields
        if field.name.endswith("_at") and f"{field.name[:-3]}_by" not in names
    ]

    assert alone == []


@pytest.mark.parametrize(
    "name",
    [
        "SlumDecree",
        "DecreeLocation",
        "Baseline",
        "NeighbourhoodRecord",
        "Village",
        "Agency",
        "CommunityOrganisation",
        "Project",
        "Output",
        "WorkWeek",
        "Disbursement",
        "ProjectPhoto",
        "Handover",
        "Inspection",
        "SlumReduction",
        "PlanningDocument",
        "WorkingGroup",
        "WorkingGroupMember",
        "Review",
    ],
)
def test_what_people_edit_is_tracked(name):
    assert hasattr(apps.get_model("villages", name), "history")


@pytest.mark.parametrize(
    "name",
    [
        "Workshop",
        "WorkshopSession",
        "Participant",
        "Material",
        "StrategicIssue",
        "Recommendation",
        "FollowUp",
    ],
)
def test_what_people_record_of_workshops_is_tracked(name):
    assert hasattr(apps.get_model("workshops", name), "history")


def test_every_model_is_named_in_indonesian():
    """Django would say "decree locations" where nothing is given."""
    unnamed = [
        model.__name__
        for model in own_models()
        if str(model._meta.verbose_name_plural).removesuffix("strategis").endswith("s")
        or (
            str(model._meta.verbose_name) == model._meta.model_name and model.__name__ != "Baseline"
        )
    ]

    assert unnamed == []


# --- templates ---------------------------------------------------------------------------------------------


def test_templates_hold_nothing_that_the_policy_forbids():
    forbidden = re.compile(r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:")
    found = [
        f"{name}: {match.group()}"
        for name, text in templates().items()
        for match in forbidden.finditer(text)
    ]

    assert found == []


def test_templates_escape_everything():
    """Only the hints of our own forms may hold markup."""
    found = [
        name
        for name, text in templates().items()
        if re.search(r"\|\s*safe\b|autoescape off", text) and name != "kotaku/forms/notes.html"
    ]

    assert found == []


def test_templates_stay_short():
    long = {
        name: lines
        for name, text in templates().items()
        if (lines := len(text.splitlines())) > MAX_TEMPLATE
    }

    assert long == {}


def references():
    """Everything that could name a template."""
    code = [path.read_text(encoding="utf-8") for app in APPS for path in sources(app)]
    return "\n".join([*code, *templates().values()])


def test_every_template_is_a_page_or_a_part():
    """A page extends the base; a part is included, or rendered by a tag, a form or a live answer."""
    everything = references()
    loose = [
        name
        for name, text in templates().items()
        if not text.startswith("{% extends ")
        and name not in STANDS_ALONE | {"kotaku/base.html"}
        and f'"{name}"' not in everything
    ]

    assert loose == []


def test_no_template_is_forgotten():
    everything = references()
    by_django = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}

    assert [
        name for name in templates() if f'"{name}"' not in everything and name not in by_django
    ] == []


def test_pages_build_on_the_base():
    parents = {
        match.group(1)
        for text in templates().values()
        for match in re.finditer(r'^{% extends "([^"]+)" %}', text)
    }

    assert parents <= {"kotaku/base.html", *(name for name in templates() if "base" in name)}


def with_parts(name, everything):
    """A template's text followed by that of its parts."""
    text = everything[name]
    parts = re.findall(r'{% include "([^"]+)"', text)
    return "\n".join(
        [text, *(with_parts(part, everything) for part in parts if part in everything)]
    )


def test_every_page_has_one_heading_and_a_title():
    """Two headings may stand in two branches of a page, never none."""
    everything = templates()
    odd = [
        name
        for name, text in everything.items()
        if text.startswith('{% extends "kotaku/base.html"')
        and ("<h1" not in with_parts(name, everything) or "{% block title %}" not in text)
    ]

    assert odd == []


def test_translations_in_templates_carry_no_line_breaks():
    loose = [
        name
        for name, text in templates().items()
        for match in re.finditer(
            r"{% blocktranslate ([^%]*)%}(.*?){% endblocktranslate %}", text, re.S
        )
        if "\n" in match.group(2) and "trimmed" not in match.group(1)
    ]

    assert loose == []
