"""Small real files of the kinds that the portal takes."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.villages.hell import xlsx

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def archive(*names, content=b"<x/>"):
    """A zip archive with parts of these names."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as zipped:
        for name in names:
            zipped.writestr(name, content)
    return buffer.getvalue()


def image(form="JPEG", size=(40, 30)):
    """A plain picture."""
    buffer = BytesIO()
    Image.new("RGB", size, "#336699").save(buffer, form)
    return buffer.getvalue()


CONTENTS = {
    ".pdf": PDF,
    ".xlsx": xlsx([["a", "b"], [1, 2]]),
    ".docx": archive("[Content_Types].xml", "word/document.xml"),
    ".pptx": archive("[Content_Types].xml", "ppt/presentation.xml"),
    ".jpg": image(),
    ".png": image("PNG"),
}


def upload(content=PDF, name="Berkas.pdf"):
    """Something that somebody chose in a form."""
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")
