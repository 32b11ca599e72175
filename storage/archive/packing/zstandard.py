"""Records as Zstandard frames, by the IIPC's "Zstandard Compression for WARC Files 1.0" (``.warc.zst``).

A file may begin with a dictionary, in a skippable frame of its own; then every frame is packed with it. Of files made
elsewhere a record in several frames is told as damaged here; importing them takes it.
"""

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO

from storage.archive.packing.members import Packing, Unpacker
from storage.errors import ArchiveError

__all__ = ["FAULTS", "Zstandard", "dictionary_frame", "dictionary_in", "is_packed", "stream_of", "zstd"]

if TYPE_CHECKING or sys.version_info < (3, 14):
    from backports import zstd
else:
    from compression import zstd

MAGIC = b"\x28\xb5\x2f\xfd"
DICTIONARY = b"\x5d\x2a\x4d\x18"
"""How a file with a dictionary begins: 0x184D2A5D, the lowest byte first."""
LEVEL = 3
_BARE_DICTIONARY = b"\x37\xa4\x30\xec"
_SKIPPABLE = b"\x2a\x4d\x18"
_HEAD = 8
_LARGEST_DICTIONARY = 1 << 23
_WINDOW = 23
"""Logarithm of the largest window that the specification asks a reader to take: 8 MiB."""
_BOUNDED: Mapping[int, int] = {zstd.DecompressionParameter.window_log_max: _WINDOW}


class Zstandard(Packing):
    """Packs with a dictionary, or with none. One is not for two threads at once while it packs."""

    magic = MAGIC

    def __init__(self, dictionary: "zstd.ZstdDict | None" = None, level: int = LEVEL) -> None:
        self.dictionary = dictionary
        self._level = level
        self._packer: zstd.ZstdCompressor | None = None

    def pack(self, data: bytes) -> bytes:
        """One frame, with its size, its checksum and the dictionary's number, as the specification wants it."""
        if self._packer is None:
            self._packer = packer_for(self.dictionary, self._level)
        self._packer.set_pledged_input_size(len(data))
        return self._packer.compress(data, zstd.ZstdCompressor.FLUSH_FRAME)

    def unpacker(self) -> Unpacker:
        """For one frame."""
        return _Unpacker(self.dictionary)

    def unpack(self, packed: bytes, largest: int) -> bytes:
        """As others do; a frame that says that it is too large is not even begun."""
        try:
            size = zstd.get_frame_info(packed).decompressed_size
        except zstd.ZstdError as error:
            raise ArchiveError(f"the record is damaged: {error}") from error
        if size is not None and size > largest:
            raise ArchiveError(f"the record unpacks to more than {largest} bytes")
        return super().unpack(packed, largest)

    def skip(self, file: BinaryIO, offset: int) -> int:
        """Behind skippable frames: the dictionary, and what other programs put there."""
        while True:
            file.seek(offset)
            head = file.read(_HEAD)
            if head[1:4] != _SKIPPABLE or head[0] >> 4 != 5:
                return offset
            if len(head) < _HEAD:
                raise ArchiveError("the end of a skippable frame is missing")
            offset += _HEAD + int.from_bytes(head[4:], "little")
            if file.seek(0, 2) < offset:
                raise ArchiveError("the end of a skippable frame is missing")


class _Unpacker:
    def __init__(self, dictionary: "zstd.ZstdDict | None") -> None:
        self._unpacker = zstd.ZstdDecompressor(dictionary, options=_BOUNDED)

    def take(self, packed: bytes, wanted: int) -> bytes:
        try:
            return self._unpacker.decompress(packed, wanted)
        except zstd.ZstdError as error:
            raise ArchiveError(f"the record is damaged: {error}") from error

    @property
    def is_hungry(self) -> bool:
        return self._unpacker.needs_input

    @property
    def is_done(self) -> bool:
        return self._unpacker.eof

    @property
    def left(self) -> bytes:
        return self._unpacker.unused_data


FAULTS = (zstd.ZstdError,)
"""What reading a ``stream_of`` raises on damage, besides EOFError."""


def is_packed(beginning: bytes) -> bool:
    """Whether a file that begins so is of this kind."""
    return beginning[:4] in (MAGIC, DICTIONARY)


def stream_of(file: BinaryIO) -> "zstd.ZstdFile":
    """The records of a file one after another, unpacked. Raises ArchiveError where its dictionary is damaged."""
    dictionary = dictionary_in(file)
    file.seek(0)
    return zstd.ZstdFile(file, "r", zstd_dict=dictionary, options=_BOUNDED)


def packer_for(dictionary: "zstd.ZstdDict | None", level: int) -> "zstd.ZstdCompressor":
    """One that writes frames as the specification wants them."""
    options: dict[int, int] = {
        zstd.CompressionParameter.compression_level: level,
        zstd.CompressionParameter.checksum_flag: 1,
        zstd.CompressionParameter.content_size_flag: 1,
        zstd.CompressionParameter.dict_id_flag: 1,
    }
    return zstd.ZstdCompressor(options=options, zstd_dict=dictionary)


def dictionary_frame(dictionary: "zstd.ZstdDict") -> bytes:
    """What a file begins with."""
    packed = Zstandard(level=19).pack(dictionary.dict_content)
    return DICTIONARY + len(packed).to_bytes(4, "little") + packed


def dictionary_in(file: BinaryIO) -> "zstd.ZstdDict | None":
    """The dictionary that a file begins with; None for one that has none. Raises ArchiveError where it is damaged."""
    file.seek(0)
    head = file.read(_HEAD)
    if head[:4] != DICTIONARY:
        return None
    size = int.from_bytes(head[4:], "little")
    if size > _LARGEST_DICTIONARY:
        raise ArchiveError(f"the dictionary of {size} bytes is larger than {_LARGEST_DICTIONARY}")
    data = file.read(size)
    if len(data) < size:
        raise ArchiveError("the end of the dictionary is missing")
    try:
        if data[:4] != _BARE_DICTIONARY:
            data = Zstandard().unpack(data, _LARGEST_DICTIONARY)
        return zstd.ZstdDict(data if data[:4] == _BARE_DICTIONARY else b"")
    except (ArchiveError, zstd.ZstdError, ValueError) as error:
        said = str(error).removeprefix("the record is damaged: ")
        raise ArchiveError(f"the dictionary is damaged, so no record of the file can be read: {said}") from error
