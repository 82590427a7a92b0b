"""What a recap says: status computed at the moment of the data, counts equal to its rows, filters in words."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from documents.compose.parts.monitored import remark
from documents.report.blocks import Report, Row, Table
from documents.report.key_figures import Figures
from documents.report.language import grouped
from documents.word import writer as word
from tests.world.rakor_desk import WHEN, add, evidence, obstacle, paper, poor, rich, stand, told
from workflow.audit import check, newest
from workflow.machine.carried import EMPTY
from workflow.store import Record, Store


def recap(store: Store, region: str = "", identity: str = "dinsos", **filters: str) -> Report:
    return paper(store, "rekap", 0, params={"filters": filters, "region": region, "identity": identity})


def rows(report: Report) -> list[Row]:
    return list(next(b for b in report.sections[0].blocks if isinstance(b, Table)).rows)


def figures(report: Report) -> tuple:
    return next(b for b in report.sections[0].blocks if isinstance(b, Figures)).items


@pytest.fixture
def rakor(store: Store) -> Record:
    """26 tasks: Bireuen 1 done, 2 late with an obstacle; Pidie 1 reported, 2 done; Sabang 2 late; the rest drafts."""
    made = rich(store)
    stand(store, "11.11", 1, "implemented", 100, implemented_on="2023-11-20")
    late = stand(store, "11.11", 2, "reported", 60, **obstacle("Anggaran belum selesai\ndibahas"))
    evidence(store, late)
    evidence(store, late)
    evidence(store, late, dropped=True)
    stand(store, "11.07", 1, "reported", 80)
    stand(store, "11.07", 2, "implemented", 100, implemented_on="2023-10-30")
    stand(store, "11.01", 1, "draft", waits_for="sekdis")
    stand(store, "11.02", 1, "draft", returned={"reason": "Belum terukur.", "by": "Sekdis", "at": "2023-10-01"})
    return made


def test_title_and_basis_tell_what_is_listed_and_when(store: Store, rakor: Record) -> None:
    assert told(recap(store, rakor=str(rakor["id"]), sampai="2023-12-31"))[:3] == [
        "REKAPITULASI PEMANTAUAN TINDAK LANJUT",
        "RAPAT KOORDINASI LEMBAGA KESEJAHTERAAN SOSIAL (LKS) 18–19 SEPTEMBER 2023",
        "Dinas Sosial Aceh. Batas waktu sampai dengan 31 Desember 2023; posisi data 30 November 2023 pukul 16.00 WIB",
    ]


def test_the_seven_figures_are_the_counts_of_the_rows(store: Store, rakor: Record) -> None:
    report = recap(store, rakor=str(rakor["id"]))
    assert figures(report) == (
        ("26", "tindak lanjut"), ("2", "Selesai, 2 tepat waktu"), ("22", "Proses, dalam batas, 21 masih draf"),
        ("2", "LEWAT BATAS di tangan kabupaten/kota"), ("0", "Diperiksa Dinsos Aceh"), ("0", "Menunggu provinsi"),
        ("0", "Tidak dapat ditindaklanjuti"),
    )  # fmt: skip
    states = [row.cells[6] for row in rows(report) if row.kind == "row"]
    assert {word: states.count(word) for word in set(states)} == {"Selesai": 2, "Proses": 22, "LEWAT BATAS": 2}
    assert sum(int(number) for number, _ in figures(report)[1:]) == int(figures(report)[0][0])
    assert rows(report)[-1].cells[:7] == ("Jumlah", *[""] * 6)


def test_what_others_hold_is_told_as_theirs(store: Store, rakor: Record) -> None:
    stand(store, "11.03", 1, "reported", 100, waits_for="dinsos", matter="selesai", since="2023-10-20T02:00:00Z")
    stand(
        store, "11.04", 1, "reported", 20, waits_for="provinsi", matter="tugas_provinsi", since="2023-10-20T02:00:00Z"
    )
    report = recap(store, rakor=str(rakor["id"]), wilayah="11.03,11.04")
    assert [(row.cells[5], row.cells[6], row.cells[13]) for row in rows(report) if row.kind == "row"] == [
        ("Dilaporkan", "Diperiksa", "Lewat batas periksa 19 hari kerja\nDiajukan 20\u00a0Oktober 2023"),
        ("Dilaporkan", "Menunggu provinsi", "Menunggu provinsi: tugas provinsi"),
    ]
    assert [words for number, words in figures(report) if number == "1"] == [
        "Diperiksa Dinsos Aceh, 1 lewat batas periksa", "Menunggu provinsi",
    ]  # fmt: skip
    assert [row.cells[1] for row in rows(report) if row.kind == "group"] == [
        "1 tindak lanjut: 1 diperiksa", "1 tindak lanjut: 1 menunggu provinsi",
    ]  # fmt: skip


def test_the_columns_are_those_of_the_target(store: Store, rakor: Record) -> None:
    table = next(b for b in recap(store).sections[0].blocks if isinstance(b, Table))
    assert [column.width for column in table.columns] == [
        8, 10.5, 53, 26, 31, 22.5, 19.5, 12, 13, 14.5, 11, 14.5, 12.5, 32,
    ]  # fmt: skip
    assert [column.head for column in table.columns if column.over] == [
        "Ketua", "Sekdis", "Dinsos Aceh", "Prov.", "Jumlah",
    ]  # fmt: skip
    assert [column.head for column in table.columns if column.heavy] == ["Ketua", "Lewat Batas"]


def test_a_deadline_that_was_moved_is_told_with_its_addendum() -> None:
    moved = [{"until": "2027-03-31", "from_day": "2026-11-27", "document": 7}]
    task = {**EMPTY, "cancelled": False, "returned": None, "progress": [], "deadline": "2027-03-31", "waits_for": ""}
    task |= {"stage": "reported", "deadlines": moved}
    assert remark(task, "2026-11-30", {}) == "Adendum I, 27\u00a0November 2026"


def test_the_day_before_an_addendum_is_struck_over_the_one_in_force(store: Store, rakor: Record) -> None:
    moves = [{"until": day, "from_day": "2023-11-01", "document": 7} for day in ("2024-01-31", "2024-03-31")]
    stand(store, "11.11", 1, "reported", 10, deadline="2024-03-31", deadline_first="2023-12-15", deadlines=moves)
    stand(store, "11.11", 2, "reported", 10, deadline="2024-03-31", deadline_first="", deadlines=moves[1:])
    stand(store, "11.07", 1, "reported", 10, deadline="2024-03-31")
    found = [row for row in rows(recap(store, wilayah="11.07,11.11")) if row.kind == "row"]
    assert {row.cells[4]: row.accents[4] for row in found[:1] + found[-2:]} == {
        "31\u00a0Maret 2024": "", "15\u00a0Desember 2023\n31\u00a0Maret 2024": "moved",
    }  # fmt: skip
    assert sum("Desember 2023\n" in row.cells[4] for row in found) == 1


def test_a_group_counts_its_own_rows_and_a_row_tells_all(store: Store, rakor: Record) -> None:
    found = rows(recap(store, rakor=str(rakor["id"]), wilayah="11.11"))
    assert found[0].cells == ("11.11\u2002Kabupaten Bireuen", "2 tindak lanjut: 1 selesai, 1 lewat batas")
    assert found[1].cells[4:] == (
        "31\u00a0Desember 2023", "Dilaksanakan", "Selesai", "0", "0", "0", "0", "0", "0", "–",
    )  # fmt: skip
    assert found[2].cells == (
        "2", "2", "Dukungan pendanaan", "–", "31\u00a0Oktober 2023", "Dilaporkan", "LEWAT BATAS", "72", "0", "0",
        "0", "72", "30", "Anggaran belum selesai dibahas",
    )  # fmt: skip
    assert (found[2].accents[6], found[2].accents[11:13]) == ("strong", ("strong", "strong"))
    assert (found[1].accents[6], found[1].accents[11:13]) == ("", ("strong", ""))


def test_numbers_run_through_the_groups_in_the_order_of_the_regions(store: Store, rakor: Record) -> None:
    found = rows(recap(store, rakor=str(rakor["id"])))
    assert [row.cells[0] for row in found if row.kind == "row"] == [str(n) for n in range(1, 27)]
    codes = [row.cells[0].split("\u2002")[0] for row in found if row.kind == "group"]
    assert codes == sorted(codes)
    assert len(codes) == 23


def test_the_remark_says_why_it_stands_still(store: Store, rakor: Record) -> None:
    found = rows(recap(store, rakor=str(rakor["id"]), wilayah="11.01,11.02,11.03"))
    assert [row.cells[-1] for row in found if row.kind == "row"] == [
        "Lewat batas periksa 46 hari kerja\nMenunggu Sekdis", "Dikembalikan untuk diperbaiki", "Rencana belum diajukan",
    ]  # fmt: skip


def test_lateness_is_measured_at_the_moment_of_the_data(store: Store, rakor: Record) -> None:
    def at(days: int) -> tuple:
        params = {"filters": {"rakor": str(rakor["id"]), "wilayah": "11.11,11.72"}}
        report = paper(store, "rekap", 0, params=params, at=WHEN + timedelta(days=days))
        return tuple(f"{row.cells[6]} {row.cells[12]}" for row in rows(report) if row.kind == "row")

    assert at(-30) == ("Selesai 0", "Proses 0", "Proses 0", "Proses 0")  # 31 October: the day itself is not late
    assert at(-29) == ("Selesai 0", "LEWAT BATAS 1", "Proses 0", "LEWAT BATAS 1")
    assert at(32) == ("Selesai 0", "LEWAT BATAS 62", "LEWAT BATAS 1", "LEWAT BATAS 62")


def test_the_days_of_each_holder_add_up_in_rows_and_in_the_total(store: Store, rakor: Record) -> None:
    """What was claimed in time and waits is not late, and its days with Dinsos are its own column."""
    stand(store, "11.03", 1, "reported", 100, waits_for="dinsos", since="2023-10-20T02:00:00Z")
    found = rows(recap(store, rakor=str(rakor["id"])))
    own = [[int(cell) for cell in row.cells[7:13]] for row in found if row.kind == "row"]
    assert all(sum(days[:4]) == days[4] for days in own)
    assert [31, 0, 41, 0, 72, 0] in own
    *_, total = found
    assert total.cells[7:13] == tuple(grouped(sum(of)) for of in zip(*own, strict=True))


def test_every_filter_is_told_in_words(store: Store, rakor: Record) -> None:
    asked = {
        "wilayah": "11.07,11.11", "tahap": "draft", "menunggu": "ketua", "meja": "ketua", "jenis": "kembali",
        "komisi": "A", "terlambat": "1", "q": "dana", "dari": "2023-10-01", "sampai": "2023-12-31",
    }  # fmt: skip
    assert told(recap(store, rakor=str(rakor["id"]), **asked))[2] == (
        "Dinas Sosial Aceh. 2 kabupaten/kota; tahap Draf; di tangan Ketua LKKS; di meja Ketua LKKS; dikembalikan; "
        "Komisi A; hanya yang terlambat; memuat kata “dana”; batas waktu 1 Oktober 2023 s.d. 31 Desember 2023; posisi "
        "data 30 November 2023 pukul 16.00 WIB"
    )


def test_an_empty_list_is_said_and_not_drawn(store: Store, rakor: Record) -> None:
    lines = told(recap(store, rakor=str(rakor["id"]), q="tidak ada"))
    assert "Tidak ada tindak lanjut yang cocok." in lines
    assert "0 tindak lanjut" in lines
    assert "0 Selesai, 0 tepat waktu" in lines


def test_several_rakor_are_told_apart(store: Store, rakor: Record) -> None:
    other = poor(store, title="Rapat Evaluasi", start="2023-11-02", end="2023-11-02")
    add(store, other, ["11.11"], "Susun jadwal")
    report = recap(store, wilayah="11.11")
    assert [row.cells[1] for row in rows(report) if row.kind == "row"] == ["1/R1", "2/R1", "1/R2"]
    assert (
        "R1 = Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS), 18–19 September 2023; "
        "R2 = Rapat Evaluasi, 2 November 2023."
    ) in told(report)


def test_cancelled_ones_are_counted_as_nothing_else(store: Store, rakor: Record) -> None:
    stand(store, "11.72", 2, "draft", cancelled=True, open=False)
    report = recap(store, dibatalkan="1")
    assert figures(report) == (("1", "tindak lanjut"), ("1", "Dibatalkan"))
    assert [row.cells[6] for row in rows(report) if row.kind == "row"] == ["Dibatalkan"]


@pytest.mark.parametrize(
    ("identity", "office", "signs"),
    [
        ("dinsos", "Dinas Sosial Kabupaten Bireuen. ", ["a.n. KEPALA DINAS SOSIAL", "SEKRETARIS,"]),
        ("lkks", "LKKS Kabupaten Bireuen. ", ["KETUA LKKS KABUPATEN BIREUEN,"]),
    ],
)
def test_a_kabupaten_signs_its_own_recap(
    store: Store, rakor: Record, identity: str, office: str, signs: list[str]
) -> None:
    lines = told(recap(store, "11.11", identity))
    assert lines[2].startswith(office)
    start = lines.index("Bireuen, 30 November 2023")
    assert lines[start + 1 : start + 1 + len(signs)] == signs
    assert {row.cells[0] for row in rows(recap(store, "11.11", identity)) if row.kind == "group"} == {
        "11.11\u2002Kabupaten Bireuen"
    }


def test_it_has_neither_number_nor_code_nor_mark(store: Store, rakor: Record) -> None:
    report = recap(store)
    assert (report.code, report.mark, report.check_url) == ("", "", "")
    section = report.sections[0]
    assert (section.paper, section.landscape, section.numbering) == ("F4", True, "of")
    assert section.foot.startswith("Hari di tangan = hari kalender sejak dibagikan")
    assert section.foot_bold == ("Hari di tangan", "Lewat batas", "Diperiksa")
    assert all(words in section.foot for words in section.foot_bold)


def test_hundreds_of_rows_are_all_there(store: Store) -> None:
    rakor = poor(store)
    for n in range(22):  # 506 tasks
        add(store, rakor, None, f"Butir {n}", deadline="2023-10-31")
    report = recap(store)
    assert len(rows(report)) == 23 * 23 + 1
    assert word.write(report, lambda sha: b"").startswith(b"PK")


def test_the_heads_of_the_histories_stand_in_the_foot_as_the_checker_takes_them(store: Store, rakor: Record) -> None:
    """A history that is written anew later contradicts the paper (``audit verify --head``)."""
    bireuen, aceh = (newest.head(store, code) for code in ("11.11", "11"))
    assert bireuen is not None
    assert aceh is not None
    own = f"11.11/{bireuen['seq']}/{bireuen['hash'][:16]}"
    regional, whole = recap(store, region="11.11"), recap(store)
    assert f"; sidik riwayat {own} (bukan tanda tangan elektronik)." in regional.sections[0].below
    assert check.typed_head(own).seq == bireuen["seq"]
    assert re.search(r"Lembar Kendali: .*; sidik gabungan (\w{4}-){3}\w{4} ", whole.sections[0].below)
    assert whole.data["heads"]["11"] == f"{aceh['seq']}/{aceh['hash']}"
    assert not any(aceh["hash"][:16] in text or "idik" in text for text in told(whole))


def test_another_history_has_another_hash(store: Store, rakor: Record) -> None:
    before = recap(store).sections[0].below
    assert recap(store).sections[0].below == before
    add(store, rakor, ["11.11"], "Satu lagi")
    assert recap(store).sections[0].below.split("gabungan ")[1][:19] != before.split("gabungan ")[1][:19]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"stage": "implemented", "waits_for": "", "finished_on": "2026-11-02"},
            "Selesai 2\u00a0November 2026; dikembalikan 3 kali",
        ),
        (
            {"stage": "reported", "waits_for": "dinsos", "matter": "selesai"},
            "Diajukan ke-4",
        ),
        ({"stage": "reported", "progress": [], "returned": None, "waits_for": ""}, "Dikembalikan 3 kali"),
    ],
)
def test_how_often_a_claim_came_back_stands_in_the_remarks(changed: dict[str, Any], said: str) -> None:
    task = {**EMPTY, "cancelled": False, "returned": None, "progress": [], "deadline": "", "returns": 3, **changed}
    assert remark(task, "2026-11-09", {}) == said
