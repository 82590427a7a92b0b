"""The whole notula: hours, rooms, who said what at which item, who came, and the Daftar Hadir behind it."""

from __future__ import annotations

from typing import Any

from documents.report.blocks import Report, Table
from documents.report.phrases import row_cells
from tests.world.rakor_desk import add, paper, poor, told
from workflow.store import Record, Store

PEOPLE = [
    {"name": "Cut Contoh, S.Sos.", "position": "Kepala Bidang", "institution": "Bappeda Aceh", "attended": True},
    {"name": "Ani", "position": "Staf", "institution": "BPKA", "attended": True},
    {"name": "", "position": "Ketua", "institution": "LKKS", "region": "11.11", "attended": True},
    {"name": "Budi", "position": "Sekretaris", "institution": "LKKS", "region": "11.11", "attended": True},
    {"name": "Dedi", "position": "Ketua", "institution": "LK3", "attended": False, "absence": "izin"},
    {"name": "Evi", "position": "Staf", "institution": "IPWL", "attended": False, "absence": "tanpa keterangan"},
]
WHOLE: dict[str, Any] = {
    "end": "2023-09-18", "chair": "Kepala Dinas Sosial Aceh", "secretary": "Sekretaris LKKS Aceh",
    "note_taker": "Staf Bidang Pemberdayaan Sosial", "participants": PEOPLE,
    "hours": [{"begins": "09.00", "ends": "12.15", "room": "Aula"}],
    "items": [
        {"title": "Pembukaan", "begins": "09.00", "ends": "09.15", "kind": "pembukaan",
         "said": "Rapat dibuka oleh Kepala Dinas Sosial Aceh"},
        {"title": "Pembahasan", "begins": "09.15", "kind": "pembahasan",
         "said": "Bappeda menyampaikan bahwa usulan dimuat dalam perubahan.\nLKKS bersedia mendampingi"},
        {"title": "Penutup", "kind": "penutup", "said": "Rapat ditutup oleh Kepala Dinas Sosial Aceh."},
    ],
}  # fmt: skip


def held(store: Store, **more: Any) -> Record:
    rakor = poor(store, **{**WHOLE, **more})
    add(store, rakor, ["11.72"], "Data LKS", responsible="Ketua LKKS", deadline="2023-12-31")
    return rakor


def notula(store: Store, **more: Any) -> Report:
    return paper(store, "notula", held(store, **more)["id"])


def test_its_head_tells_hours_room_and_who_led(store: Store) -> None:
    lines = told(notula(store))
    assert {
        "Hari/Tanggal : Senin, 18 September 2023", "Waktu : Pukul 09.00 s.d. 12.15 WIB",
        "Tempat : Aula, Hotel Oasis Banda Aceh", "Acara : 1. Pembukaan; 2. Pembahasan; dan 3. Penutup.",
        "Ketua : Kepala Dinas Sosial Aceh", "Sekretaris : Sekretaris LKKS Aceh",
        "Pencatat : Staf Bidang Pemberdayaan Sosial",
        "Jumlah Peserta : 4 (empat) dari 6 (enam) orang yang diundang, sebagaimana daftar hadir terlampir",
        "Peserta : 1. LKKS Kabupaten Bireuen: 2 (dua) orang; dan 2. Bappeda Aceh dan BPKA: masing-masing 1 (satu) "
        "orang.",
        "Tidak Hadir : 1. izin: 1 (satu) orang (LK3); dan 2. tanpa keterangan: 1 (satu) orang (IPWL).",
    } <= set(lines)  # fmt: skip


