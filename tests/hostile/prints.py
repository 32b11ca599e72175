"""PDF files with loops, bombs and millions of things on one page."""

import zlib

from tests.hostile.catalogue import hostile

_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def _page(box: bytes = b"[0 0 595 842]") -> bytes:
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox " + box + b" /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
    )


def _pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d %s >>\n" % (size, table, size, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF" % start)


def _stream(body: bytes, filters: bytes = b"/FlateDecode", more: bytes = b"") -> bytes:
    return b"<< /Length %d /Filter %s %s >>\nstream\n%s\nendstream" % (len(body), filters, more, body)


def _shown(content: bytes, box: bytes = b"[0 0 595 842]") -> bytes:
    return _pdf(_CATALOG, _PAGES, _page(box), _stream(zlib.compress(content, 9)), _FONT)


@hostile("pdf")
def a_page_tree_that_is_a_ring() -> bytes:
    return _pdf(_CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")


@hostile("pdf")
def a_page_tree_that_doubles_at_each_of_forty_levels() -> bytes:
    levels = [b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 2 >>" % (n, n) for n in range(3, 43)]
    return _pdf(_CATALOG, *levels, b"<< /Type /Page /MediaBox [0 0 9 9] >>")


@hostile("pdf")
def fifty_thousand_pages_of_nothing() -> bytes:
    kids = b" ".join(b"%d 0 R" % n for n in range(3, 50_003))
    pages = b"<< /Type /Pages /Kids [%s] /Count 50000 >>" % kids
    return _pdf(_CATALOG, pages, *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * 50_000)


@hostile("pdf")
def a_stream_of_half_a_gigabyte() -> bytes:
    press = zlib.compressobj(9)
    body = b"".join(press.compress(b" " * 2**20) for _ in range(512)) + press.flush()
    return _pdf(_CATALOG, _PAGES, _page(), _stream(body), _FONT)


@hostile("pdf")
def a_stream_pressed_three_times() -> bytes:
    body = zlib.compress(zlib.compress(zlib.compress(b" " * 300 * 2**20, 9), 9), 9)
    filters = b"[/FlateDecode /FlateDecode /FlateDecode]"
    return _pdf(_CATALOG, _PAGES, _page(), _stream(body, filters), _FONT)


@hostile("pdf")
def a_million_letters_on_a_page() -> bytes:
    line = b"BT /F 1 Tf 1 0 0 1 %d %d Tm (" + b"1" * 100 + b") Tj ET\n"
    return _shown(b"".join(line % (n % 500, n % 800) for n in range(10_000)))


@hostile("pdf")
def letters_all_at_one_place() -> bytes:
    return _shown(b"BT /F 9 Tf 1 0 0 1 50 50 Tm (1) Tj ET\n" * 100_000)


@hostile("pdf")
def two_hundred_thousand_rules() -> bytes:
    return _shown(b"".join(b"%d %d m %d %d l S\n" % (n % 595, n % 842, n % 595, 842) for n in range(200_000)))


@hostile("pdf")
def a_grid_of_a_million_crossings() -> bytes:
    lines = [b"%f 0 m %f 842 l S\n" % (n * 0.595, n * 0.595) for n in range(1000)]
    lines += [b"0 %f m 595 %f l S\n" % (n * 0.842, n * 0.842) for n in range(1000)]
    return _shown(b"".join(lines))


@hostile("pdf")
def half_a_million_saved_states() -> bytes:
    return _shown(b"q " * 500_000)


@hostile("pdf")
def brackets_a_hundred_thousand_deep() -> bytes:
    return _shown(b"[" * 100_000 + b"<<" * 100_000)


@hostile("pdf")
def an_object_that_is_itself() -> bytes:
    return _pdf(b"1 0 R", b"2 0 R", trailer=b"/Root 1 0 R /Info 2 0 R")


@hostile("pdf")
def a_form_that_draws_itself() -> bytes:
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 4 0 R >> >> >>"
    )
    return _pdf(_CATALOG, _PAGES, page, _stream(zlib.compress(b"/X Do " * 20), more=form))


@hostile("pdf")
def a_table_of_references_that_points_at_itself() -> bytes:
    return b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer << /Size 1 /Prev 9 /Root 1 0 R >>\nstartxref\n9\n%%EOF"


@hostile("pdf")
def an_object_stream_of_a_million_objects() -> bytes:
    index = b" ".join(b"%d 0" % n for n in range(10, 1_000_010))
    body = zlib.compress(index + b" null", 9)
    more = b"/Type /ObjStm /N 1000000 /First %d" % (len(index) + 1)
    return _pdf(_CATALOG, _PAGES, _page(), _stream(body, more=more), _FONT)


@hostile("pdf")
def a_page_a_kilometre_wide() -> bytes:
    return _shown(b"BT /F 9 Tf 1 0 0 1 50 50 Tm (1) Tj ET", b"[-1e30 -1e30 1e30 1e30]")


@hostile("pdf")
def a_picture_of_ten_billion_dots() -> bytes:
    picture = _stream(
        zlib.compress(bytes(10**6), 9),
        more=b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceGray",
    )
    page = _page().replace(b"/Font << /F 5 0 R >>", b"/XObject << /X 5 0 R >>")
    return _pdf(_CATALOG, _PAGES, page, _stream(zlib.compress(b"595 0 0 842 0 0 cm /X Do")), picture)


@hostile("pdf")
def an_encrypted_pdf() -> bytes:
    lock = b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"
    return _pdf(_CATALOG, _PAGES, _page(), lock, trailer=b"/Root 1 0 R /Encrypt 4 0 R /ID [<00><00>]")


@hostile("pdf")
def a_script_that_runs_when_opened() -> bytes:
    script = b"/OpenAction << /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9'\\)) >>"
    catalog = b"<< /Type /Catalog /Pages 2 0 R %s >>" % script
    return _pdf(catalog, _PAGES, _page(), _stream(zlib.compress(b"BT /F 9 Tf (1) Tj ET")), _FONT)


@hostile("pdf")
def nothing_but_a_signature() -> bytes:
    return b"%PDF-1.7"
