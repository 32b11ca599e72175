"""A dictionary of what the pages of one site share: shell, menu, the form's own words.

Whole pages serve better than what zstd's trainer picks by default, which keeps pieces of 2 kB at most: the markup
between two numbers is longer than that.
"""

from collections.abc import Callable, Sequence

from storage.archive.packing.zstandard import Zstandard, dictionary_frame, zstd
from storage.errors import ArchiveError

SIZE = 1_000_000
"""Bytes at most: some seven pages, a fiftieth of that when packed, since they resemble each other."""
FEWEST = 15
"""Answers of a site that are worth a file of their own."""
_SAMPLES = 64
_LARGEST = 1 << 20
_TEXT = 0.5
"""What packs to less of its size is text; what does not is an attachment that shares nothing with others."""
_SPARE = 1 << 14


def dictionary_for(
    slots: Sequence[int], read: Callable[[int], bytes], level: int
) -> "tuple[zstd.ZstdDict, bytes] | None":
    """A dictionary and its frame for records of these sizes, of which ``read`` gives one by its number.

    None where it would take more than it saves.
    """
    chosen = [n for n, size in enumerate(slots) if size <= _LARGEST]
    samples = [read(n) for n in chosen[:: max(1, len(chosen) // _SAMPLES)][:_SAMPLES]]
    plain = Zstandard(level=level)
    packed = [len(plain.pack(sample)) for sample in samples]
    texts = [s for s, size in zip(samples, packed, strict=True) if len(s) > _SPARE and size < _TEXT * len(s)]
    content = b"".join(texts)[-(SIZE - _SPARE) :]
    if len(samples) < FEWEST or not content:
        return None
    try:
        dictionary = zstd.finalize_dict(zstd.ZstdDict(content, is_raw=True), samples, SIZE, level)
    except (zstd.ZstdError, ValueError) as error:
        raise ArchiveError(f"no dictionary comes of these records: {error}") from error
    frame = dictionary_frame(dictionary)
    trained = Zstandard(dictionary, level)
    saved = sum(packed) - sum(len(trained.pack(sample)) for sample in samples)
    return (dictionary, frame) if saved * len(slots) / len(samples) > len(frame) else None
