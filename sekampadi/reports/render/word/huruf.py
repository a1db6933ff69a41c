"""Lato in a Word file: the typeface of PDF and charts, carried along so that no machine needs it.

Its licence (SIL Open Font License) and its own mark (``fsType`` 0) allow it to be embedded. Each
typeface is a part of the package whose first 32 bytes are mixed with a key, as ISO/IEC 29500-1
17.8.1 wants it. A program that takes no embedded typefaces looks for the one of ``altName``.
"""

from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from sekampadi.reports.render.fonts import BOLD, REGULAR, font_path

FONT: Final = REGULAR
_TYPE: Final = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_OTHERWISE: Final = "Calibri"
_MIXED: Final = 32
_FORMS: Final = (("embedRegular", REGULAR), ("embedBold", BOLD))
_SIGNATURE: Final = (
    '<w:sig w:usb0="800000AF" w:usb1="4000604A" w:usb2="00000000" w:usb3="00000000"'
    ' w:csb0="20000093" w:csb1="00000000"/>'
)
"""The scripts and code pages that Lato says it has."""


def mix(font: bytes, key: str) -> bytes:
    """Mix the beginning of a typeface with a key, or undo it.

    Args:
        key: as in ``{00000000-0000-0000-0000-000000000000}``.
    """
    own = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1]
    head = bytes(b ^ own[at % len(own)] for at, b in enumerate(font[:_MIXED]))
    return head + font[_MIXED:]


def embed_fonts(document: Any) -> None:
    """Put the typeface into a Word file, and have Word keep it when the file is saved again."""
    package = document.part.package
    table = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    forms = ""
    for at, (form, name) in enumerate(_FORMS, start=1):
        key = f"{{{uuid5(NAMESPACE_URL, name)}}}".upper()
        part = Part(
            PackURI(f"/word/fonts/font{at}.odttf"),
            _TYPE,
            mix(font_path(name).read_bytes(), key),
            package,
        )
        link = table.relate_to(part, RELATIONSHIP_TYPE.FONT)
        forms += f'<w:{form} r:id="{link}" w:fontKey="{key}"/>'
    fonts = parse_xml(table.blob)
    fonts.append(
        parse_xml(
            f'<w:font {nsdecls("w", "r")} w:name="{FONT}"><w:altName w:val="{_OTHERWISE}"/>'
            '<w:panose1 w:val="020F0502020204030203"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
            f'<w:pitch w:val="variable"/>{_SIGNATURE}{forms}</w:font>'
        )
    )
    table._blob = serialize_part_xml(fonts)
    # The schema wants it right here; the library's template begins with the zoom.
    document.settings.element.find(qn("w:zoom")).addnext(OxmlElement("w:embedTrueTypeFonts"))
