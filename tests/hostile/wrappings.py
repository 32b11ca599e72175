"""Pages saved as mails (MHTML), in which parts hold parts."""

import base64

from tests.hostile.catalogue import hostile
from tests.hostile.packages import PAGE

_HEAD = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="%s"\n\n'
_PART = b"Content-Type: text/html; charset=%s\nContent-Transfer-Encoding: %s\n\n%s\n"


def _mail(part: bytes, boundary: bytes = b"a") -> bytes:
    return _HEAD % boundary + b"--%s\n%s--%s--\n" % (boundary, part, boundary)


@hostile("mhtml")
def parts_in_parts_without_end() -> bytes:
    return b"".join(_HEAD % b"%d" % n + b"\n--%d\n" % n for n in range(3000))


@hostile("mhtml")
def a_hundred_thousand_parts() -> bytes:
    return _mail(b"Content-Type: text/plain\n\nx\n--a\n" * 100_000)


@hostile("mhtml")
def mails_attached_to_mails() -> bytes:
    return b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\n" + (
        b"Content-Type: message/rfc822\n\n" * 20_000
    )


@hostile("mhtml")
def a_part_in_a_charset_nobody_knows() -> bytes:
    return _mail(_PART % (b"x-no-such-charset", b"8bit", PAGE))


@hostile("mhtml")
def a_part_in_a_broken_encoding() -> bytes:
    return _mail(_PART % (b"utf-8", b"base64", b"=====" + base64.b64encode(PAGE)[:-3] + b"\xff"))


@hostile("mhtml")
def a_header_of_a_megabyte() -> bytes:
    return _HEAD % b"a" + b"X: " + b"=?utf-8?q?a?= " * 70_000 + b"\n\n--a\n" + _PART % (b"utf-8", b"8bit", PAGE)


@hostile("mhtml")
def a_part_of_quoted_printable_line_ends() -> bytes:
    return _mail(_PART % (b"utf-8", b"quoted-printable", b"=\n" * 500_000 + PAGE))


@hostile("mhtml")
def a_boundary_that_is_empty() -> bytes:
    return _HEAD % b"" + b"--\n" * 100_000
