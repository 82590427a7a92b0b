"""Letterheads as offices make them, one of each way of making one; no real office's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.shared import Mm, Pt, RGBColor
from PIL import Image, ImageDraw

PLACE, OFFICE, STREET = "PEMERINTAH KABUPATEN CONTOH", "DINAS SOSIAL", "Jalan Contoh No. 5, Contoh 24251"
_MS = "http://schemas.microsoft.com/office/word/2010/wordprocessing"
_OPEN = "http://schemas.openxmlformats.org"
_SPACES = {
    "w": f"{_OPEN}/wordprocessingml/2006/main", "r": f"{_OPEN}/officeDocument/2006/relationships",
    "wp": f"{_OPEN}/drawingml/2006/wordprocessingDrawing", "a": f"{_OPEN}/drawingml/2006/main",
    "pic": f"{_OPEN}/drawingml/2006/picture", "mc": f"{_OPEN}/markup-compatibility/2006", "wps": f"{_MS}Shape",
    "wpg": f"{_MS}Group", "v": "urn:schemas-microsoft-com:vml", "w10": "urn:schemas-microsoft-com:office:word",
}  # fmt: skip
NAMES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())


def logo(colour: str = "green", kind: str = "PNG") -> io.BytesIO:
    picture = Image.new("RGBA" if kind == "PNG" else "RGB", (90, 110), (255, 255, 255, 0) if kind == "PNG" else "white")
    ImageDraw.Draw(picture).polygon([(5, 5), (85, 5), (85, 70), (45, 105), (5, 70)], fill=colour)
    out = io.BytesIO()
    picture.save(out, kind)
    out.seek(0)
    return out


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def sheet(width: int = 215, height: int = 330) -> tuple[Any, Any]:
    """A document and its head."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin, section.right_margin, section.top_margin = Mm(25), Mm(20), Mm(15)
    document.add_paragraph("Isi contoh")
    return document, section.header


def line(paragraph: Any, text: str, size: float, *, bold: bool = False, colour: str = "", face: str = "") -> Any:
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    if face:
        run.font.name = face
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def ruled(paragraph: Any, kind: str, size: int, colour: str = "auto") -> None:
    rule = f'<w:bottom w:val="{kind}" w:sz="{size}" w:space="3" w:color="{colour}"/>'
    paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:pBdr {NAMES}>{rule}</w:pBdr>"))


def put(paragraph: Any, inside: str) -> None:
    """A run with that in it."""
    paragraph._p.append(parse_xml(f"<w:r {NAMES}>{inside}</w:r>"))


def anchored(content: str, uri: str, x: int, y: int, cx: int, cy: int) -> str:
    return (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="5" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH '
        f'relativeFrom="column"><wp:posOffset>{x}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph">'
        f'<wp:posOffset>{y}</wp:posOffset></wp:positionV><wp:extent cx="{cx}" cy="{cy}"/><wp:wrapNone/>'
        '<wp:docPr id="7" name="Rahasia" descr="Rahasia"/><wp:cNvGraphicFramePr/><a:graphic>'
        f'<a:graphicData uri="{uri}">{content}'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )


def picture(relation: str, cx: int, cy: int, x: int = 0, y: int = 0) -> str:
    return (
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="7" name="Rahasia.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic>"
    )


def shape(inside: str) -> str:
    choice = f'<mc:Choice Requires="wps">{inside}</mc:Choice>'
    return f"<mc:AlternateContent>{choice}<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent>"


def rule(cx: int, edge: str, style: str = "") -> str:
    return (
        f'<wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="0"/></a:xfrm><a:prstGeom '
        f'prst="line"><a:avLst/></a:prstGeom>{edge}</wps:spPr>{style}<wps:bodyPr/></wps:wsp>'
    )


def box(cx: int, cy: int, text: str, *, x: int = 0, y: int = 0) -> str:
    return (
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f'<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx><wps:bodyPr lIns="91440" anchor="t"/></wps:wsp>'
    )


def centred(text: str, size: int) -> str:
    return (
        '<w:p><w:pPr><w:spacing w:after="0"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/>'
        f'<w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'
    )


def two_logos() -> bytes:
    """A table of three columns, and a line thin and thick under it."""
    document, head = sheet()
    table = head.add_table(1, 3, Mm(170))
    table.autofit = False
    for column, width in zip(table.columns, (25, 120, 25), strict=True):
        column.width = column.cells[0].width = Mm(width)
    for at, colour in ((0, "green"), (2, "red")):
        table.cell(0, at).paragraphs[0].add_run().add_picture(logo(colour), Mm(18))
    middle = table.cell(0, 1)
    line(middle.paragraphs[0], PLACE, 14, face="Times New Roman")
    line(middle.add_paragraph(), OFFICE, 20, bold=True, face="Times New Roman")
    line(middle.add_paragraph(), STREET, 9, colour="1F4E79")
    ruled(head.add_paragraph(), "thinThickSmallGap", 24)
    return saved(document)


