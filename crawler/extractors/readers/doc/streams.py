"""The streams of an OLE file, and the file with one of them changed."""

import struct
from collections.abc import Iterable, Iterator, Sequence

_MOST_SECTORS = 1 << 17
_FREE = 0xFFFFFFFA
_SMALL, _PIECE = 4096, 64


class Streams:
    """The streams of an OLE file; those of less than 4 KiB stand together in one, in sectors of 64 bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << max(7, min(struct.unpack_from("<H", data, 30)[0], 12))
        self._fat = self._read_fat()
        directory = self.bytes_of(self._chain(struct.unpack_from("<I", data, 48)[0]))
        self._places = {name: (start, size) for name, start, size in self._names(directory)}

    @property
    def names(self) -> frozenset[str]:
        """Those of all streams."""
        return frozenset(self._places)

    def sectors(self, name: str) -> list[int]:
        """The sectors of a stream in order; raises KeyError for one that is not there."""
        return self._chain(self._places[name][0])

    def read(self, name: str) -> bytes:
        """A stream whole, wherever it stands; raises KeyError for one that is not there."""
        start, size = self._places[name]
        if size >= _SMALL:
            return self.bytes_of(self._chain(start))[:size]
        root = self.bytes_of(self.sectors("Root Entry"))
        return b"".join(root[_PIECE * n : _PIECE * (n + 1)] for n in self._small(start))[:size]

    def changed(self, name: str, stream: bytes | bytearray) -> bytes:
        """The file with this in place of a stream, as long as that; raises KeyError for one that is not there."""
        start, size = self._places[name]
        if size >= _SMALL:
            return self.written(self._chain(start), stream)
        sectors = self.sectors("Root Entry")
        root = bytearray(self.bytes_of(sectors))
        for i, n in enumerate(self._small(start)):
            piece = stream[_PIECE * i : _PIECE * (i + 1)]
            root[_PIECE * n : _PIECE * n + len(piece)] = piece
        return self.written(sectors, root)

    def _small(self, start: int) -> list[int]:
        """The pieces of a small stream, by their numbers in the stream of all small ones."""
        numbers = self.bytes_of(self._chain(struct.unpack_from("<I", self._data, 60)[0]))
        return self._chain(start, [n for (n,) in struct.iter_unpack("<I", numbers)])

    def bytes_of(self, sectors: Iterable[int]) -> bytes:
        """What stands in these sectors."""
        return b"".join(self._data[(n + 1) * self._size : (n + 2) * self._size] for n in sectors)

    def written(self, sectors: Iterable[int], stream: bytes | bytearray) -> bytes:
        """The file with this stream in place of what its sectors hold."""
        data = bytearray(self._data)
        for i, sector in enumerate(sectors):
            piece = stream[i * self._size : (i + 1) * self._size]
            start = (sector + 1) * self._size
            data[start : start + len(piece)] = piece
        return bytes(data)

    def _read_fat(self) -> list[int]:
        sectors = [n for n in struct.unpack_from("<109I", self._data, 76) if n < _FREE]
        further, count = struct.unpack_from("<II", self._data, 68)
        for _ in range(min(count, 64)):
            if further >= _FREE:
                break
            numbers = struct.unpack_from(f"<{self._size // 4}I", self._data, (further + 1) * self._size)
            sectors += [n for n in numbers[:-1] if n < _FREE]
            further = numbers[-1]
        return [n for (n,) in struct.iter_unpack("<I", self.bytes_of(sectors))]

    def _chain(self, sector: int, table: Sequence[int] = ()) -> list[int]:
        found: dict[int, None] = {}
        table = table or self._fat
        while sector < _FREE and sector not in found and len(found) < _MOST_SECTORS:
            found[sector] = None
            sector = table[sector]
        return list(found)

    @staticmethod
    def _names(directory: bytes) -> Iterator[tuple[str, int, int]]:
        for start in range(0, len(directory) - 127, 128):
            (length,) = struct.unpack_from("<H", directory, start + 64)
            name = directory[start : start + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            yield name, *struct.unpack_from("<II", directory, start + 116)
