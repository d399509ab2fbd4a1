"""Minutes read into blocks."""

import pytest

from workshops.structured_text import Block, read_blocks


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("\n \n", []),
        ("Satu\ndua\n\ntiga", [Block("paragraph", ("Satu", "dua")), Block("paragraph", ("tiga",))]),
        ("# Judul\n# Lain", [Block("heading", ("Judul",)), Block("heading", ("Lain",))]),
        ("- a\n* b\n• c", [Block("bullets", ("a", "b", "c"))]),
        ("1. a\n2) b\n\n3. c", [Block("numbers", ("a", "b")), Block("numbers", ("c",))]),
        ("- a\n  lanjut\n- b", [Block("bullets", ("a lanjut", "b"))]),
        ("- a\nbiasa", [Block("bullets", ("a",)), Block("paragraph", ("biasa",))]),
        ("#tagar 2021", [Block("paragraph", ("#tagar 2021",))]),
        ("2021. Tahun", [Block("paragraph", ("2021. Tahun",))]),
        ("<b>- x", [Block("paragraph", ("<b>- x",))]),
    ],
)
def test_blocks(text, blocks):
    assert read_blocks(text) == blocks
