"""Reads a posted form in memory only: what a person sends never touches a temporary file."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

FILE_CAP = 50_000_000
BODY_CAP = FILE_CAP + 2_000_000
USUAL_BODY = 22_000_000
LARGE_AT_ONCE, LARGE_SECONDS = 4, 600.0  # each lies in memory as a whole, however slowly it comes
FIELD_CAP = 256 * 1024
FIELDS_CAP = 20
# A browser shows our answer only after it has sent everything, so some of the excess is read and dropped.
DRAINED = 2 * BODY_CAP


class FormTooBigError(Exception):
    """A form is larger than the page takes."""


class BadFormError(Exception):
    """A form cannot be read as one."""


@dataclass(slots=True)
class Form:
    """What a person posted: `file` is None when no file was chosen."""

    fields: dict[str, str] = field(default_factory=dict)
    file: bytes | None = None

    def value(self, name: str) -> str:
        """Give a field's text, clean of what no database takes; empty when it is missing."""
        return self.fields.get(name, "").replace("\r\n", "\n").replace("\x00", "").strip()


class LargeForms:
    """Lets in so many forms with large files at once; the others wait, and one that takes too long goes."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(LARGE_AT_ONCE)

    async def read(self, request: Request) -> Form:
        """Read the form of a request; raise FormTooBigError or BadFormError."""
        length = request.headers.get("content-length", "")
        if not (length.isascii() and length.isdigit() and USUAL_BODY < int(length) <= BODY_CAP):
            return await read_form(request)
        async with self._free:
            try:
                async with asyncio.timeout(LARGE_SECONDS):
                    return await read_form(request, BODY_CAP)
            except TimeoutError:
                raise BadFormError from None


async def read_form(request: Request, cap: int = USUAL_BODY) -> Form:
    """Read the form of a request; raise FormTooBigError or BadFormError."""
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind == b"multipart/form-data":
        return await _read_parts(_capped(request, cap), options.get(b"boundary", b""))
    if kind == b"application/x-www-form-urlencoded":
        return await _read_pairs(_capped(request, cap))
    raise BadFormError


async def _capped(request: Request, cap: int) -> AsyncIterator[bytes]:
    taken = 0
    async for chunk in request.stream():
        taken += len(chunk)
        if taken <= cap:
            yield chunk
        elif taken > DRAINED:
            break
    if taken > cap:
        raise FormTooBigError


async def _read_pairs(chunks: AsyncIterator[bytes]) -> Form:
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > FIELD_CAP:
            raise FormTooBigError
    try:
        text = body.decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=FIELDS_CAP)
    except ValueError as error:
        raise BadFormError from error
    return Form(dict(pairs))


async def _read_parts(chunks: AsyncIterator[bytes], boundary: bytes) -> Form:
    parts = _Parts()
    try:
        parser = MultipartParser(
            boundary,
            {
                "on_part_begin": parts.begin,
                "on_header_begin": parts.begin_header,
                "on_header_field": parts.name_header,
                "on_header_value": parts.fill_header,
                "on_header_end": parts.end_header,
                "on_part_data": parts.fill,
                "on_part_end": parts.end,
            },
        )
        async for chunk in chunks:
            parser.write(chunk)
        parser.finalize()
    except FormParserError as error:
        raise BadFormError from error
    if not parts.form.fields:
        raise BadFormError
    return parts.form


class _Parts:
    """Collects the parts of one form as the parser meets them."""

    def __init__(self) -> None:
        self.form = Form()
        self._header, self._value, self._data = bytearray(), bytearray(), bytearray()
        self._name, self._file_name = "", None

    _file_name: bytes | None

    def begin(self) -> None:
        self._data, self._name, self._file_name = bytearray(), "", None

    def begin_header(self) -> None:
        self._header, self._value = bytearray(), bytearray()

    def name_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def fill_header(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def end_header(self) -> None:
        if self._header.lower() == b"content-disposition":
            _kind, options = parse_options_header(bytes(self._value))
            self._name = options.get(b"name", b"").decode(errors="replace")
            self._file_name = options.get(b"filename")

    def fill(self, data: bytes, start: int, end: int) -> None:
        self._data += data[start:end]
        if self._file_name is None and len(self._data) > FIELD_CAP:
            raise FormTooBigError

    def end(self) -> None:
        if self._file_name is None:
            if len(self.form.fields) >= FIELDS_CAP:
                raise BadFormError
            self.form.fields[self._name] = self._data.decode(errors="replace")
        elif self._file_name:
            self.form.file = bytes(self._data)