def test_each_item_has_a_heading_with_its_hours_and_the_results_stand_under_the_discussion(store: Store) -> None:
    report = notula(store)
    lines = told(report)
    assert lines[lines.index("Kegiatan Rapat") + 1 :][:6] == [
        "1. Pembukaan (pukul 09.00 s.d. 09.15 WIB)",
        "Rapat dibuka oleh Kepala Dinas Sosial Aceh.",
        "2. Pembahasan (pukul 09.15 WIB s.d. selesai)",
        "a. Bappeda menyampaikan bahwa usulan dimuat dalam perubahan.",
        "b. LKKS bersedia mendampingi.",
        "Rapat menyepakati hasil sebagai berikut:",
    ]
    ends = lines[lines.index("3. Penutup") - 1 :][:3]
    assert ends[0].startswith("Pembagian. 1 (satu) butir telah dibagikan kepada 1 (satu) kabupaten/kota")
    assert ends[2] == "Rapat ditutup oleh Kepala Dinas Sosial Aceh."
    (results, _) = [b for s in report.sections for b in s.blocks if isinstance(b, Table)]
    assert [column.head for column in results.columns] == ["No.", "Hasil Rapat", "Penanggung Jawab", "Batas Waktu"]
    assert results.rows[0].cells[2] == "Ketua LKKS\nKota Sabang"


def test_without_a_discussion_the_results_have_a_heading_before_the_end(store: Store) -> None:
    items = [WHOLE["items"][0], WHOLE["items"][2]]
    heads = [line for line in told(notula(store, items=items)) if line[:2] in ("1.", "2.", "3.")]
    assert heads[:3] == ["1. Pembukaan (pukul 09.00 s.d. 09.15 WIB)", "2. Hasil rapat", "3. Penutup"]


def test_several_days_and_rooms_are_told_day_by_day(store: Store) -> None:
    days = {"day": "2023-09-18", "begins": "09.00", "room": "Aula"}, {"day": "2023-09-19", "begins": "08.30",
            "ends": "12.00", "room": "Ruang Komisi A"}  # fmt: skip
    items = [{"title": "Pembukaan", "begins": "09.00"}, {"title": "Pleno", "day": "2023-09-19", "begins": "09.00"}]
    lines = told(notula(store, end="2023-09-19", hours=days, items=items))
    assert {
        "Waktu : 1. Senin, 18 September 2023, pukul 09.00 WIB s.d. selesai; dan 2. Selasa, 19 September 2023, pukul "
        "08.30 s.d. 12.00 WIB.",
        "Ruang : 1. Aula (18 September 2023); dan 2. Ruang Komisi A (19 September 2023).",
        "2. Pleno (19 September 2023, pukul 09.00 WIB s.d. selesai)",
    } <= set(lines)  # fmt: skip


def annexed(report: Report) -> Table:
    return next(b for b in report.sections[1].blocks if isinstance(b, Table))


def test_the_list_of_attendance_says_who_came_and_claims_no_signature(store: Store) -> None:
    report = notula(store)
    assert [row.cells for row in annexed(report).rows] == [
        ("1", "Cut Contoh, S.Sos.", "Kepala Bidang", "Bappeda Aceh", "hadir"),
        ("2", "Ani", "Staf", "BPKA", "hadir"),
        ("3", "–", "Ketua", "LKKS Kabupaten Bireuen", "hadir"),
        ("4", "Budi", "Sekretaris", "LKKS Kabupaten Bireuen", "hadir"),
        ("5", "Dedi", "Ketua", "LK3", "izin"),
        ("6", "Evi", "Staf", "IPWL", "tanpa keterangan"),
    ]
    assert told(report)[-1] == (
        "Hadir 4 (empat) orang; izin 1 (satu) orang; tanpa keterangan 1 (satu) orang."
    )  # fmt: skip
    assert "ttd." not in " ".join(told(report))


def test_with_the_signed_sheet_on_file_it_says_so_in_two_halves(store: Store) -> None:
    rakor = held(store)
    store.save({**rakor, "signed_sheets": [{"sha256": "0" * 64}], **_current(store, rakor)})
    report = paper(store, "notula", rakor["id"])
    table = annexed(report)
    assert [row.cells[4] for row in table.rows][:4] == ["1. ttd.", "2. ttd.", "3. ttd.", "4. ttd."]
    assert [row_cells(table, row)[4].accents for row in table.rows[:2]] == [frozenset(), {"second"}]
    assert "daftar hadir asli, yang disimpan oleh Dinas Sosial Aceh." in told(report)[-1]


def _current(store: Store, rakor: Record) -> dict[str, Any]:
    found = store.get("rakor", rakor["id"])
    assert found is not None
    return {"outcomes": found["outcomes"], "version": found["version"]}
