"""A Word file comes out as it would be printed: every construct that Word, LibreOffice, WPS and Google Docs write."""

from __future__ import annotations

import pytest

from documents.readers.files.grid import Cell, Grid
from documents.readers.files.word_blocks import Paragraph
from tests.world.word_maker import abstract, cell, level, num, opened, para, row, run, table

MERGED = '<w:vMerge w:val="restart"/>'
GOES_ON = "<w:vMerge/>"


def texts(body: str, **parts: str) -> list[str]:
    return [b.text for b in opened(body, **parts).blocks if isinstance(b, Paragraph)]


def numbers(body: str, **parts: str) -> list[str]:
    return [b.number for b in opened(body, **parts).blocks if isinstance(b, Paragraph)]


def grid(body: str, **parts: str) -> Grid:
    (found,) = opened(body, **parts).grids
    return found


def shown(found: Grid) -> list[list[str]]:
    """Texts by place; "^" goes on from above, "<" from the cell before."""
    return [["^" * c.down + "<" * c.right + c.text for c in r.cells] for r in found.rows]


def simple(inner: str) -> str:
    """The text of one paragraph with these runs."""
    (text,) = texts(f"<w:p>{inner}</w:p>")
    return text


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
GONE = "<w:del><w:r><w:delText>keluar</w:delText></w:r></w:del>"
BEGIN, RESULT, END = (FIELD.format(kind) for kind in ("begin", "separate", "end"))


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("Ra") + '<w:proofErr w:type="spellStart"/>' + run("kor"), "Rakor"),
        (run("“Nurul Qur'an” ") + run("– ≥ 3"), "“Nurul Qur'an” – ≥ 3"),
        (run("a") + "<w:r><w:tab/></w:r>" + run("b") + "<w:r><w:br/></w:r>" + run("c"), "a\tb\nc"),
        ("<w:r><w:t>kab</w:t><w:noBreakHyphen/><w:t>kota</w:t><w:softHyphen/></w:r>", "kab-kota"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 3</w:t></w:r>', "≥ 3"),
        ('<w:r><w:sym w:font="Arial" w:char="263A"/></w:r>', "☺"),
        (f"<w:ins>{run('masuk ')}</w:ins>{GONE}{run('tetap')}", "masuk tetap"),
        (f"<w:moveTo>{run('ke sini')}</w:moveTo><w:moveFrom>{run('dari sini')}</w:moveFrom>", "ke sini"),
        (f'<w:hyperlink r:id="x">{run("tautan")}</w:hyperlink><w:smartTag>{run(" kota")}</w:smartTag>', "tautan kota"),
        (f'<w:fldSimple w:instr="DATE">{run("3 Mei 2023")}</w:fldSimple>', "3 Mei 2023"),
        (f"{BEGIN}<w:r><w:instrText>REF x</w:instrText></w:r>{RESULT}{run('butir 2')}{END}{run('.')}", "butir 2."),
        (
            f"{BEGIN}{run('IF ')}{BEGIN}{RESULT}{run('dalam')}{END}{RESULT}{run('hasil')}{END}",
            "hasil",
        ),
        (f"{BEGIN}{RESULT}{run('luar ')}{BEGIN}{RESULT}{run('dalam')}{END}{END}", "luar dalam"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('20 Oktober 2023')}</w:sdtContent></w:sdt>", "20 Oktober 2023"),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Klik')}</w:sdtContent></w:sdt>{run('x')}",
            "x",
        ),
        (run("rahasia", "<w:vanish/>") + run("tampak", '<w:vanish w:val="0"/>'), "tampak"),
        (run("KECIL", "<w:smallCaps/>") + run("besar", "<w:caps/>"), "KECILbesar"),
        ("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>", "x=2"),
        (run("butir") + '<w:r><w:footnoteReference w:id="2"/></w:r>', "butir"),
        (
            "<mc:AlternateContent><mc:Choice>" + run("satu") + "</mc:Choice><mc:Fallback>" + run("satu")
            + "</mc:Fallback></mc:AlternateContent>",
            "satu",
        ),
        (f"<w:r><w:ruby><w:rt>{run('bunyi')}</w:rt><w:rubyBase>{run('dasar')}</w:rubyBase></w:ruby></w:r>", "dasar"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
            f'<w:listEntry w:val="Belum"/><w:listEntry w:val="Selesai"/></w:ddList></w:ffData></w:fldChar></w:r>{END}',
            "Selesai",
        ),
        ("<w:r><w:t>dua</w:t><w:cr/><w:t>baris</w:t><w:lastRenderedPageBreak/></w:r>", "dua\nbaris"),
    ],
)  # fmt: skip
def test_the_text_of_a_paragraph_is_what_is_printed(inner: str, text: str):
    assert simple(inner) == text


