"""Files of evidence, honest and hostile, all made here; and a plan whose actions they shall prove."""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.periode import Periode
from sekampadi.domain.tindak_lanjut.bukti import BYTES_MAX
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tindak_lanjut.kegiatan import add_kegiatan
from sekampadi.services.tindak_lanjut.rencana import begin
from tests.factories import Cast, isian, make_cast, submit

KEGIATAN = {
    "nama": "Menambah satu loket",
    "target": "2023-06-30",
    "penanggung_jawab": "Kepala Bidang Pelayanan",
    "prioritas": "tinggi",
    "jangka": "pendek",
}


@dataclass(frozen=True)
class DuaKegiatan:
    """A plan of upp-a with two actions."""

    cast: Cast
    rencana_id: int
    kegiatan: tuple[int, int]


def make_dua(rt: Runtime) -> DuaKegiatan:
    cast = make_cast(rt)
    for i in range(8):
        submit(rt, "layanan-a1", isian(usia=str(20 + i)), day=date(2023, 2, 2))
    admin = cast.people[Role.ADMIN_UPP]
    publish(rt, admin, periode=Periode.triwulan(2023, 1))
    plan = begin(rt, admin, "", Triwulan(2023, 1))
    one, two = (add_kegiatan(rt, admin, plan, "waktu", KEGIATAN).id for _ in range(2))
    return DuaKegiatan(cast, plan, (one, two))


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file below a data folder, but for the database, with what is in it."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and not p.name.startswith("test.db")
    }


# Pictures


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    out = io.BytesIO()
    mode = str(options.pop("mode", "RGB"))
    Image.new(mode, size, 0 if mode != "RGB" else "teal").save(out, kind, **options)
    return out.getvalue()


def with_gps() -> bytes:
    exif = Image.Exif()
    exif[0x0110] = "Kamera Rahasia"
    exif[0x0112] = 6  # held upright
    exif.get_ifd(0x8825).update({1: "S", 2: (0.0, 1.0, 33.0), 3: "E", 4: (109.0, 20.0, 0.0)})
    return picture(size=(60, 40), exif=exif)


def several(kind: str) -> bytes:
    """Return several pictures in one file: teal first, then red."""
    out = io.BytesIO()
    first, second = Image.new("RGB", (60, 40), "teal"), Image.new("RGB", (60, 40), "red")
    first.save(out, kind, save_all=True, append_images=[second])
    return out.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, *chunks: bytes, pixels: bytes = b"") -> bytes:
    """Return a grey PNG that says it has these sides, whatever its pixels are."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", head),
            *chunks,
            _chunk(b"IDAT", zlib.compress(pixels)),
            _chunk(b"IEND", b""),
        ]
    )


def packed_zeros(megabytes: int) -> bytes:
    """Return so many zeros in a thousandth of their room."""
    packer = zlib.compressobj(1)
    parts = [packer.compress(b"\0" * 1024 * 1024) for _ in range(megabytes)]
    return b"".join([*parts, packer.flush()])


def _ztxt_bomb() -> bytes:
    text = b"Comment\0\0" + packed_zeros(200)
    return png_of(1, 1, _chunk(b"zTXt", text), pixels=b"\0\0")


def _huge_jpeg() -> bytes:
    data = bytearray(picture())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 65_000, 65_000)
    return bytes(data)


# PDF


def pdf(*, pages: int = 1) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    return writer


def done(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _locked(user: str, owner: str) -> bytes:
    writer = pdf()
    writer.encrypt(user, owner, algorithm="RC4-128")
    return done(writer)


def raw_pdf(*objects: bytes, trailer: bytes = b"", kids: bytes = b"3 0 R") -> bytes:
    """Return a PDF written by hand: catalogue, pages and one page, then the objects given, from 4."""
    body = [
        b"<</Type/Catalog/Pages 2 0 R/Perms 4 0 R>>",
        b"<</Type/Pages/Count 1/Kids[" + kids + b"]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        *objects,
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, text in enumerate(body, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(body) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(body) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def packed_pdf(packed: bytes) -> bytes:
    """Return a PDF whose object 4 lies in a compressed stream of objects, listed by another."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Perms 4 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ]
    stream = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream"
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, text in [*enumerate(objects, start=1), (5, stream % (len(packed), packed))]:
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    places[6] = len(out)
    rows = [struct.pack(">BIB", 0, 0, 255)]
    for number in range(1, 7):
        row = (2, 5, 0) if number == 4 else (1, places[number], 0)
        rows.append(struct.pack(">BIB", *row))
    table = zlib.compress(b"".join(rows))
    head = b"<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>"
    out += b"6 0 obj\n" + head % len(table) + b"\nstream\n" + table + b"\nendstream\nendobj\n"
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % places[6])


