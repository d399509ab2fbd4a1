"""Builders of the files that offices upload: good ones, and those from hell. All return bytes."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")

ROOT_RELS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
WORKBOOK_RELS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>"
)
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
    '<sheets><sheet name="Isian" sheetId="1" r:id="r1"/></sheets></workbook>'
)


def xlsx(rows, *, name="Isian", prepare=None):
    """A workbook as XlsxWriter writes it; ``prepare(book, sheet)`` may add to it."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if prepare:
            prepare(book, sheet)
    return content.getvalue()


def zipped(parts, *, compression=zipfile.ZIP_DEFLATED):
    """A zip archive of {name: text or bytes}."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def parts_of(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def crafted(sheet_data="", *, sheet=None, **parts):
    """A workbook of hand-written XML: ``sheet_data`` are rows, ``sheet`` a whole worksheet.

    Further parts replace those of the workbook: ``workbook``, ``workbook_rels``, ``root_rels``.
    """
    worksheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData>{sheet_data}</sheetData></worksheet>'
        if sheet is None
        else sheet
    )
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
            "_rels/.rels": parts.pop("root_rels", ROOT_RELS),
            "xl/workbook.xml": parts.pop("workbook", WORKBOOK),
            "xl/_rels/workbook.xml.rels": parts.pop("workbook_rels", WORKBOOK_RELS),
            "xl/worksheets/sheet1.xml": worksheet,
            **parts,
        }
    )


def xml_row(number, values):
    """A row of inline texts and numbers."""
    cells = "".join(
        f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        if isinstance(value, str)
        else f"<c><v>{value}</v></c>"
        for value in values
    )
    return f'<row r="{number}">{cells}</row>'


def pdf():
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"


def jpeg():
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\x00" * 200


def html():
    return b"<html><body><table><tr><td>kode_desa</td></tr></table></body></html>"


def old_xls():
    return OLE2 + b"\0" * 504 + "Workbook".encode("utf-16-le") + b"\0" * 1024


def password_protected():
    """As Excel encrypts: an OLE2 file around the encrypted workbook."""
    return OLE2 + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\x7f" * 1024


def locked_zip():
    """A workbook whose parts are marked as encrypted, as archivers do with a password."""
    content = bytearray(crafted(xml_row(1, ["kode_desa"])))
    position = content.find(b"PK\x01\x02")
    while position >= 0:
        content[position + 8] |= 1
        position = content.find(b"PK\x01\x02", position + 4)
    return bytes(content)


def docx():
    return crafted(
        root_rels=ROOT_RELS.replace("xl/workbook.xml", "word/document.xml"),
        **{"word/document.xml": '<w:document xmlns:w="urn:w"><w:body/></w:document>'},
    )


def ods():
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": "<office/>",
        }
    )


def zip_bomb():
    """41 MB of spaces in 41 kB."""
    return crafted(sheet=b" " * (41 * 1024 * 1024))


def lying_zip_bomb():
    """A part that is larger than the archive says."""
    content = bytearray(crafted(xml_row(1, ["x" * 5000])))
    name = b"xl/worksheets/sheet1.xml"
    central = content.rfind(name) - 46
    content[central + 24 : central + 28] = (100).to_bytes(4, "little")
    return bytes(content)


def wide_row(cells):
    """One row of empty cells, which compress to almost nothing."""
    return crafted(f'<row r="1">{"<c/>" * cells}</row>')


def deep_xml(levels):
    return crafted("<row>" * levels + "</row>" * levels)


ENTITY_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9)).replace("&a0;", "&a;")
    + f']><worksheet xmlns="{MAIN}"><sheetData><row r="1"><c t="inlineStr"><is><t>&a8;</t></is></c>'
    "</row></sheetData></worksheet>"
)
OUTSIDE_ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c t="inlineStr"><is><t>&a;</t></is></c>'
    "</row></sheetData></worksheet>"
)
