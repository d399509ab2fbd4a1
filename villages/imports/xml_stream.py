"""XML parts of a workbook, element by element, in little memory and bounded time.

openpyxl builds a whole row as a tree before it hands it out: a file of 41 kB whose one row holds 9.5 million
empty cells takes it 3 GB and more than a minute. Here nothing larger than a cell is kept, and counting
elements ends such a file early. Document types, and with them entity bombs, are refused: no workbook has one.
"""

from dataclasses import dataclass
from xml.parsers import expat

from django.utils.translation import gettext as _

from villages.imports.cells import UnreadableFile
from villages.imports.limits import MAX_DEPTH, MAX_ELEMENTS


@dataclass
class Budget:
    """Elements that may still be read: one budget for all parts of a workbook."""

    elements: int = MAX_ELEMENTS


class Handler:
    """What happens at elements: ``starts`` and ``ends`` map a local name to a method.

    A start takes the attributes; an end takes nothing. Text is kept from ``keep_text`` to ``take_text``.
    """

    def __init__(self):
        self.starts, self.ends = {}, {}
        self._text = None
        self._depth = 0

    def keep_text(self, _attributes):
        self._text = []

    def take_text(self):
        text, self._text = "".join(self._text or ()), None
        return text

    def start(self, name, attributes):
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _too_much()
        if act := self.starts.get(name) or self.starts.get(name.rpartition(":")[2]):
            act(attributes)

    def end(self, name):
        self._depth -= 1
        if act := self.ends.get(name) or self.ends.get(name.rpartition(":")[2]):
            act()

    def characters(self, data):
        if self._text is not None:
            self._text.append(data)


def stream(source, handler, budget):
    """Read the XML file ``source`` into ``handler``. Raises ``UnreadableFile`` or ``expat.ExpatError``."""

    def start(name, attributes):
        budget.elements -= 1
        if budget.elements < 0:
            raise _too_much()
        handler.start(name, attributes)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.characters
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.ParseFile(source)


def _too_much():
    return UnreadableFile(
        _(
            "Berkas ini berisi terlalu banyak sel. Hapus baris dan kolom kosong yang berformat, "
            "atau salin isinya ke berkas baru."
        )
    )


def _refuse_document_type(*_declaration):
    raise UnreadableFile(
        _(
            "Berkas ini tidak aman dibaca. Salin isinya ke berkas Excel baru, lalu unggah berkas itu."
        )
    )
