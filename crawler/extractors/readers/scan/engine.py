"""RapidOCR's models, which its wheel carries: where text stands in a picture, and what a line of text says.

Both run in this process, on one processor, and never ask a network.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy
import onnxruntime
import rapidocr

from crawler.extractors.readers.scan.picture import Pixels

_HEIGHT = 48
"""Pixels: the model has learnt lines of that height."""
_LEAST_WIDTH, _MOST_WIDTH = 160, 3200
_BATCH = 16
_LONGEST_SIDE = 1280
"""Pixels of a page in which lines of text are looked for: of ten points they are 15 high then."""


_ALIKE = {"0": "0OoОо〇○", "—": "一-—–－_―─﹣ー"}
"""Where a number stands, these are one letter: the model's doubt which of them it sees does not matter."""


class Recognised(NamedTuple):
    """A line of text and how certain its least certain letter is, 0 to 1; and the same where a number stands.

    ``digits``: how certain the least certain digit of the text is.
    """

    text: str
    confidence: float
    digits: float
    numeral: str
    sureness: float


class Models:
    """The models, loaded once a process."""

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        (path,) = (Path(rapidocr.__file__).parent / "models").glob("*_rec_*.onnx")
        self._lines = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._input = self._lines.get_inputs()[0].name
        letters = self._lines.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._letters = ["", *letters, " "]
        self._alike = [
            (letters.index(letter) + 1, [n for n, other in enumerate(self._letters) if other and other in others])
            for letter, others in _ALIKE.items()
        ]
        self._places = rapidocr.RapidOCR(
            params={
                "Global.log_level": "error",
                "Global.max_side_len": _LONGEST_SIDE,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def places(self, grey: Pixels) -> list[tuple[int, int, int, int]]:
        """Where lines of text stand: left, top, right, bottom."""
        found = self._places(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=False)
        boxes = getattr(found, "boxes", None)
        if boxes is None:
            return []
        return [
            (int(box[:, 0].min()), int(box[:, 1].min()), int(box[:, 0].max()), int(box[:, 1].max())) for box in boxes
        ]

    def lines(self, pictures: Sequence[Pixels]) -> list[Recognised]:
        """What grey pictures of one line each say."""
        scaled = [_scaled(picture) for picture in pictures]
        order = sorted(range(len(scaled)), key=lambda n: scaled[n].shape[1])
        found: dict[int, Recognised] = {}
        for _, group in groupby(order, key=lambda n: _width(scaled[n])):
            numbers = list(group)
            for start in range(0, len(numbers), _BATCH):
                batch = numbers[start : start + _BATCH]
                found.update(zip(batch, self._batch([scaled[n] for n in batch]), strict=True))
        return [found[n] for n in range(len(scaled))]

    def _batch(self, scaled: Sequence[Pixels]) -> Iterator[Recognised]:
        tensor = numpy.zeros((len(scaled), 3, _HEIGHT, _width(scaled[0])), numpy.float32)
        for n, picture in enumerate(scaled):
            tensor[n, :, :, : picture.shape[1]] = picture.astype(numpy.float32) / 127.5 - 1
        (chances,) = self._lines.run(None, {self._input: tensor})
        for line in chances:
            text, confidence, digits = self._decoded(line)
            for one, others in self._alike:
                whole = line[:, others].sum(axis=1)
                line[:, others] = 0
                line[:, one] = whole
            yield Recognised(text, confidence, digits, *self._decoded(line)[:2])

    def _decoded(self, line: Pixels) -> tuple[str, float, float]:
        """Letters that follow each other without a blank between them are one."""
        text, least, digits, last = "", 1.0, 1.0, 0
        for number, chance in zip(line.argmax(axis=1).tolist(), line.max(axis=1).tolist(), strict=True):
            if number and number == last:
                continue
            if number:
                text += self._letters[number]
                least = min(least, chance)
                digits = min(digits, chance) if self._letters[number].isdigit() else digits
            last = number
        return text, least if text else 0.0, digits


def _scaled(picture: Pixels) -> Pixels:
    height, width = picture.shape
    wide = min(max(round(width * _HEIGHT / height), 8), _MOST_WIDTH)
    way = cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_CUBIC
    return cv2.resize(picture, (wide, _HEIGHT), interpolation=way)


def _width(picture: Pixels) -> int:
    """The width of the batch that a picture goes into: few different ones, so that many go together."""
    width = max(int(picture.shape[1]), _LEAST_WIDTH)
    return -(-width // _LEAST_WIDTH) * _LEAST_WIDTH


@cache
def models() -> Models:
    """The models of this process."""
    return Models()
