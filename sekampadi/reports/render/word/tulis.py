"""What the Word library lacks: fields, bookmarks, links, the language of a style, words for pictures."""

from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from sekampadi import theme
from sekampadi.reports.render.excel.xlsx import clean_text
from sekampadi.reports.render.tabel.aksara import tie
from sekampadi.reports.render.word.huruf import FONT


def describe(picture: Any, title: str, words: str) -> None:
    """Say what a picture shows, and that it needs no room around it; the library says neither."""
    no_room(picture._inline)
    about = picture._inline.docPr
    about.set("descr", plain_text(words))
    about.set("title", plain_text(title))


def no_room(inline: Any) -> None:
    """Let a picture stand without room around it."""
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")


def plain_text(text: str) -> str:
    """Return a text without the letters that XML refuses, tied where no line may break."""
    return tie(clean_text(text).strip())


def rgb(colour: str) -> RGBColor:
    """Return ``#RRGGBB`` as the library wants it."""
    return RGBColor.from_string(colour.lstrip("#").upper())


def set_font(style: Any, size: float, colour: str) -> None:
    """Set the letters of a style; those of the theme would win over the name."""
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), rgb(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)


def set_language(style: Any) -> None:
    """Say that what is written in a style is Indonesian."""
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), "id-ID")
    style.element.get_or_add_rPr().append(lang)


def small_run(run: Any) -> Any:
    """Set a run in small print."""
    run.font.size, run.font.color.rgb = Pt(8.5), rgb(theme.TEKS_REDUP)
    return run


def add_field(
    paragraph: Any, code: str, shown: str = "1", *, small: bool = True, inner: str = ""
) -> Any:
    """Write a field, its parts by hand: the library knows none; return what holds its result.

    Args:
        inner: a field whose result is the end of this one's code.
    """
    result: Any = None
    kinds = (("begin", ""), ("", code), ("separate", ""), ("text", shown), ("end", ""))
    for kind, text in kinds:
        if kind in {"begin", "separate", "end"}:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:t" if kind == "text" else "w:instrText")
            part.text = text
            if text != text.strip():
                # Else a word of the code would run into the field after it.
                part.set(qn("xml:space"), "preserve")
            result = part
        run = paragraph.add_run()
        (small_run(run) if small else run)._r.append(part)
        if inner and not kind:
            add_field(paragraph, inner, shown, small=small)
    return result


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """Make a paragraph a place to lead to.

    Args:
        number: of its own in the document.
    """
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for part in (start, end):
        part.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    about = paragraph._p.pPr
    if about is None:
        paragraph._p.insert(0, start)
    else:
        about.addnext(start)
    paragraph._p.append(end)


def link_to(paragraph: Any, name: str) -> None:
    """Make all that a paragraph says lead to a bookmark."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    link.set(qn("w:history"), "1")
    for run in list(paragraph._p.r_lst):
        link.append(run)
    paragraph._p.append(link)


def list_style(name: str, key: str, width: float, *, left: float = 0, hanging: float = 0) -> Any:
    """Return a style of lines of a list, each with a number at the right end of a line of dots.

    Args:
        width: where the numbers end, in points.
        left: where the text begins, its further lines by ``hanging`` more.
    """
    at, start, more = (round(x * 20) for x in (width, left + hanging, hanging))
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="39"/>'
        "<w:unhideWhenUsed/><w:pPr><w:tabs>"
        f'<w:tab w:val="right" w:leader="dot" w:pos="{at}"/></w:tabs>'
        f'<w:spacing w:after="40" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:left="{start}" w:right="600" w:hanging="{more}"/></w:pPr></w:style>'
    )


def number_pages(section: Any, style: str = "") -> None:
    """Let the pages of a section be counted from 1, in the given style of numbers."""
    kind = OxmlElement("w:pgNumType")
    if style:
        kind.set(qn("w:fmt"), style)
    kind.set(qn("w:start"), "1")
    section.find(qn("w:pgMar")).addnext(kind)


def underline(paragraph: Any, colour: str) -> None:
    """Draw a rule beneath a paragraph."""
    tone = colour.lstrip("#")
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="12" w:space="4" w:color="{tone}"/></w:pBdr>'
        )
    )
