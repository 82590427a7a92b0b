"""The parts of a workbook, as XML: what ``excel.py`` puts into the package, in the order of the schema.

Written here and not by a library: each cell is one line of text, and the parts are such that a strict checker has
nothing to say. That takes a tenth of openpyxl's time and a third of XlsxWriter's, which also takes what somebody typed
for its own markup when it stands between ``<r>`` and ``</r>``.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

HEAD, TEXT, QUOTED, NUMBER, DAY, MOMENT = range(1, 7)  # the styles below, by their place
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LINE, HIGHEST = 15, 409  # points: of a line, and of a row at most
F4 = 14  # as Excel counts paper: 8.5 by 13 inches
SCALE = 73  # percent: 8 points on paper; smaller letters are none to read
READABLE = 230  # characters across a sheet that lies, at that scale
_NOT_IN_A_NAME = str.maketrans("[]:*?/\\", "-------")

RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
# A theme has to be there, although no style uses it: twelve colours, two faces, three of each kind of drawing.
_COLOURS = (
    ("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", "07443A"), ("lt2", "F6F5F0"), ("accent1", "0B5D4B"),
    ("accent2", "D9A520"), ("accent3", "23805F"), ("accent4", "3B6FB5"), ("accent5", "A86A00"), ("accent6", "9A1B1B"),
    ("hlink", "0B5D4B"), ("folHlink", "07443A"),
)  # fmt: skip
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_FACE = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
THEME = (
    f'{_XML}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Tuntas"><a:themeElements>'
    '<a:clrScheme name="Tuntas">'
    + "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS)
    + f'</a:clrScheme><a:fontScheme name="Tuntas"><a:majorFont>{_FACE}</a:majorFont><a:minorFont>{_FACE}</a:minorFont>'
    f'</a:fontScheme><a:fmtScheme name="Tuntas"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>'
    + f'<a:ln w="6350">{_FILL}</a:ln>' * 3
    + "</a:lnStyleLst><a:effectStyleLst>"
    + "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    + f"</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)
STYLES = (
    f'{_XML}<styleSheet {_MAIN}><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="dd/mm/yyyy hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FF07443A"/><bgColor indexed="64"/></patternFill></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment vertical="center" wrapText="1"/></xf>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top"/></xf>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def content_types(sheets: int) -> str:
    every = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in range(1, sheets + 1)
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{every}'
        '<Override PartName="/xl/theme/theme1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/></Types>'
    )


def book_relations(sheets: int) -> str:
    """The sheets are rId1 to rId<n>, as ``book`` names them."""
    targets = [(f"worksheets/sheet{n}.xml", "worksheet") for n in range(1, sheets + 1)]
    targets += [("styles.xml", "styles"), ("sharedStrings.xml", "sharedStrings"), ("theme/theme1.xml", "theme")]
    every = (
        f'<Relationship Id="rId{n}" Type="{_REL}/{kind}" Target="{target}"/>'
        for n, (target, kind) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(every)}</Relationships>'


def sheet_begin(widths: Sequence[int]) -> str:
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)
    )
    fit = "" if _is_wide(widths) else '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
    return (
        f"{_XML}<worksheet {_MAIN}>{fit}<sheetViews>"
        '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="{LINE}"/>'
        f"<cols>{columns}</cols><sheetData>"
    )


def sheet_end(last: str, widths: Sequence[int]) -> str:
    """``last`` is the cell at the end of the table: "L5". On F4, as offices print."""
    size = f'scale="{SCALE}" pageOrder="overThenDown"' if _is_wide(widths) else 'fitToHeight="0"'
    return (
        f'</sheetData><autoFilter ref="A1:{last}"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" '
        f'header="0.3" footer="0.3"/><pageSetup paperSize="{F4}" {size} orientation="landscape"/></worksheet>'
    )


def _is_wide(widths: Sequence[int]) -> bool:
    """Whether all columns on one sheet would be too small to read: then they take several, side by side."""
    return sum(widths) > READABLE


def book(sheets: Sequence[tuple[str, str, int]]) -> str:
    """Of each sheet its title, its last column and its last row. Head row and first column stand on every printed page;
    the filter's name is what LibreOffice and Excel look for."""
    names = [title.translate(_NOT_IN_A_NAME)[:31].strip("'") for title, _, _ in sheets]
    every = (f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    defined = [
        _defined(n, name, column, row) for n, (name, (_, column, row)) in enumerate(zip(names, sheets, strict=True))
    ]
    return (
        f'{_XML}<workbook {_MAIN} xmlns:r="{_REL}"><sheets>{"".join(every)}</sheets>'
        f"<definedNames>{''.join(defined)}</definedNames></workbook>"
    )


def _defined(number: int, name: str, column: str, row: int) -> str:
    place = escape("'" + name.replace("'", "''") + "'!")
    return (
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{number}" hidden="1">'
        f'{place}$A$1:${column}${row}</definedName><definedName name="_xlnm.Print_Titles" localSheetId="{number}">'
        f"{place}$A:$A,{place}$1:$1</definedName>"
    )


def strings_begin(count: int, unique: int) -> str:
    return f'{_XML}<sst {_MAIN} count="{count}" uniqueCount="{unique}">'


STRINGS_END = "</sst>"


def string(text: str) -> str:
    return f'<si><t xml:space="preserve">{escape(text)}</t></si>'
