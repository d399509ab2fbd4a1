"""Any list as CSV or XLSX: exactly the rows it is given, safe to open in a spreadsheet."""

import csv
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
XLSX_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
    "remove_timezone": True,
}


class _Echo:
    def write(self, value):
        return value


def _csv_cell(value):
    """Text that a spreadsheet would run as a formula gets an apostrophe; numbers have a decimal comma."""
    if isinstance(value, Decimal | float):
        return format(Decimal(str(value)).normalize(), "f").replace(".", ",")
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def csv_response(name, headings, rows):
    """Stream ``rows`` as a semicolon CSV that Excel opens with the right letters and numbers."""
    writer = csv.writer(_Echo(), delimiter=";")

    def lines():
        yield "\ufeff" + writer.writerow(headings)
        for row in rows:
            yield writer.writerow([_csv_cell(value) for value in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def xlsx_response(name, headings, rows):
    """``rows`` as a workbook with a bold, frozen heading row and filter buttons."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, XLSX_OPTIONS) as book:
        sheet = book.add_worksheet("Data")
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(headings) - 1, 0), 16)
        sheet.write_row(0, 0, [str(heading) for heading in headings], bold)
        last = 0
        for last, row in enumerate(rows, start=1):
            sheet.write_row(last, 0, [_xlsx_cell(value) for value in row])
        sheet.autofilter(0, 0, last, max(len(headings) - 1, 0))
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename=f"{name}.xlsx")


def _xlsx_cell(value):
    if value is None or isinstance(value, int | float | Decimal | str):
        return value
    return value if hasattr(value, "isoformat") else str(value)


def table_response(kind, name, headings, rows):
    """``csv_response`` or ``xlsx_response`` by ``kind`` ("csv", "xlsx")."""
    return (csv_response if kind == "csv" else xlsx_response)(name, headings, rows)
