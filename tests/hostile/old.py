"""Files of the last century: OLE (.doc, .xls) and RTF."""

import struct

from tests.hostile.catalogue import hostile

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _ole(fat: list[int], *names: str, size: int = 0xFFFFFFF, start: int = 2, body: bytes = b"") -> bytes:
    """A compound file: sector 0 is the FAT, 1 the directory, and whatever the FAT makes of the rest."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 44, 1, 1, 0, 4096, _END, 0, _END, 0, 0)
    struct.pack_into("<108I", header, 80, *[_FREE] * 108)
    table = struct.pack("<128I", *(fat + [_FREE] * 128)[:128])
    entries = b"".join(_entry(name, number, size, start) for number, name in enumerate(("Root Entry", *names)))
    return bytes(header) + table + entries.ljust(512, b"\0") + body.ljust(4096, b"\0")


def _entry(name: str, number: int, size: int, start: int) -> bytes:
    root = number == 0
    text = name.encode("utf-16-le").ljust(64, b"\0")
    links = (_FREE, _FREE, 1 if root else _FREE)
    return (
        text
        + struct.pack("<HBBIII", 2 * len(name) + 2, 5 if root else 2, 1, *links)
        + bytes(36)
        + struct.pack("<IQ", _END if root else start, 0 if root else size)
    )


@hostile("doc")
def a_chain_of_sectors_that_is_a_ring() -> bytes:
    return _ole([_FAT, _END, 3, 2], "WordDocument", body=b"\xec\xa5" + bytes(4000))


@hostile("doc")
def a_directory_that_is_a_ring() -> bytes:
    return _ole([_FAT, 1, _END], "WordDocument")


@hostile("doc")
def a_table_of_sectors_that_holds_itself() -> bytes:
    return _ole([0] * 128, "WordDocument")


@hostile("doc")
def a_stream_that_says_it_is_endless() -> bytes:
    return _ole([_FAT, _END, _END], "WordDocument", size=2**62)


@hostile("doc")
def a_word_header_of_nonsense() -> bytes:
    return _ole([_FAT, _END, 3, 4, 5, 6, 7, 8, 9, _END], "WordDocument", size=4096, body=b"\xec\xa5" + b"\xff" * 4094)


@hostile("doc")
def an_encrypted_word_file() -> bytes:
    return _ole([_FAT, _END, _END], "EncryptedPackage", size=512)


@hostile("doc")
def a_signature_and_nothing_else() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@hostile("xls")
def an_old_workbook_of_nonsense() -> bytes:
    return _ole([_FAT, _END, 3, 4, 5, 6, 7, 8, 9, _END], "Workbook", size=4096, body=b"\x09\x08\x10\0" + b"\xff" * 4092)


@hostile("xls")
def records_that_never_end() -> bytes:
    record = b"\xfc\0\x08\0\xff\xff\xff\x7f\xff\xff\xff\x7f"
    return _ole([_FAT, _END, 3, 4, 5, 6, 7, 8, 9, _END], "Workbook", size=4096, body=record * 300)


def _rtf(body: bytes) -> bytes:
    return rb"{\rtf1\ansi\ansicpg936 " + body


@hostile("rtf")
def a_million_groups_in_each_other() -> bytes:
    return _rtf(b"{" * 1_000_000)


@hostile("rtf")
def groups_that_close_more_than_they_opened() -> bytes:
    return _rtf(b"}" * 1_000_000 + b"{" * 100)


@hostile("rtf")
def four_gigabytes_of_bytes_to_come() -> bytes:
    return _rtf(rb"\bin4294967295 1{\bin-1 1}{\bin99999999999999999999 1}}")


@hostile("rtf")
def tables_in_tables_of_an_rtf() -> bytes:
    return _rtf(b"".join(rb"\itap%d\intbl 1\nestcell{\nesttableprops\trowd\cellx1}" % n for n in range(50_000)) + b"}")


@hostile("rtf")
def cells_without_end() -> bytes:
    return _rtf(rb"\trowd" + rb"\cellx1" * 200_000 + rb"\intbl " + rb"1\cell " * 200_000 + rb"\row}")


@hostile("rtf")
def numbers_too_long_for_any_number() -> bytes:
    return _rtf(rb"\u" + b"9" * 1_000_000 + rb"?\fs" + b"9" * 1_000_000 + rb"\super1 1}")


@hostile("rtf")
def raised_and_lowered_a_million_times() -> bytes:
    return _rtf(rb"\super1\nosupersub2" * 300_000 + b"}")


@hostile("rtf")
def an_object_that_would_be_run() -> bytes:
    return _rtf(rb"{\object\objemb\objupdate{\*\objclass Equation.3}{\*\objdata " + b"4d5a" * 100_000 + b"}}}")


@hostile("rtf")
def styles_of_a_style_of_a_style() -> bytes:
    styles = b"".join(rb"{\s%d\sbasedon%d\snext%d a;}" % (n, (n + 1) % 20_000, n) for n in range(20_000))
    return _rtf(rb"{\stylesheet" + styles + b"}1}")