def test_a_field_without_an_end_swallows_only_its_own_paragraph():
    assert texts(f"<w:p>{BEGIN}{run('REF')}</w:p>" + para("Butir pertama")) == ["", "Butir pertama"]


def test_a_field_may_run_over_several_paragraphs():
    body = (
        f"<w:p>{BEGIN}<w:r><w:instrText>TOC</w:instrText></w:r>{RESULT}{run('Isi')}</w:p><w:p>{run('Isi 2')}{END}</w:p>"
    )
    assert texts(body) == ["Isi", "Isi 2"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs_and_the_number_is_given_once():
    deleted = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
    body = f"{deleted}{run('Butir ')}</w:p>" + para("satu", num=(1, 0)) + para("Butir dua", num=(1, 0))
    found = opened(body, numbering=abstract(1, level(0, "decimal", "%1.")) + num(1, 1)).blocks
    assert [(b.number, b.text) for b in found if isinstance(b, Paragraph)] == [
        ("1.", "Butir satu"),
        ("2.", "Butir dua"),
    ]


def test_a_paragraph_deleted_with_its_mark_is_gone():
    body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>lama</w:delText></w:r></w:del></w:p>"
    assert texts(body + para("baru")) == ["baru"]


def test_what_is_moved_away_with_its_mark_is_gone():
    body = f"<w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr><w:moveFrom>{run('dari')}</w:moveFrom></w:p>"
    assert texts(para("awal") + body) == ["awal"]


def test_text_boxes_new_and_old_are_read_once_after_their_paragraph():
    box = f"<w:txbxContent>{para('Dalam kotak')}</w:txbxContent>"
    drawing = f"<w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing>"
    old = f"<w:pict><v:textbox>{box}</v:textbox></w:pict>"
    both = (
        f"<mc:AlternateContent><mc:Choice>{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    )
    assert texts(f"<w:p>{run('Luar')}<w:r>{both}</w:r></w:p>") == ["Luar", "Dalam kotak"]
    assert texts(f"<w:p>{run('Luar')}<w:r>{old}</w:r></w:p>") == ["Luar", "Dalam kotak"]


def test_content_controls_are_read_at_every_level():
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    body = control(para("luar")) + table(control(row("a", control(cell("b")))), row(cell(control(para("c"))), "d"))
    found = opened(body)
    assert [b.text for b in found.blocks if isinstance(b, Paragraph)] == ["luar"]
    assert shown(found.grids[0]) == [["a", "b"], ["c", "d"]]


def test_what_stands_outside_the_document_is_told():
    body = para("x") + '<w:altChunk r:id="r9"/><w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    body += "<w:p>" + run("samar", "<w:vanish/>") + "</w:p>"
    assert [remark.text for remark in opened(body).remarks] == [
        "Dokumen lain yang disisipkan (altChunk) tidak dibaca.",
        "Catatan kaki tidak dibaca.",
        "Teks yang disembunyikan di Word tidak dibaca.",
    ]


def test_strict_open_xml_is_the_same_document():
    body = para("“Rakor”") + table(row("a", "b"))
    usual, strict = opened(body), opened(body, strict=True)
    assert strict.blocks == usual.blocks
    assert [b.text for b in usual.blocks if isinstance(b, Paragraph)] == ["“Rakor”"]


class TestTables:
    def test_merges_of_every_kind_are_undone(self):
        body = table(
            row(cell("No", MERGED), cell("Rencana", '<w:gridSpan w:val="2"/>'), cell("Ket", MERGED)),
            row(cell("", GOES_ON), "Aksi", "PIC", cell("", '<w:vMerge w:val="continue"/>')),
            row("1", cell("a", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), "z"),
        )
        assert shown(grid(body)) == [
            ["No", "Rencana", "<Rencana", "Ket"],
            ["^No", "Aksi", "PIC", "^Ket"],
            ["1", "a", "<a", "z"],
        ]

    def test_cells_missing_before_and_after_a_row_leave_their_places(self):
        body = table(
            row("a", "b", "c"),
            row("x", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        )
        assert shown(grid(body)) == [["a", "b", "c"], ["", "x", ""]]

    def test_what_hides_under_a_merge_is_not_read(self):
        body = table(row(cell("atas", MERGED), "1"), row(cell("sisa", GOES_ON), "2"), row(cell("sisa", GOES_ON), "3"))
        assert shown(grid(body)) == [["atas", "1"], ["^atas", "2"], ["^atas", "3"]]

    def test_a_merge_that_goes_on_from_nothing_is_an_empty_cell(self):
        assert shown(grid(table(row(cell("x", GOES_ON), "1")))) == [["", "1"]]

    def test_deleted_rows_and_cells_are_gone_and_inserted_ones_stay(self):
        body = table(
            row("a", "b"),
            row("lama", "lama", properties="<w:del/>"),
            row("c", cell("buang", "<w:cellDel/>"), cell("d", "<w:cellIns/>"), properties="<w:ins/>"),
        )
        found = grid(body)
        assert shown(found) == [["a", "b"], ["c", "d"]]
        assert [r.place for r in found.rows] == ["baris 1", "baris 2"]

    def test_a_tracked_merge_counts(self):
        body = table(
            row(cell("a", '<w:cellMerge w:vMerge="rest"/>'), "1"), row(cell("b", '<w:cellMerge w:vMerge="cont"/>'), "2")
        )
        assert shown(grid(body)) == [["a", "1"], ["^a", "2"]]

    def test_paragraphs_of_a_cell_are_lines_and_blank_ones_at_its_ends_are_nothing(self):
        body = table(row(cell(para() + para("DPMPTSP") + para("Camat") + para()), "x"))
        assert grid(body).rows[0].cells[0] == Cell("DPMPTSP\nCamat")

    def test_automatic_numbers_of_a_cell_stand_beside_its_lines(self):
        lists = abstract(1, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)")) + num(1, 1)
        body = table(
            row(cell(para(num=(1, 0))), cell("pertama")),
            row(cell(para(num=(1, 0))), cell(para("induk") + para("anak", num=(1, 1)))),
        )
        found = grid(body, numbering=lists)
        assert found.rows[0].cells[0] == Cell("", number="1.", numbers=("1.",))
        assert found.rows[1].cells[0].number == "2."
        assert found.rows[1].cells[1] == Cell("induk\nanak", number="", numbers=("", "a)"))

    def test_a_number_under_a_merge_is_not_counted(self):
        lists = abstract(1, level(0, "decimal", "%1")) + num(1, 1)
        body = table(
            row(cell(para(num=(1, 0)), MERGED), "a"),
            row(cell(para(num=(1, 0)), GOES_ON), "b"),
            row(cell(para(num=(1, 0)), MERGED), "c"),
        )
        assert [r.cells[0].number for r in grid(body, numbering=lists).rows] == ["1", "1", "2"]

    def test_a_table_in_a_cell_is_kept_with_its_place(self):
        inner = table(row("Hasil", "PIC"), row("x", "y"))
        found = grid(table(row("a", "b"), row(cell(para("atas") + inner + para()), "c")))
        assert shown(found) == [["a", "b"], ["atas", "c"]]
        assert [(g.name, shown(g)) for g in found.inside] == [
            ("tabel di dalam tabel 1, baris 2", [["Hasil", "PIC"], ["x", "y"]])
        ]

    def test_a_table_of_one_column_is_a_frame_around_its_text(self):
        inner = table(row("Hasil", "PIC"))
        found = opened(table(row(cell(para("KESIMPULAN") + inner)), row("1. Butir")) + table(row("a", "b")))
        assert [b.text if isinstance(b, Paragraph) else b.name for b in found.blocks] == [
            "KESIMPULAN", "tabel 1", "1. Butir", "tabel 2",
        ]  # fmt: skip

    def test_columns_drawn_by_hand_a_hair_apart_are_one(self):
        span = '<w:gridSpan w:val="2"/>'
        body = table(
            row("No", cell("Hasil", span), "Ket"),
            row(cell("1", span), "isi", "x"),
            widths=(600, 40, 3000, 900),
        )
        assert shown(grid(body)) == [["No", "Hasil", "Ket"], ["1", "isi", "x"]]

    def test_narrow_columns_with_text_of_their_own_stay(self):
        body = table(row("a", "b", "c"), widths=(100, 100, 100))
        assert shown(grid(body)) == [["a", "b", "c"]]

    def test_the_row_that_repeats_and_the_words_above_are_known(self):
        body = para("MATRIKS") + para() + table(row("No", "Hasil", properties="<w:tblHeader/>"), row("1", "x"))
        found = grid(body)
        assert [r.repeats_head for r in found.rows] == [True, False]
        assert found.before == ["MATRIKS"]


class TestNumbers:
    def test_levels_count_and_begin_anew(self):
        lists = abstract(
            1, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"), level(2, "decimal", "(%3)")
        ) + num(1, 1)
        body = "".join(para("x", num=(1, at)) for at in (0, 1, 1, 2, 2, 0, 1))
        assert numbers(body, numbering=lists) == ["1.", "a)", "b)", "(1)", "(2)", "2.", "a)"]

    @pytest.mark.parametrize(
        ("form", "seen"),
        [
            ("upperRoman", ["I.", "II.", "III.", "IV."]),
            ("lowerRoman", ["i.", "ii.", "iii.", "iv."]),
            ("upperLetter", ["A.", "B.", "C.", "D."]),
            ("decimalZero", ["01.", "02.", "03.", "04."]),
            ("bullet", ["•", "•", "•", "•"]),
            ("none", [".", ".", ".", "."]),
        ],
    )
    def test_ways_of_writing(self, form: str, seen: list[str]):
        body = para("x", num=(1, 0)) * 4
        assert numbers(body, numbering=abstract(1, level(0, form, "%1.")) + num(1, 1)) == seen

    def test_the_letters_go_on_double(self):
        found = numbers(para("x", num=(1, 0)) * 28, numbering=abstract(1, level(0, "lowerLetter", "%1.")) + num(1, 1))
        assert found[25:] == ["z.", "aa.", "bb."]

    def test_legal_numbers_of_several_levels(self):
        lists = abstract(1, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>")) + num(1, 1)
        body = "".join(para("x", num=(1, at)) for at in (0, 1, 1, 0, 1))
        assert numbers(body, numbering=lists) == ["I.", "1.1", "1.2", "II.", "2.1"]

    def test_lists_of_one_definition_count_on_unless_they_begin_anew(self):
        begin = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        lists = abstract(1, level(0, "decimal", "%1.")) + num(1, 1) + num(2, 1) + num(3, 1, begin)
        body = "".join(para("x", num=(of, 0)) for of in (1, 1, 2, 3, 3))
        assert numbers(body, numbering=lists) == ["1.", "2.", "3.", "1.", "2."]

    def test_a_list_may_change_a_level_and_where_it_begins(self):
        other = level(0, "lowerLetter", "%1)")
        changed = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/>{other}</w:lvlOverride>'
        lists = abstract(1, level(0, "decimal", "%1.")) + num(1, 1, changed)
        assert numbers(para("x", num=(1, 0)) * 2, numbering=lists) == ["c)", "d)"]

    def test_a_level_that_never_begins_anew(self):
        lists = abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')) + num(
            1, 1
        )
        body = "".join(para("x", num=(1, at)) for at in (0, 1, 0, 1))
        assert numbers(body, numbering=lists) == ["1.", "1)", "2.", "2)"]

    def test_the_number_may_come_from_a_style_and_those_it_is_based_on(self):
        numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        styles = (
            f'<w:style w:type="paragraph" w:styleId="Butir">{numbered}</w:style>'
            '<w:style w:type="paragraph" w:styleId="ButirBaru"><w:basedOn w:val="Butir"/></w:style>'
            f'<w:style w:type="paragraph" w:styleId="Anak">{numbered}</w:style>'
        )
        lists = abstract(
            1, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2.", '<w:pStyle w:val="Anak"/>')
        ) + num(1, 1)
        none = '<w:p><w:pPr><w:pStyle w:val="Butir"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:p>'
        body = para("x", style="Butir") + para("y", style="Anak") + none + para("z", style="ButirBaru")
        assert numbers(body, styles=styles, numbering=lists) == ["1.", "a.", "", "2."]

    def test_styles_in_a_circle_end(self):
        styles = "".join(
            f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>' for a, b in ("AB", "BA")
        )
        assert numbers(para("x", style="A"), styles=styles) == [""]

    def test_a_definition_may_be_named_through_a_style(self):
        lists = (
            abstract(1, level(0, "decimal", "Butir %1:"), extra='<w:styleLink w:val="Daftar"/>')
            + abstract(2, extra='<w:numStyleLink w:val="Daftar"/>')
            + num(1, 2)
        )
        assert numbers(para("x", num=(1, 0)), numbering=lists) == ["Butir 1:"]

    @pytest.mark.parametrize("use", [(9, 0), (1, 5), (1, 99)])
    def test_a_list_that_does_not_exist_gives_no_number(self, use: tuple[int, int]):
        lists = abstract(1, level(0, "decimal", "%1.")) + num(1, 1) + num(2, 77)
        assert numbers(para("x", num=use), numbering=lists) == [""]


def test_headings_are_known_by_style_and_by_outline():
    styles = '<w:style w:type="paragraph" w:styleId="Judul1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>'
    body = para("Kesimpulan", style="Judul1") + '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>' + run("x") + "</w:p>"
    found = [b for b in opened(body + para("y", bold=True), styles=styles).blocks if isinstance(b, Paragraph)]
    assert [(b.outline, b.bold) for b in found] == [(0, True), (1, False), (None, True)]
