"""What the tests of importing through pages share."""

from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import MEASURES as FIGURES
from tests.villages import hell
from villages.models import ImportBatch
from villages.sheet import DATA_SHEET, HEADINGS, MEASURES

UPLOAD = reverse("villages:import-upload")
LIST = reverse("villages:import-list")


def sheet_row(village, rt="001", rw="001", **values):
    """A row of the baseline sheet with the figures of ``make_record``; ``values`` by field name."""
    figures = FIGURES | values
    cells = (figures[measure.field] for measure in MEASURES)
    return [village.code, village.name, rw, rt, *map(_cell, cells)]


def _cell(value):
    """Figures that the builders write as text are numbers in a workbook."""
    return float(value) if isinstance(value, str) and _is_number(value) else value


def _is_number(text):
    return text.replace(".", "", 1).isdecimal()


def workbook(*rows, headings=HEADINGS):
    """The content of an XLSX file of those rows."""
    return hell.xlsx([headings, *rows], name=DATA_SHEET)


def csv_file(*rows, headings=HEADINGS):
    """The content of a CSV file as Excel writes it here: semicolons and decimal commas."""
    lines = [";".join(_written(value) for value in row) for row in (headings, *rows)]
    return "\r\n".join(lines).encode("utf-8-sig")


def _written(value):
    if isinstance(value, float):
        value = format(Decimal(str(value)).normalize(), "f").replace(".", ",")
    return "" if value is None else str(value)


def post_files(client, files, *, year=2022, kind="initial"):
    """The response to uploading ``{name: content}``."""
    uploads = [SimpleUploadedFile(name, content) for name, content in files.items()]
    return client.post(UPLOAD, {"year": year, "kind": kind, "files": uploads})


def upload(client, files, **survey):
    """The import that uploading ``{name: content}`` made."""
    response = post_files(client, files, **survey)
    assert response.status_code == 302, response.context["form"].errors
    return ImportBatch.objects.get(pk=int(response["Location"].strip("/").rpartition("/")[2]))


def address(name, batch, *more):
    return reverse(f"villages:import-{name}", args=[batch.pk, *more])


def counts(batch):
    """Rows that are new, changed, unchanged, refused."""
    return (
        batch.created_count,
        batch.updated_count,
        batch.unchanged_count,
        batch.refused_count,
    )


def save(client, batch, *, valid_only=False, follow=True):
    """Press the button of the preview."""
    data = {"benar": "1"} if valid_only else {}
    return client.post(address("save", batch), data, follow=follow)


def text_of(response):
    """The words of the page on one line, without its tags' line breaks."""
    return " ".join(response.content.decode().split())


def messages_of(response):
    return [str(message) for message in response.context["messages"]]
