"""From bytes to characters, with the encoding named where it had to be guessed."""

from __future__ import annotations

import codecs
import re

from recoupe.errors import UnreadableFile

SURROGATE = re.compile("[\ud800-\udfff]")
DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
PAGE = re.compile(r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
PLAUSIBLE = ["cp1252", "iso8859_15", "mac_roman", "cp850", "utf_16_le", "utf_16_be"]  # of French and English text
CONVERT = "save it as text, HTML or PDF"


def is_pdf(data: bytes) -> bool:
    """A PDF says so in its first kilobyte."""
    return b"%PDF-" in data[:1024]


def is_page(text: str) -> bool:
    """HTML, whatever the file is called."""
    return PAGE.match(text) is not None


def without_surrogates(text: str) -> tuple[str, int]:
    """The text with lone surrogates as U+FFFD, one for one, and their number."""
    return SURROGATE.subn("\ufffd", text)


def decoded(path: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """The characters of a file, line ends as "\\n", with a notice where the encoding is a guess.

    Raises:
        UnreadableFile: it is no text.
    """
    for signature, name in SIGNATURES:
        if data.startswith(signature) and (b"\0" in data or signature.startswith(b"{")):
            raise UnreadableFile(path, name, CONVERT)
    text, notices = characters(path, data)
    return text.replace("\r\n", "\n").replace("\r", "\n"), notices


def characters(path: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """The characters by the byte order mark, as UTF-8, as declared, and only then by a guess."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return without_errors(data[len(mark) :], encoding)
    if looks_binary(data):
        raise UnreadableFile(path, "a binary file", CONVERT)
    try:
        return data.decode("utf-8", "surrogatepass"), ()
    except UnicodeDecodeError:
        pass
    declared = DECLARED.search(data[:2048])
    if declared and is_encoding(declared.group(1).decode("ascii")):
        return without_errors(data, declared.group(1).decode("ascii"))
    return damaged(data) or guessed(path, data)


def looks_binary(data: bytes) -> bool:
    """More than one byte in a hundred is a control byte that no text has, and they are not the zeros of UTF-16."""
    sample = data[:65_536]
    zeros = sample.count(0)
    controls = zeros + sum(sample.count(byte) for byte in range(1, 32) if byte not in b"\t\n\x0b\x0c\r\x1b")
    in_one_half = abs(sample[::2].count(0) - sample[1::2].count(0))
    is_utf16 = zeros > len(sample) / 4 and in_one_half > 0.8 * zeros
    return controls > max(3, len(sample) / 100) and not is_utf16


def is_encoding(name: str) -> bool:
    """Whether Python knows a text encoding of this name."""
    try:
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False


def without_errors(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    """The characters in an encoding that the file itself names."""
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return text, (f"it says it is {encoding.lower()}, but some bytes are not; they are read as U+FFFD",)


def damaged(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """UTF-8 with a few broken bytes: more characters beyond ASCII are whole than broken."""
    text, notices = without_broken(data)
    broken = text.count("\ufffd")
    whole = sum(not character.isascii() for character in text) - broken
    return None if broken >= whole else (text, notices)


def without_broken(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The characters of UTF-8 with its broken bytes as U+FFFD."""
    text = data.decode("utf-8", "replace")
    return text, (f"UTF-8 with {text.count(chr(0xFFFD))} broken bytes, which are read as U+FFFD",)


def text_of_ascii(data: bytes) -> bool:
    """Nearly all bytes are ASCII: what the few others were matters little."""
    return sum(byte > 127 for byte in data) <= len(data) / 50


def guessed(path: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """The characters in the likeliest encoding, with the guess named."""
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=PLAUSIBLE).best() or from_bytes(data).best()
    if best is None and text_of_ascii(data):
        return without_broken(data)
    if best is None:
        raise UnreadableFile(path, "a file in no known encoding", "save it as UTF-8")
    return str(best), (f"not UTF-8: read as {best.encoding}, which is a guess; save it as UTF-8 if words look wrong",)