def free_logo() -> bytes:
    """A picture left of the text, lines of several sizes, and a double line under the last."""
    document, head = sheet(210, 297)
    relation, _ = head.part.get_or_add_image(logo())
    first = line(head.paragraphs[0], PLACE, 15, face="Bookman Old Style")
    put(first, anchored(picture(relation, 720_000, 880_000), _SPACES["pic"], 0, 0, 720_000, 880_000))
    line(head.add_paragraph(), OFFICE, 22, bold=True, colour="7030A0")
    ruled(line(head.add_paragraph(), STREET, 10), "double", 6, "C00000")
    return saved(document)


def drawn_lines() -> bytes:
    """Two drawn lines, one coloured by its style, a stop with dots, and pages counted below."""
    document, head = sheet(216, 330)
    line(head.paragraphs[0], PLACE, 14)
    line(head.add_paragraph(), OFFICE, 20, bold=True)
    stops = head.add_paragraph("Jalan Contoh\tKode Pos 24415").paragraph_format.tab_stops
    stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    style = '<wps:style><a:lnRef idx="1"><a:schemeClr val="accent1"/></a:lnRef></wps:style>'
    red = '<a:ln w="57150" cmpd="thickThin"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln>'
    for edge, said in (('<a:ln w="28575"/>', style), (red, "")):
        content = anchored(rule(5_900_000, edge, said), _SPACES["wps"], 0, 60_000, 5_900_000, 0)
        put(head.add_paragraph(), shape(content))
    foot = document.sections[0].footer.paragraphs[0]
    put(foot, '<w:t xml:space="preserve">Halaman </w:t><w:fldChar w:fldCharType="begin"/>')
    put(foot, '<w:instrText xml:space="preserve"> PAGE \\* MERGEFORMAT </w:instrText>')
    put(foot, '<w:fldChar w:fldCharType="separate"/><w:t>77</w:t><w:fldChar w:fldCharType="end"/>')
    foot._p.append(parse_xml(f'<w:fldSimple {NAMES} w:instr=" NUMPAGES "><w:r><w:t>88</w:t></w:r></w:fldSimple>'))
    return saved(document)


def text_box() -> bytes:
    """A group of a picture, a box with the lines, and a rule, as the newer Word has them."""
    document, head = sheet()
    relation, _ = head.part.get_or_add_image(logo("orange"))
    lines = centred(PLACE, 28) + centred(OFFICE, 40)
    inside = picture(relation, 700_000, 850_000) + box(5_000_000, 900_000, lines, x=800_000)
    black = '<a:ln w="38100"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
    inside += rule(6_000_000, black).replace('y="0"/>', 'y="950000"/>', 1)
    size = 'cx="6000000" cy="1000000"'
    room = f'<a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/>'
    group = f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>{room}</a:xfrm></wpg:grpSpPr>{inside}</wpg:wgp>"
    drawing = anchored(group, _SPACES["wpg"], 0, 0, 6_000_000, 1_000_000)
    put(head.paragraphs[0], shape(drawing).replace('Requires="wps"', 'Requires="wpg"'))
    for _ in range(4):
        head.add_paragraph()
    return saved(document)


def old_shapes() -> bytes:
    """Picture, box and line as older files have them."""
    document, head = sheet()
    relation, _ = head.part.get_or_add_image(logo("orange"))
    first, at = (
        head.paragraphs[0],
        "position:absolute;margin-left:{}pt;margin-top:-3pt;width:{}pt;height:74pt;z-index:5",
    )
    image = f'<v:imagedata r:id="{relation}" o:title="Rahasia" xmlns:o="urn:schemas-microsoft-com:office:office"/>'
    put(
        first, f'<w:pict><v:shape type="#_x0000_t75" style="{at.format(-5, 60)}" stroked="f">{image}</v:shape></w:pict>'
    )
    text = f"<v:textbox><w:txbxContent>{centred(PLACE, 32)}{centred(OFFICE, 40)}</w:txbxContent></v:textbox>"
    style = f'style="{at.format(62, 400)}" stroked="f" filled="f"'
    put(first, f'<w:pict><v:shape type="#_x0000_t202" {style}>{text}</v:shape></w:pict>')
    stroke = '<v:stroke linestyle="thickThin"/>'
    ends = 'style="position:absolute;z-index:6" from="-3pt,78pt" to="470pt,78pt" strokeweight="4.5pt"'
    put(first, f"<w:pict><v:line {ends}>{stroke}</v:line></w:pict>")
    for _ in range(5):
        head.add_paragraph()
    return saved(document)


def first_and_even() -> bytes:
    """One for the first page, one for the others, and one for even pages."""
    document, head = sheet(210, 297)
    section = document.sections[0]
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    line(section.first_page_header.paragraphs[0], PLACE, 15, bold=True, colour="00B050")
    ruled(line(section.first_page_header.add_paragraph(), OFFICE, 13), "thickThinMediumGap", 36, "00B050")
    head.paragraphs[0].text, section.even_page_header.paragraphs[0].text = "Halaman lanjutan", "Halaman genap"
    section.first_page_footer.paragraphs[0].text = STREET
    return saved(document)


KOPS: dict[str, Callable[[], bytes]] = {
    "two logos": two_logos, "free logo": free_logo, "drawn lines": drawn_lines, "text box": text_box,
    "old shapes": old_shapes, "first and even": first_and_even,
}  # fmt: skip
