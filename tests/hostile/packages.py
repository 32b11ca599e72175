"""Zips that unpack to more than there is, or to somewhere else."""

import io
import struct
import zipfile
import zlib

from tests.hostile.catalogue import hostile

PAGE = "<!doctype html><title>示例区示例局2023年政府信息公开工作年度报告</title><p>一、总体情况</p>".encode()


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of these files, each pressed as hard as it can be."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return out.getvalue()


def _zeros(megabytes: int, before: bytes = b"", after: bytes = b"") -> bytes:
    return before + bytes(megabytes * 2**20) + after


@hostile("zip", quick=False)
def a_flat_zip_bomb() -> bytes:
    return zipped({"report.html": _zeros(500)})


@hostile("zip")
def a_zip_of_bombs_each_within_its_limit() -> bytes:
    return zipped({f"{n}.html": _zeros(30) for n in range(4)})


@hostile("zip")
def zips_in_zips_thirty_deep() -> bytes:
    body = PAGE
    for _ in range(30):
        body = zipped({"a.zip": body, "b.zip": body[: 2**16]})
    return body


@hostile("zip")
def ten_thousand_files() -> bytes:
    return zipped({f"{n}.html": PAGE for n in range(10_000)})


@hostile("zip")
def names_that_lead_out() -> bytes:
    names = (
        "../../../../etc/cron.d/x.html",
        "/etc/passwd.html",
        "C:\\Windows\\x.html",
        "..\\..\\x.html",
        "a/../../x.html",
    )
    return zipped(dict.fromkeys(names, PAGE))


@hostile("zip")
def a_link_to_the_passwords() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("report.html")
        entry.create_system = 3
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


@hostile("zip")
def overlapping_entries() -> bytes:
    """One body that a hundred entries of the directory point at, as in the bombs that nest without nesting."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("0.html", _zeros(8))
        for n in range(1, 100):
            entry = zipfile.ZipInfo(f"{n}.html")
            first = archive.infolist()[0]
            entry.header_offset, entry.CRC = first.header_offset, first.CRC
            entry.compress_type, entry.compress_size, entry.file_size = 8, first.compress_size, 2**20
            archive.filelist.append(entry)
            archive.NameToInfo[entry.filename] = entry
    return out.getvalue()


@hostile("zip")
def a_size_that_is_a_lie() -> bytes:
    """The directory says ten bytes; the body unpacks to a hundred megabytes."""
    data = bytearray(zipped({"a.html": _zeros(100)}))
    place = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, place + 24, 10)
    return bytes(data)


@hostile("zip")
def an_entry_behind_the_end() -> bytes:
    data = bytearray(zipped({"a.html": PAGE}))
    struct.pack_into("<I", data, data.rfind(b"PK\x01\x02") + 42, 0x7FFFFFFF)
    return bytes(data)


@hostile("zip")
def a_directory_of_nonsense() -> bytes:
    return b"PK\x03\x04" + b"\xff" * 4000 + b"PK\x05\x06" + b"\xff" * 18


@hostile("zip")
def an_encrypted_zip() -> bytes:
    data = bytearray(zipped({"a.html": PAGE}))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    data[6] |= 1
    return bytes(data)


@hostile("zip")
def a_method_nobody_knows() -> bytes:
    data = bytearray(zipped({"a.html": PAGE}))
    struct.pack_into("<H", data, data.rfind(b"PK\x01\x02") + 10, 97)
    return bytes(data)


@hostile("zip")
def a_zip_within_a_comment_of_a_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.html", PAGE)
        archive.comment = zipped({"b.html": PAGE})[:60_000]
    return out.getvalue()


@hostile("zip", quick=False)
def a_mimetype_of_half_a_gigabyte() -> bytes:
    return zipped({"mimetype": _zeros(500), "a.html": PAGE})


@hostile("rar")
def a_rar_of_nothing() -> bytes:
    return b"Rar!\x1a\x07\x01\x00" + b"\xff" * 1000


@hostile("gzip")
def a_gzip_bomb_as_a_file() -> bytes:
    return zlib.compress(_zeros(100), 9)


@hostile("ofd")
def an_ofd_that_includes_itself() -> bytes:
    page = b'<Pages><Page BaseLoc="OFD.xml"/></Pages>'
    return zipped({"OFD.xml": b"<OFD>%s<DocRoot>OFD.xml</DocRoot></OFD>" % (page * 1000)})
