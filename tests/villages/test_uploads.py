"""Uploaded PDFs are judged by their content; what was chosen once waits for its form."""

import os
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.factories import make_user
from villages import uploads

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def pdf(content=PDF, name="SK Kumuh 2021.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def refused(upload):
    with pytest.raises(ValidationError) as caught:
        uploads.refuse_unless_pdf(upload)
    return caught.value.messages[0]


def test_a_pdf_is_accepted_whatever_the_browser_calls_it():
    upload = SimpleUploadedFile("sk.bin", PDF, content_type="application/octet-stream")

    uploads.refuse_unless_pdf(upload)

    assert upload.read() == PDF  # positioned at its start again


def test_bytes_behind_the_end_mark_are_accepted():
    uploads.refuse_unless_pdf(pdf(PDF + b"\x00" * 1000))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n%%EOF", "gambar PNG"),
        (b"\xff\xd8\xff\xe0JFIF%%EOF", "foto JPEG"),
        (b"PK\x03\x04%%EOF", "berkas Word, Excel, atau zip"),
        (b"\xd0\xcf\x11\xe0%%EOF", "berkas Word atau Excel lama"),
        (b"  <!doctype html><script>%PDF- %%EOF", "halaman web"),
    ],
)
def test_what_is_not_a_pdf_is_named(content, what):
    assert refused(pdf(content)) == (
        f"Isi berkas ini {what}, bukan PDF. Pindai atau simpan dokumennya sebagai PDF."
    )


def test_anything_else_is_refused_too():
    assert refused(pdf(b"MZ\x90 program %PDF- %%EOF")) == (
        "Isi berkas ini bukan PDF. Pindai atau simpan dokumennya sebagai PDF."
    )


def test_an_empty_file_is_refused():
    assert refused(pdf(b"")) == "Berkas ini kosong. Pilih berkasnya lagi."


def test_a_truncated_pdf_is_refused():
    assert "terpotong" in refused(pdf(PDF.replace(b"%%EOF", b"")))


def test_ten_megabytes_are_accepted_and_a_byte_more_is_not():
    filling = b"0" * (uploads.MAX_PDF_BYTES - len(PDF))

    uploads.refuse_unless_pdf(pdf(PDF[:9] + filling + PDF[9:]))

    assert refused(pdf(PDF[:9] + filling + b"0" + PDF[9:])) == (
        "Berkas ini 10,1 MB, paling besar 10 MB. Pindai ulang dengan resolusi lebih rendah."
    )


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("SK Kumuh.pdf", "SK Kumuh.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\citra\\SK.PDF", "SK.pdf"),
        ("SK\r\nX-Header: 1.pdf", "SKX-Header: 1.pdf"),
        ("", "berkas.pdf"),
        (".pdf", "berkas.pdf"),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf"),
    ],
)
def test_file_names_are_made_safe(name, clean):
    assert uploads.clean_file_name(name) == clean


def test_a_held_upload_comes_back_to_its_person(db):
    person = make_user()

    ticket = uploads.hold_upload(pdf(), person).ticket
    held = uploads.held_upload(ticket, person)

    assert (held.name, held.size, held.open().read()) == ("SK Kumuh 2021.pdf", len(PDF), PDF)
    uploads.release_upload(held)
    assert uploads.held_upload(ticket, person) is None


def test_a_held_upload_is_nobody_elses(db):
    ticket = uploads.hold_upload(pdf(), make_user()).ticket

    assert uploads.held_upload(ticket, make_user()) is None


def test_a_forged_ticket_opens_nothing(db):
    person = make_user()
    ticket = uploads.hold_upload(pdf(), person).ticket

    assert uploads.held_upload(ticket[:-2] + "xx", person) is None
    assert uploads.held_upload("decrees/secret.pdf", person) is None


def test_what_waits_longer_than_a_day_goes(db):
    person = make_user()
    old = uploads.hold_upload(pdf(), person)
    yesterday = (timezone.now() - timedelta(days=1, minutes=1)).timestamp()
    os.utime(default_storage.path(old.path), (yesterday, yesterday))

    uploads.hold_upload(pdf(), person)

    assert uploads.held_upload(old.ticket, person) is None
