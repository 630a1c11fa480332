"""Zip files that documents come in, read in memory and within limits; nothing is ever unpacked to disk."""

import lzma
import zipfile
import zlib
from io import BytesIO

from django.utils.translation import gettext as _
from lxml import etree

from reader.importers.problem import ImportProblem
from reader.importers.safe_xml import safe_parser

# Books with pictures have some hundreds.
MAX_ENTRIES = 5_000
# What is read of one file, unpacked. Text packs to a tenth; a tree of XML takes ten times its size.
MAX_UNPACKED = 40 * 2**20
# A novel with all that Word notes beside its words has some hundred thousand; each costs time.
MAX_TAGS = 1_000_000
# Pictures are not read, but nobody's pictures pack to a tenth.
MAX_DECLARED = 400 * 2**20
ENTRY = b"PK\x01\x02"
# Old office files, and new ones that are encrypted, are no zip but an "OLE compound file".
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = 0x1
# zipfile unpacks the others without a limit.
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError)


class Archive:
    """The entries of a zip file by name.

    Raises ImportProblem, also later from `read`, where it is damaged, encrypted or unpacks to too much.
    """

    def __init__(self, data: bytes, most_tags: int = MAX_TAGS) -> None:
        if data.startswith(COMPOUND_FILE):
            raise protected()
        # Counted before zipfile makes an object of each.
        if data.count(ENTRY) > MAX_ENTRIES:
            raise _too_much()
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except DAMAGE as error:
            raise damaged() from error
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        if sum(entry.file_size for entry in self._entries.values()) > MAX_DECLARED:
            raise _too_much()
        self._left = MAX_UNPACKED
        self._tags_left = most_tags

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """The entry's bytes."""
        entry = self._entries.get(name)
        if entry is None or entry.compress_type not in METHODS:
            raise damaged()
        if entry.flag_bits & ENCRYPTED:
            raise protected()
        self._left -= entry.file_size
        if self._left < 0:
            raise _too_much()
        try:
            # Never more than the declared size, whatever is packed.
            data = self._zip.read(entry)
        except (*DAMAGE, RuntimeError) as error:
            raise damaged() from error
        self._tags_left -= data.count(b"<")
        if self._tags_left < 0:
            raise _too_much()
        return data

    def xml(self, name: str) -> etree._Element:
        """The root element of the entry."""
        return parse_xml(self.read(name))


def parse_xml(data: bytes) -> etree._Element:
    """The root element. Raises ImportProblem where it is damaged, too deep, or declares entities."""
    try:
        root = etree.fromstring(data, safe_parser())
    except (etree.LxmlError, ValueError) as error:
        raise damaged() from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and list(dtd.entities()):  # type: ignore[union-attr]
        raise ImportProblem(
            _("The file declares XML entities, as harmful files do. Save it again with another program.")
        )
    return root


def damaged() -> ImportProblem:
    """What to raise where a file is not what its name says."""
    return ImportProblem(_("The file is damaged or of another kind. Save or download it again."))


def protected() -> ImportProblem:
    """What to raise where a file can't be read without a password."""
    return ImportProblem(
        _("The file has a password or an old format. Save it without a password, in a current format.")
    )


def _too_much() -> ImportProblem:
    return ImportProblem(
        _("The file unpacks to more than can be read. Copy its text into a plain text file instead.")
    )
