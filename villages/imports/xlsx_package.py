"""What surrounds the sheets of a workbook: its parts, shared texts, and which formats are dates."""

import posixpath
from dataclasses import dataclass, field
from functools import partial

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from openpyxl.utils.escape import unescape

from villages.imports.cells import text_value
from villages.imports.xml_stream import Handler, stream

ROOT_RELATIONS = "_rels/.rels"


@dataclass(frozen=True)
class SheetPart:
    """Where the XML of a sheet is."""

    name: str
    path: str
    hidden: bool


@dataclass(frozen=True)
class Package:
    """What a reader of sheets needs to know of the workbook.

    ``dates`` and ``durations`` are the cell styles that show a number as such. ``recalculates`` says that
    the workbook asks to be calculated when it is opened: then a formula's 0 may be but a placeholder.
    """

    sheets: tuple[SheetPart, ...]
    texts: list[object]
    dates: frozenset[str]
    durations: frozenset[str]
    epoch: object
    recalculates: bool


@dataclass
class _Relations(Handler):
    """Type and target of each relation of a part, by id."""

    folder: str
    targets: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self):
        super().__init__()
        self.starts = {"Relationship": self._add}

    def _add(self, attributes):
        path = posixpath.join("/", self.folder, attributes.get("Target", ""))
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.targets[attributes.get("Id")] = kind, posixpath.normpath(path).lstrip("/")

    def path_of(self, kind):
        return next((path for found, path in self.targets.values() if found == kind), None)


class _Workbook(Handler):
    """Sheets in their order, and settings of the workbook."""

    def __init__(self):
        super().__init__()
        self.is_workbook = self.recalculates = self.is_mac = False
        self.sheets = []
        self.starts = {
            "workbook": self._workbook,
            "workbookPr": self._properties,
            "calcPr": self._calculation,
            "sheet": self.sheets.append,
        }

    def _workbook(self, _attributes):
        self.is_workbook = True

    def _properties(self, attributes):
        self.is_mac = attributes.get("date1904") in ("1", "true")

    def _calculation(self, attributes):
        self.recalculates = attributes.get("fullCalcOnLoad") in ("1", "true")


class _Texts(Handler):
    """The shared texts, without the reading aids of East Asian writing."""

    def __init__(self):
        super().__init__()
        self.texts, self._parts, self._aid = [], [], False
        self.starts = {"si": self._begin, "t": self.keep_text, "rPh": self._begin_aid}
        self.ends = {"si": self._finish, "t": self._add, "rPh": self._end_aid}

    def _begin(self, _attributes):
        self._parts = []

    def _begin_aid(self, _attributes):
        self._aid = True

    def _end_aid(self):
        self._aid = False

    def _add(self):
        text = self.take_text()
        if not self._aid:
            self._parts.append(text)

    def _finish(self):
        self.texts.append(text_value(unescape("".join(self._parts))))


class _Styles(Handler):
    """The number format of each cell style."""

    def __init__(self):
        super().__init__()
        self.formats, self.styles, self._inside = dict(BUILTIN_FORMATS), [], False
        self.starts = {"numFmt": self._format, "cellXfs": self._begin, "xf": self._style}
        self.ends = {"cellXfs": self._finish}

    def _format(self, attributes):
        self.formats[int(attributes["numFmtId"])] = attributes["formatCode"]

    def _begin(self, _attributes):
        self._inside = True

    def _finish(self):
        self._inside = False

    def _style(self, attributes):
        if self._inside:
            self.styles.append(self.formats.get(int(attributes.get("numFmtId", 0)), "General"))

    def which(self, test):
        return frozenset(str(index) for index, code in enumerate(self.styles) if test(code))


def read_package(archive, budget):
    """The ``Package`` in a zip archive; None where the archive holds no workbook.

    Raises ``KeyError`` or ``ValueError`` where parts are missing or wrong, and what ``stream`` raises.
    """
    read = partial(_read, archive, budget)
    path = read(ROOT_RELATIONS, _Relations("")).path_of("officeDocument")
    workbook = read(path, _Workbook())
    if not workbook.is_workbook:
        return None
    folder, name = posixpath.split(path)
    relations = read(f"{folder}/_rels/{name}.rels", _Relations(folder))
    styles = read(relations.path_of("styles"), _Styles())
    return Package(
        sheets=tuple(_sheet_parts(workbook.sheets, relations.targets)),
        texts=read(relations.path_of("sharedStrings"), _Texts()).texts,
        dates=styles.which(is_date_format),
        durations=styles.which(is_timedelta_format),
        epoch=CALENDAR_MAC_1904 if workbook.is_mac else CALENDAR_WINDOWS_1900,
        recalculates=workbook.recalculates,
    )


def _read(archive, budget, path, handler):
    """The handler, having read the part at ``path`` if there is one."""
    if path:
        with archive.open(path) as source:
            stream(source, handler, budget)
    return handler


def _sheet_parts(sheets, targets):
    """Sheets with cells; charts and macro sheets have none."""
    for attributes in sheets:
        relation = next((value for key, value in attributes.items() if key.endswith(":id")), None)
        kind, path = targets.get(relation, ("", ""))
        if kind == "worksheet":
            yield SheetPart(
                attributes["name"], path, attributes.get("state", "visible") != "visible"
            )