def _packed_behind() -> bytes:
    """Return an honest PDF with a compressed stream of objects behind it that it does not list."""
    packed = zlib.compress(b"9 0 <</S/JavaScript/JS(1)>>")
    head = b"8 0 obj<</Type/Obj#53tm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n"
    return raw_pdf() + head % len(packed) + packed + b"\nendstream\nendobj\n"


def _with_attachment() -> bytes:
    writer = pdf()
    writer.add_attachment("jahat.exe", b"MZ")
    return done(writer)


def with_link() -> bytes:
    writer = pdf()
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://kalbarprov.go.id/"))
    return done(writer)


def with_form() -> bytes:
    """Return a PDF with a field to fill in, and nothing that acts."""
    writer = pdf()
    field = DictionaryObject(
        {NameObject("/FT"): NameObject("/Tx"), NameObject("/T"): TextStringObject("nama")}
    )
    form = DictionaryObject({NameObject("/Fields"): writer._add_object(field)})
    writer.root_object[NameObject("/AcroForm")] = form
    return done(writer)


def padded_pdf(size: int, mark: int = 0) -> bytes:
    """Return a readable PDF of exactly so many bytes."""
    room = size - len(raw_pdf(b"<</Length 10000000>>\nstream\n\nendstream")) - 4
    found = b""
    for length in range(room - 20, room + 20):
        inner = b"%04d" % mark + b"0" * length
        found = raw_pdf(b"<</Length %08d>>\nstream\n%s\nendstream" % (len(inner), inner))
        if len(found) == size:
            return found
    raise AssertionError(len(found))


def _zip(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "<x/>")
    return out.getvalue()


_HTML = b"<!doctype html><script>alert(document.cookie)</script>"
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
_HONEST = done(pdf())

