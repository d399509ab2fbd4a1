"""What an uploaded file is, by its content."""

import pytest
from django.core.exceptions import ValidationError

from tests.villages.documents import CONTENTS, PDF, archive, image, upload
from villages import file_kinds, uploads
from villages.file_kinds import kind_of_stored, recognise


def refused(content):
    with pytest.raises(ValidationError) as caught:
        uploads.refuse_unless_document(upload(content))
    return caught.value.messages[0]


@pytest.mark.parametrize("suffix", CONTENTS)
def test_every_kind_is_told_by_its_content_whatever_it_is_called(suffix):
    file = upload(CONTENTS[suffix], "apa saja.exe")

    kind = recognise(file)

    assert kind.suffix == suffix
    assert file.read() == CONTENTS[suffix]  # positioned at its start again
    assert kind_of_stored(f"materials/1{suffix}") == kind


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kosong"),
        (PDF.replace(b"%%EOF", b""), "PDF ini terpotong"),
        (b"MZ\x90 program", "Simpan sebagai PDF, Word, Excel"),
        (b"\xd0\xcf\x11\xe0 lama", "Office lama"),
        (b"Rar!\x1a\x07", "arsip RAR"),
        (b"GIF89a", "gambar GIF"),
        (b"<!doctype html><script>", "halaman web"),
        (b"teks biasa", "Simpan sebagai PDF"),
        (archive("foto.jpg"), "arsip zip"),
        (archive("word/document.xml", "word/vbaProject.bin"), "makro"),
        (archive("word/document.xml")[:40], "rusak atau terpotong"),
        (CONTENTS[".jpg"][:300], "Gambar ini rusak"),
        (CONTENTS[".png"][:60], "Gambar ini rusak"),
    ],
)
def test_what_is_not_taken_is_refused_with_what_to_do(content, words):
    assert words in refused(content)


def test_a_changed_byte_inside_an_archive_is_found():
    content = bytearray(archive("word/document.xml", content=b"isi" * 500))
    content[45] ^= 0xFF

    assert "rusak" in refused(bytes(content))


def test_an_archive_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(file_kinds, "MAX_UNZIPPED_BYTES", 1000)

    assert "terlalu besar" in refused(archive("word/document.xml", content=b"0" * 1001))


def test_an_image_of_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(file_kinds, "MAX_PIXELS", 1199)

    assert "megapiksel" in refused(image(size=(40, 30)))


def test_twenty_megabytes_are_accepted_and_a_byte_more_is_not():
    filling = b"0" * (uploads.MAX_FILE_BYTES - len(PDF))

    uploads.refuse_unless_document(upload(PDF[:9] + filling + PDF[9:]))

    assert refused(PDF[:9] + filling + b"0" + PDF[9:]) == (
        "Berkas ini 20,1 MB, paling besar 20 MB. Perkecil gambarnya atau bagi berkasnya."
    )


@pytest.mark.parametrize(
    ("name", "suffix", "clean"),
    [
        ("Foto.JPEG", ".jpg", "Foto.jpg"),
        ("Foto.JPG", ".jpg", "Foto.jpg"),
        ("Paparan.pptx", ".pptx", "Paparan.pptx"),
        ("Paparan.pdf", ".pptx", "Paparan.pdf.pptx"),
    ],
)
def test_names_get_the_suffix_of_their_content(name, suffix, clean):
    assert uploads.clean_file_name(name, suffix) == clean
