"""Pages whose characters say whether they leave ink: the text that OCR lays under a scan is read by programs only.

pdfminer knows how text is drawn and forgets it, and pdfplumber hands on what it knows. A character that is drawn
without ink (mode 3 or 7, or wholly transparent), or over which a filled rectangle or a picture as wide as the page is
laid afterwards, is here neither filled nor stroked: its ``fill`` and ``stroke`` are False. Characters in plain ink
carry neither.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, cast

from pdfminer.layout import LTChar, LTContainer, LTImage, LTPage, LTRect
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_pt, mult_matrix
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

from crawler.extractors.readers.pdf.laid import Laid, laid_on
from crawler.extractors.readers.pdf.torn import is_torn

_FILLED, _STROKED = frozenset({0, 2, 4, 6}), frozenset({1, 2, 5, 6})
"""Modes of text, by what is painted of a letter."""
_CLEAR = 0.02
"""Of its ink: what is painted with less nobody sees."""
_WIDE = 0.9
"""Of the width of a page: a picture of a whole page, or one of the strips that make it."""
_THIN = 3.0
"""Points: what is thinner is a rule, and covers nothing."""
_MOST_COVERS = 20_000
"""Filled rectangles of a page that are asked what they cover; a page has some hundred."""
_BAND = 8.0
_MASKS = ("SMask", "Mask", "ImageMask", "IM", "SMaskInData")


class Leaf(Page):
    """A page of pdfplumber that knows which of its characters leave ink."""

    shaded = False
    """Whether a gradient is painted on it, of which pdfminer does not tell the place."""
    torn = False
    """Whether its text is damaged, so that a part of it may be lost."""
    untold: Sequence[tuple[float, float]] = ()
    """Where something is laid on it that shows a text of which nobody knows how it looks."""

    @property
    def layout(self) -> LTPage:
        """As pdfplumber makes it, with another device."""
        if not hasattr(self, "_layout"):
            device = _Device(self.pdf.rsrcmgr, pageno=self.page_number, laparams=self.pdf.laparams)
            try:
                _Interpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            except Exception as problem:
                raise PdfminerException(problem) from problem
            self._layout: LTPage = device.get_result()
            self.shaded = device.shaded
            self.torn |= device.torn
            self.untold = [(x, self._layout.height - y) for x, y in device.untold]
        return self._layout


class _Graphics(PDFGraphicState):
    """With how opaque everything is painted, which pdfminer leaves out."""

    def __init__(self) -> None:
        super().__init__()
        self.filling = 1.0
        self.stroking = 1.0
        self.blended = False

    def copy(self) -> "_Graphics":
        other = _Graphics.__new__(_Graphics)  # its attributes are all copied: this is done for every string
        other.__dict__.update(self.__dict__)
        return other


class _Device(PDFPageAggregatorWithMarkedContent):
    """Marks characters without ink when they are drawn, and those that a picture covers when it is."""

    shaded = False
    opaque = True
    """Whether the next picture hides what it is painted over."""
    covers = 0
    torn = False
    ruling = True
    """Whether the lines that are drawn may be those of a table."""

    def begin_page(self, page: Any, ctm: Any) -> None:
        """A page without anything on it."""
        super().begin_page(page, ctm)
        self.untold: list[tuple[float, float]] = []
        self._bands: dict[int, list[Any]] = defaultdict(list)
        """The characters so far by the height they stand at, in bands."""

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        before = len(self.cur_item._objs)
        super().render_string(textstate, seq, ncs, graphicstate)
        for char in self.cur_item._objs[before:]:
            self._bands[int((char.y0 + char.y1) / 2 // _BAND)].append(char)
        fill = textstate.render in _FILLED and graphicstate.filling > _CLEAR
        stroke = textstate.render in _STROKED and graphicstate.stroking > _CLEAR
        if fill and not stroke:
            return
        for char in self.cur_item._objs[before:]:
            _paint(char, fill=fill, stroke=stroke)

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        """Draw a shape; a filled rectangle covers what was printed there before."""
        before = len(self.cur_item._objs)
        super().paint_path(graphicstate, stroke, fill, evenodd, path)
        shapes = self.cur_item._objs[before:]
        if not self.ruling:
            del self.cur_item._objs[before:]
        if not fill or graphicstate.filling < 1 or graphicstate.blended:
            return
        for shape in shapes:
            if isinstance(shape, LTRect) and min(shape.width, shape.height) > _THIN and self.covers < _MOST_COVERS:
                self.covers += 1
                bands = range(int(shape.y0 // _BAND), int(shape.y1 // _BAND) + 1)
                covered = [_cover(char, shape) for band in bands for char in self._bands.get(band, ())]
                if any(covered) and not stroke and self.ruling:
                    self.cur_item._objs.remove(shape)  # its edges are no ruled lines

    def render_image(self, name: str, stream: Any) -> None:
        super().render_image(name, stream)
        image = self.cur_item._objs[-1]
        page = self._stack[0] if self._stack else self.cur_item
        if not self.opaque or not isinstance(image, LTImage) or image.width < _WIDE * page.width:
            return
        if any(stream.get(mask) for mask in _MASKS):
            return
        for char in _characters(page):
            _cover(char, image)


class _Interpreter(PDFPageInterpreter):
    """Keeps the mode of text and the opacity, which a form drawn on the page inherits."""

    inherited: tuple[int, _Graphics] | None = None
    page: PDFPage | None = None
    """The page of which the text comes next; None in a form that is drawn on it."""

    def process_page(self, page: PDFPage) -> None:
        """Draw a page, with what is laid on it."""
        self.page = page
        super().process_page(page)

    def render_contents(self, resources: Any, streams: Any, ctm: Any = MATRIX_IDENTITY) -> None:
        if isinstance(self.device, _Device):
            self.device.torn |= any(map(is_torn, streams))
        super().render_contents(resources, streams, ctm)
        page, self.page = self.page, None
        for laid in laid_on(page) if page is not None else ():
            self._lay(laid, ctm)

    def _lay(self, laid: Laid, ctm: Any) -> None:
        device = self.device
        if not isinstance(device, _Device):
            return
        if laid.drawing is None:
            left, low, right, high = laid.box
            device.untold.append(apply_matrix_pt(ctm, ((left + right) / 2, (low + high) / 2)))
            return
        device.set_ctm(ctm)
        device.ruling = not laid.typed
        device.begin_figure("", laid.box, laid.matrix)
        resources = resolve1(laid.drawing.get("Resources"))
        inner = super().subinterp()
        inner.render_contents(
            resources if isinstance(resources, dict) else {}, [laid.drawing], mult_matrix(laid.matrix, ctm)
        )
        device.end_figure("")
        device.ruling = True

    def subinterp(self) -> PDFPageInterpreter:
        inner = super().subinterp()
        if isinstance(inner, _Interpreter):
            inner.inherited = self.textstate.render, self._graphics
        return inner

    @property
    def _graphics(self) -> _Graphics:
        return cast("_Graphics", self.graphicstate)

    def init_state(self, ctm: Any) -> None:
        super().init_state(ctm)
        own = _Graphics()
        if self.inherited is not None:
            self.textstate.render, outer = self.inherited
            own.filling, own.stroking, own.blended = outer.filling, outer.stroking, outer.blended
        self.graphicstate = own

    def do_gs(self, name: Any) -> None:
        """Take over opacity and blending from a dictionary of parameters."""
        states = resolve1(self.resources.get("ExtGState"))
        state = resolve1(states.get(literal_name(name))) if isinstance(states, dict) else None
        if not isinstance(state, dict):
            return
        filling, stroking, mode = (resolve1(state.get(key)) for key in ("ca", "CA", "BM"))
        if isinstance(filling, int | float):
            self._graphics.filling = filling
        if isinstance(stroking, int | float):
            self._graphics.stroking = stroking
        if mode is not None:
            self._graphics.blended = getattr(mode, "name", None) not in ("Normal", "Compatible")

    def do_sh(self, name: Any) -> None:  # noqa: ARG002
        """Note that a gradient is painted, somewhere."""
        if isinstance(self.device, _Device):
            self.device.shaded = True

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802
        """Draw a picture or a form."""
        self._note_opacity()
        super().do_Do(xobjid_arg)

    def do_EI(self, obj: Any) -> None:  # noqa: N802
        """Draw a picture that stands in the text of the page."""
        self._note_opacity()
        super().do_EI(obj)

    def _note_opacity(self) -> None:
        if isinstance(self.device, _Device):
            self.device.opaque = self._graphics.filling >= 1 and not self._graphics.blended


def _cover(char: Any, shape: Any) -> bool:
    """Take the ink from a character whose middle lies below a shape; whether it does."""
    x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
    below = bool(shape.x0 <= x <= shape.x1 and shape.y0 <= y <= shape.y1)
    if below:
        _paint(char, fill=False, stroke=False)
    return below


def _paint(char: Any, *, fill: bool, stroke: bool) -> None:
    char.fill = fill
    char.stroke = stroke


def _characters(container: Any) -> Iterator[LTChar]:
    for item in container._objs:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            yield from _characters(item)