KIND, FORMAT, PIXELS = "bukti.kind", "bukti.format", "bukti.pixels"
PDF, ENCRYPTED, ACTIVE = "bukti.pdf", "bukti.encrypted", "bukti.active"
HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "HTML as a photo": ("foto.jpg", _HTML, KIND),
    "HTML as a PDF": ("surat.pdf", _HTML, KIND),
    "HTML up two folders": ("../../x", _HTML, KIND),
    "a page with NUL in its name": ("a\0b.jpg", _HTML, KIND),
    "SVG": ("gambar.svg", _SVG, KIND),
    "SVG as a photo": ("gambar.png", b'<?xml version="1.0"?>' + _SVG, KIND),
    "GIF and script": ("a.gif", b"GIF89a/*" + b"\0" * 9 + b"*/=1;alert(1)", KIND),
    "GIF as a photo": ("a.jpg", picture("GIF"), KIND),
    "BMP": ("a.bmp", picture("BMP"), KIND),
    "TIFF": ("a.tiff", picture("TIFF"), KIND),
    "EPS": ("a.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", KIND),
    "zip as a PDF": ("surat.pdf", _zip("x"), KIND),
    "Word": ("surat.docx", _zip("word/document.xml"), KIND),
    "a program": ("foto.jpg", b"MZ" + b"\0" * 200, KIND),
    "a sound": ("a.webp", b"RIFF\x24\0\0\0WAVEfmt ", KIND),
    "a PDF behind a page": ("a.pdf", _HTML + _HONEST, KIND),
    "nothing": ("foto.jpg", b"", "bukti.empty"),
    "10 MB and a byte": ("a.pdf", b"%PDF-1.7\n" + b"0" * (BYTES_MAX - 8), "bukti.size"),
    "50,000 pixels wide": ("a.png", picture("PNG", (50_000, 1)), PIXELS),
    "50,000 pixels a side": ("a.png", png_of(50_000, 50_000), PIXELS),
    "65,000 pixels a side": ("a.jpg", _huge_jpeg(), PIXELS),
    "no pixel": ("a.png", png_of(0, 9), FORMAT),
    "fewer pixels than said": ("a.png", png_of(8000, 8000, pixels=b"\0" * 80), FORMAT),
    "text that unpacks to 200 MB": ("a.png", _ztxt_bomb(), FORMAT),
    "half a JPEG": ("a.jpg", picture(size=(900, 900))[:4000], FORMAT),
    "the beginning of a JPEG": ("a.jpg", b"\xff\xd8\xff\xe0", FORMAT),
    "half a PNG": ("a.png", picture("PNG", (900, 900))[:1000], FORMAT),
    "the beginning of a PNG": ("a.png", b"\x89PNG\r\n\x1a\n" + _HTML, FORMAT),
    "half a WebP": ("a.webp", picture("WEBP", (900, 900))[:200], FORMAT),
    "locked": ("a.pdf", _locked("rahasia", "rahasia"), ENCRYPTED),
    "locked for its owner": ("a.pdf", _locked("", "rahasia"), ENCRYPTED),
    "locked by an escaped name": (
        "a.pdf",
        _locked("rahasia", "rahasia").replace(b"/Encrypt", b"/#45ncrypt"),
        ENCRYPTED,
    ),
    "locked by what nobody here can open": (
        "a.pdf",
        raw_pdf(b"<</Filter/Standard/V 5/R 6>>", trailer=b"/Encrypt 4 0 R"),
        ENCRYPTED,
    ),
    "script": ("a.pdf", raw_pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), ACTIVE),
    "script by an escaped name": ("a.pdf", raw_pdf(b"<</S/#4aavaScript/#4aS(1)>>"), ACTIVE),
    "script in a stream of objects": (
        "a.pdf",
        packed_pdf(zlib.compress(b"4 0 <</S/JavaScript/JS(1)>>")),
        ACTIVE,
    ),
    "script in a revision before": (
        "a.pdf",
        b"%PDF-1.7\n9 0 obj<</S/JavaScript/JS(1)>>endobj\n" + _HONEST,
        ACTIVE,
    ),
    "a program started": ("a.pdf", raw_pdf(b"<</S/#4caunch/F(calc.exe)>>"), ACTIVE),
    "an attachment": ("a.pdf", _with_attachment(), ACTIVE),
    "an attachment in an annotation": (
        "a.pdf",
        raw_pdf(b"<</Subtype/FileAttachment/FS<</EF<</F 9 0 R>>>>>>"),
        ACTIVE,
    ),
    "an address that opens by itself": (
        "a.pdf",
        raw_pdf(b"<</OpenAction 5 0 R>>", b"<</S/#55RI/URI(http://x)>>"),
        ACTIVE,
    ),
    "an address that opens after a jump": (
        "a.pdf",
        raw_pdf(b"<</OpenAction<</S/GoTo/D[3 0 R/Fit]/Next[<</S/URI/URI(http://x)>>]>>>>"),
        ACTIVE,
    ),
    "an address that opens with a page": (
        "a.pdf",
        raw_pdf(b"<</AA<</O<</S/URI/URI(http://x)>>>>>>"),
        ACTIVE,
    ),
    "a film": ("a.pdf", raw_pdf(b"[[<</Subtype/#52ichMedia>>]]"), ACTIVE),
    "a form with a program": ("a.pdf", raw_pdf(b"<</XFA[(x)]>>"), ACTIVE),
    "a form that sends": ("a.pdf", raw_pdf(b"<</S/SubmitForm/F(http://x)>>"), ACTIVE),
    "script by an escaped name that no list names": (
        "a.pdf",
        raw_pdf() + b"9 0 obj<</S/J#61vaScript/J#53(1)>>endobj\n",
        ACTIVE,
    ),
    "packed script that no list names": ("a.pdf", _packed_behind(), PDF),
    "a document on another machine": ("a.pdf", raw_pdf(b"<</S/GoToR/F(\\\\\\\\x\\\\y)>>"), ACTIVE),
    "a thread on another machine": ("a.pdf", raw_pdf(b"<</S/Thread/F(\\\\\\\\x\\\\y)>>"), ACTIVE),
    "a body that runs a script": (
        "a.pdf",
        raw_pdf(b"<</Type/3D/OnInstantiate 9 0 R/Length 0>>\nstream\n\nendstream"),
        ACTIVE,
    ),
    "another document inside": ("a.pdf", raw_pdf(b"<</S/GoToE>>"), ACTIVE),
    "a stream from elsewhere": (
        "a.pdf",
        raw_pdf(b"<</F(/etc/passwd)/Length 0>>\nstream\n\nendstream"),
        ACTIVE,
    ),
    "the beginning of a PDF": ("a.pdf", b"%PDF-1.7\n", PDF),
    "HTML that begins as a PDF": ("a.pdf", b"%PDF-1.7\n" + _HTML, PDF),
    "half a PDF": ("a.pdf", with_link()[: len(with_link()) // 2], PDF),
    "no page": ("a.pdf", done(PdfWriter()), PDF),
    "pages without end": ("a.pdf", raw_pdf(kids=b"2 0 R"), PDF),
    "501 pages": ("a.pdf", done(pdf(pages=501)), "bukti.pages"),
    "deep": ("a.pdf", raw_pdf(b"[" * 50_000 + b"]" * 50_000), PDF),
    "objects that unpack to 200 MB": ("a.pdf", packed_pdf(packed_zeros(200)), PDF),
}
"""What it is -> the name it comes under, its bytes, and the code with which it is refused."""

HONEST: dict[str, tuple[str, bytes, str]] = {
    "a photo with its place": ("kantor.jpg", with_gps(), "kantor.jpg"),
    "a photo of several": ("kantor.jpg", several("MPO"), "kantor.jpg"),
    "a PNG that moves": ("kantor.png", several("PNG"), "kantor.jpg"),
    "a WebP": ("kantor.webp", picture("WEBP"), "kantor.jpg"),
    "a WebP that moves": ("kantor.webp", several("WEBP"), "kantor.jpg"),
    "for print": ("kantor.jpg", picture(mode="CMYK"), "kantor.jpg"),
    "grey in sixteen bits": ("kantor.png", picture("PNG", mode="I;16"), "kantor.jpg"),
    "a page behind a photo": ("kantor.jpg", picture() + _HTML, "kantor.jpg"),
    "a PDF": ("surat.pdf", _HONEST, "surat.pdf"),
    "a PDF that opens at a page and has a link to click": (
        "surat.pdf",
        raw_pdf(
            b"<</OpenAction[3 0 R/FitH 9]>>",
            b"<</OpenAction<</S/GoTo/D[3 0 R/Fit]>>>>",
            b"<</Subtype/Link/A<</S/URI/URI(http://x)>>>>",
        ),
        "surat.pdf",
    ),
    "a PDF with a link": ("surat.pdf", with_link(), "surat.pdf"),
    "a PDF with a field": ("surat.pdf", with_form(), "surat.pdf"),
    "a PDF in streams": ("surat.pdf", packed_pdf(zlib.compress(b"4 0 <</A 1>>")), "surat.pdf"),
    "up two folders": ("../../x", picture(), "x.jpg"),
    "another disk": ("C:\\fakepath\\rapat.JPG", picture(), "rapat.jpg"),
    "NUL": ("a\0b.jpg", picture(), "ab.jpg"),
    "a name turned round": ("foto\u202egpj.exe", picture(), "fotogpj.jpg"),
    "no name": ("", picture(), "bukti.jpg"),
    "dots": ("..", _HONEST, "bukti.pdf"),
    "a long name": ("é" * 300 + ".jpg", picture(), "é" * 116 + ".jpg"),
    "another ending": ("laporan.html", _HONEST, "laporan.pdf"),
    "a line break": ("a\r\nSet-Cookie: x=1.jpg", picture(), "a Set-Cookie x=1.jpg"),
}
"""What it is -> the name it comes under, its bytes, and the name under which it is shown."""
