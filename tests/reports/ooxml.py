"""What Word refuses to open, looked for in a Word file.

The schemas of ISO/IEC 29500-1 (transitional), by which these files were found to be valid, are too
large to lie here. This knows the order of what the program writes, names and numbers that must be
there once, parts that must exist, and cells that must end in a paragraph.
"""

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_ORDER: Final = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
}  # fmt: skip


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def faults(body: bytes) -> list[str]:
    """Return what Word would refuse in a file, empty when it would open it."""
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    found = list(_missing(parts))
    styles = etree.fromstring(parts["word/styles.xml"])
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    for name, content in parts.items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        root = etree.fromstring(content)
        found += (f"{name}: {fault}" for fault in _order(root))
        used = {x.get(f"{W}val") for x in root.iter(f"{W}pStyle")}
        found += (f"{name}: no style {style}" for style in used - known)
    root = etree.fromstring(parts["word/document.xml"])
    return [*found, *_twice(root), *_empty_cells(root), *_fields(root)]


def _missing(parts: dict[str, bytes]) -> Iterator[str]:
    for name, content in parts.items():
        if not name.endswith(".rels"):
            continue
        folder, own = posixpath.split(posixpath.dirname(name))[0], posixpath.basename(name)[:-5]
        root = etree.fromstring(content)
        for link in root:
            to = posixpath.normpath(posixpath.join("/", folder, link.get("Target"))).lstrip("/")
            if link.get("TargetMode") != "External" and to not in parts:
                yield f"{name}: nothing at {to}"
        source = parts.get(posixpath.join(folder, own))
        if source is None:
            continue
        ids = {link.get("Id") for link in root}
        for element in etree.fromstring(source).iter():
            for key, value in element.attrib.items():
                if str(key).startswith(_R) and value not in ids:
                    yield f"{own}: no relation {value}"


def _order(root: Any) -> Iterator[str]:
    for parent, words in _ORDER.items():
        places = {name: at for at, name in enumerate(words.split())}
        for element in root.iter(f"{W}{parent}"):
            names = [_name(child) for child in element if str(child.tag).startswith(W)]
            if any(name not in places for name in names):
                yield f"{parent} holds {names}"
            elif [places[n] for n in names] != sorted(places[n] for n in names):
                yield f"{parent} has {names}"
            once = Counter(names) if parent in {"pPr", "rPr", "tblPr", "tcPr"} else Counter()
            yield from (f"{parent} has {n} twice" for n, count in once.items() if count > 1)
    for parent, head in (("p", "pPr"), ("r", "rPr"), ("tr", "trPr"), ("tc", "tcPr")):
        for about in root.iter(f"{W}{head}"):
            above = about.getparent()
            if above.tag == f"{W}{parent}" and above.index(about):
                yield f"{head} does not come first in {parent}"


def _twice(root: Any) -> Iterator[str]:
    starts = list(root.iter(f"{W}bookmarkStart"))
    kinds = {
        "bookmark": [x.get(f"{W}name") for x in starts],
        "number of a bookmark": [x.get(f"{W}id") for x in starts],
        "end of a bookmark": [x.get(f"{W}id") for x in root.iter(f"{W}bookmarkEnd")],
        "picture": [x.get("id") for x in root.iter(f"{_WP}docPr")],
    }
    for kind, values in kinds.items():
        yield from (f"{kind} {x} twice" for x, count in Counter(values).items() if count > 1)
    if set(kinds["number of a bookmark"]) != set(kinds["end of a bookmark"]):
        yield "a bookmark has no end"


def _empty_cells(root: Any) -> Iterator[str]:
    for cell in root.iter(f"{W}tc"):
        if len(cell) == 0 or _name(cell[-1]) != "p":
            yield "a cell does not end in a paragraph"
    for row in root.iter(f"{W}tr"):
        if row.find(f"{W}tc") is None:
            yield "a row has no cell"


def _fields(root: Any) -> Iterator[str]:
    for paragraph in root.iter(f"{W}p"):
        depth = 0
        for mark in paragraph.iter(f"{W}fldChar"):
            depth += {"begin": 1, "separate": 0, "end": -1}[mark.get(f"{W}fldCharType")]
            if depth < 0:
                break
        if depth:
            yield "a field is not closed"
