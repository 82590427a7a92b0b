"""Matrices as Word files hold them: whatever the merges, orders, words and pieces, what was put in comes out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.package import Package
from documents.readers.files.docx import read_docx
from documents.readers.result import Reading
from documents.readers.word import read_word
from tests.world.word_maker import LIMITS, abstract, cell, level, num, para, row, run, table, word_file

LISTS = abstract(1, level(0, "decimal", "%1.")) + abstract(2, level(0, "lowerLetter", "%1)")) + num(1, 1) + num(2, 2)
BEGINS, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
HEAD = row("No", "Hasil Rakor", "Tindak Lanjut", "PIC", "Batas Waktu")


def wide(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def read(*blocks: str) -> Reading:
    return read_word(read_docx(Package(word_file("".join(blocks), numbering=LISTS), LIMITS)))


def told(found: Reading) -> tuple[list[tuple[str, str]], list[tuple[int | None, str]]]:
    return [(o.no, o.text) for o in found.outcomes], [(t.outcome, t.action) for t in found.tasks]


def test_outcomes_over_all_columns_own_the_actions_below_them():
    found = read(
        table(
            row("No", "Tindak Lanjut", "PIC", "Batas Waktu", "Ket"),
            row(cell("1. LKS didata ulang oleh kabupaten/kota", wide(5))),
            row("a", "Pendataan", "Kadis", "30 September 2023", ""),
            row("b", "Verifikasi", "Kabid", "Oktober 2023", ""),
            row(cell("2. Hibah diusulkan", wide(5))),
            row("a", "Usul", "Bappeda", "30-10-2023", ""),
        )
    )
    assert told(found) == (
        [("1", "LKS didata ulang oleh kabupaten/kota"), ("2", "Hibah diusulkan")],
        [(0, "Pendataan"), (0, "Verifikasi"), (1, "Usul")],
    )
    assert not found.ask_mapping


def test_a_komisi_over_all_columns_is_that_of_the_rows_below():
    found = read(
        table(HEAD, row(cell("KOMISI A: KELEMBAGAAN", wide(5))), row("1", "LKS didata", "Pendataan", "Kadis", "2023"))
    )
    assert told(found) == ([("1", "LKS didata")], [(0, "Pendataan")])
    assert [(r.place, r.text) for r in found.remarks] == [
        ("tabel 1, baris 2", "judul kelompok “KOMISI A: KELEMBAGAAN”, berlaku untuk baris-baris di bawahnya.")
    ]
    assert [outcome.commission for outcome in found.outcomes] == ["Komisi A: Kelembagaan"]


def test_points_under_an_outcome_in_its_cell():
    typed = cell(para("LKS didata ulang:") + para("a. oleh TKSK;") + para("b. oleh keuchik."))
    counted = cell(para("Hibah diusulkan:") + para("lewat Bappeda", num=(2, 0)) + para("lewat TAPD", num=(2, 0)))
    found = read(table(HEAD, row("1", typed, "a", "b", "2023"), row("2", counted, "c", "d", "2023")))
    assert [(o.text, o.sub) for o in found.outcomes] == [
        ("LKS didata ulang:", ("a. oleh TKSK;", "b. oleh keuchik.")),
        ("Hibah diusulkan:", ("a) lewat Bappeda", "b) lewat TAPD")),
    ]


def test_uraian_beside_an_action_is_the_outcome_with_its_dashes():
    text = cell(para("Pendataan LKS") + para("- oleh TKSK") + para("- tiap bulan"))
    found = read(table(row("No", "Uraian", "Tindak Lanjut", "PIC"), row("1", text, "Data", "Kadis")))
    assert told(found) == ([("1", "Pendataan LKS\n- oleh TKSK\n- tiap bulan")], [(0, "Data")])


def test_a_table_cut_by_hand_with_its_head_again():
    found = read(
        table(HEAD, row("1", "LKS didata", "Pendataan", "Kadis", "2023")),
        para(),
        table(HEAD, row("", "", "Verifikasi", "Kabid", "2023"), row("2", "Hibah", "Usul", "Bappeda", "2023")),
    )
    assert told(found) == (
        [("1", "LKS didata"), ("2", "Hibah")],
        [(0, "Pendataan"), (0, "Verifikasi"), (1, "Usul")],
    )


def test_three_rows_of_heads():
    found = read(
        table(
            row(cell("No", BEGINS), cell("Hasil Rakor", BEGINS), cell("Rencana", wide(4))),
            row(cell("", GOES_ON), cell("", GOES_ON), cell("Aksi", wide(2)), cell("Pelaksana", wide(2))),
            row(cell("", GOES_ON), cell("", GOES_ON), "Uraian", "Batas Waktu", "Penanggung Jawab", "Pendukung"),
            row("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
            row("1", "LKS didata", "Pendataan", "30 September 2023", "Kadis", "TKSK"),
        )
    )
    assert told(found) == ([("1", "LKS didata")], [(0, "Pendataan")])
    task = found.tasks[0]
    assert (task.deadline.last, task.texts["responsible"], task.texts["related_parties"]) == (
        "2023-09-30",
        "Kadis",
        "TKSK",
    )


@pytest.mark.parametrize("beside", [[], ["Lampiran"]], ids=["a frame", "a layout"])
def test_a_matrix_inside_another_table(beside: list[str]):
    inner = table(row("No", "Hasil Rakor", "Tindak Lanjut", "PIC"), row("1", "LKS didata", "Pendataan", "Kadis"))
    found = read(table(row(*beside, cell(inner + para()))))
    assert told(found) == ([("1", "LKS didata")], [(0, "Pendataan")])


HEADS = {
    "no": ["No", "No.", "NOMOR", "No. Urut"],
    "outcome": ["Hasil Rakor", "Rekomendasi", "Kesepakatan", "Butir Hasil Rapat"],
    "action": ["Tindak Lanjut", "Rencana Aksi", "RENCANA TINDAK LANJUT"],
    "indicator": ["Indikator/Output", "Keluaran", "Output"],
    "responsible": ["PIC", "Penanggung Jawab", "Penanggungjawab"],
    "related_parties": ["Pihak Terkait", "Instansi Terkait"],
    "remarks": ["Ket.", "Keterangan"],
}
WORDS = st.lists(
    st.sampled_from(["mendata", "LKS", "ulang", "“dayah”", "Qur'an", "& mitra", "< 6 bulan", "3 (tiga)", "se-Aceh"]),
    min_size=2,
    max_size=5,
).map(" ".join)
TASK = st.fixed_dictionaries(dict.fromkeys(("action", "indicator", "responsible", "related_parties", "remarks"), WORDS))
# Two outcomes with the same words, one after the other, are one that was written out again.
MATRIX = st.lists(
    st.tuples(WORDS, st.lists(TASK, min_size=1, max_size=3)),
    min_size=1,
    max_size=5,
    unique_by=lambda outcome: outcome[0],
)
LOOKS = st.fixed_dictionaries(
    {
        "columns": st.permutations([name for name in HEADS if name not in ("no", "outcome")]),
        "heads": st.fixed_dictionaries({name: st.sampled_from(words) for name, words in HEADS.items()}),
        "merged": st.booleans(),
        "automatic": st.booleans(),
        "counted": st.booleans(),
        "gaps": st.sets(st.integers(0, 12), max_size=3),
        "pieces": st.integers(1, 9),
    }
)


def in_pieces(text: str, size: int) -> str:
    """The text cut in runs, with what a change took out between them."""
    gone = "<w:del><w:r><w:delText>lama</w:delText></w:r></w:del>"
    cuts = [text[i : i + size] for i in range(0, len(text), size)]
    inner = gone.join(run(cut) if i % 2 else f"<w:ins>{run(cut)}</w:ins>" for i, cut in enumerate(cuts))
    return f"<w:p>{inner}</w:p>"


def matrix(outcomes: list[tuple[str, list[dict[str, str]]]], looks: dict) -> str:
    names = ["no", "outcome", *looks["columns"]]
    rows = [row(*[looks["heads"][name] for name in names])]
    rows += [row(*[str(i) for i in range(1, len(names) + 1)])] if looks["counted"] else []
    for number, (text, tasks) in enumerate(outcomes, 1):
        for at, task in enumerate(tasks):
            merge = (GOES_ON if at else BEGINS) if looks["merged"] else ""
            no = para(num=(1, 0)) if looks["automatic"] else para(str(number))
            left = [cell(no, merge), cell(in_pieces(text, looks["pieces"]), merge)] if not at else [cell("", merge)] * 2
            rows.append(row(*left, *[cell(in_pieces(task[name], looks["pieces"])) for name in looks["columns"]]))
            if len(rows) in looks["gaps"]:
                rows.append(row(*[cell("", GOES_ON if looks["merged"] and i < 2 else "") for i in range(len(names))]))
    return table(*rows, row(*["x"] * len(names), properties="<w:del/>"))


@settings(max_examples=60)
@given(MATRIX, LOOKS)
def test_whatever_is_put_into_a_matrix_comes_out(outcomes: list[tuple[str, list[dict[str, str]]]], looks: dict):
    found = read(para("MATRIKS TINDAK LANJUT"), matrix(outcomes, looks))
    assert [(o.no, o.text) for o in found.outcomes] == [(str(i), text) for i, (text, _) in enumerate(outcomes, 1)]
    expected = [(i, task) for i, (_, tasks) in enumerate(outcomes) for task in tasks]
    assert [
        (t.outcome, {name: {"action": t.action, **t.texts}[name] for name in task})
        for t, (_, task) in zip(found.tasks, expected, strict=True)
    ] == expected
