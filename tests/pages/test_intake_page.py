"""The pages that take an office's file in: chosen or pasted, checked, mended, recorded, taken back."""

from __future__ import annotations

import gzip
from html import unescape

import pytest

from tests.world.office_matrix import HEAD, NEW, ROWS, checking, matrix, page, send, typed
from tests.world.saying_yes import boxes
from workflow.errors import Question


@pytest.fixture
def dinsos(client_as):
    return client_as("dinsos.aceh")


RIGHT = {"t2.regions_written": "Kab. Bireuen", "t3.regions_written": "Kab. Pidie", "t3.deadline_written": "30 Sep 2026"}


def test_what_was_read_is_shown_before_anything_is_saved(dinsos, tuntas):
    address = checking(dinsos)
    shown = page(dinsos, address)
    assert "LKKS menyusun rencana kerja." in shown
    assert "Menyampaikan laporan" in shown
    assert "30 Sep 2026" in shown
    assert tuntas.store.count("rakor") == tuntas.store.count("task") == 0


def test_doubts_are_asked_and_stop_the_recording(dinsos, tuntas):
    address = checking(dinsos)
    answer = typed(dinsos, address, do="catat", **NEW)
    assert answer.status_code == 422
    asked = unescape(answer.text)
    assert "Bireun" in asked
    assert "31 September 2026" in asked
    assert "Pilih paling sedikit satu kabupaten/kota." in asked
    assert tuntas.store.count("rakor") == 0


def test_a_mended_sheet_becomes_a_rakor_with_its_tasks(dinsos, tuntas):
    address = checking(dinsos)
    answer = typed(dinsos, address, do="catat", **NEW, **RIGHT)
    assert answer.status_code == 303, answer.text
    rakor = tuntas.store.find("rakor")[0]
    assert (rakor["title"], [o["text"] for o in rakor["outcomes"]]) == (
        "Rakor LKS",
        ["LKKS menyusun rencana kerja.", "Dinas sosial mendata LKS."],
    )
    found = [
        (t["region"], t["title"], t["deadline"], t["deadline_text"], t["plan"]["remarks"])
        for t in tuntas.store.find("task")
    ]
    assert found == [
        ("11.11", "Menyusun rencana kerja", "2026-09-30", "", ""),
        ("11.11", "Menyampaikan laporan", "", "segera", "Prioritas"),
        ("11.07", "Dinas sosial mendata LKS.", "2026-09-30", "", ""),
    ]


def test_typed_text_stays_when_something_is_still_open(dinsos):
    address = checking(dinsos)
    answer = typed(dinsos, address, do="catat", **{"t1.action": "Menyusun rencana kerja 2027"}, **NEW)
    assert answer.status_code == 422
    assert "Menyusun rencana kerja 2027" in answer.text
    assert "Menyusun rencana kerja 2027" in page(dinsos, address)


def test_a_row_without_its_tick_is_left_out(dinsos, tuntas):
    address = checking(dinsos)
    answer = typed(dinsos, address, do="catat", **NEW, **{**RIGHT, "t3.take": None, "o2.take": None})
    assert answer.status_code == 303, answer.text
    assert len(tuntas.store.find("rakor")[0]["outcomes"]) == 1
    assert tuntas.store.count("task") == 2


def test_the_page_says_beforehand_what_recording_will_do(dinsos, tuntas):
    rows = [["1", "LKS didata.", "Mendata LKS", "Kab. Bireuen", "Kadis", "30 November 2026", ""]]
    address = checking(dinsos, content=matrix(rows))
    assert "Masukkan 1 butir dan 1 tugas" in " ".join(page(dinsos, address).split())
    assert typed(dinsos, address, do="catat", **NEW).status_code == 303
    [rakor] = [rakor for rakor in tuntas.store.find("rakor") if rakor["title"] == "Rakor LKS"]
    again = checking(
        dinsos,
        content=matrix([*rows, ["2", "Forum.", "Membentuk forum", "Pidie", "Kadis", "", ""]]),
        rakor=str(rakor["id"]),
    )
    words = " ".join(page(dinsos, again).split())
    assert "1 butir dan 1 tugas sudah ada dan tidak dibuat lagi." in words
    assert "Masukkan 1 butir dan 1 tugas" in words


def test_one_yes_serves_every_row_whose_number_may_be_a_day(dinsos, tuntas):
    rows = [[str(n), f"Hasil {n}", f"Aksi {n}", "Kab. Bireuen", "Kadis", str(46386 + n), ""] for n in (1, 2)]
    address = checking(dinsos, content=matrix(rows))
    question = "Kolom batas waktu berisi angka seperti 46387. Apakah itu tanggal Excel (31 Desember 2026)?"
    assert question in page(dinsos, address)
    refused = typed(dinsos, address, do="catat", yakin=None, **NEW)
    assert refused.status_code == 422
    [found] = tuntas.store.find("intake")
    answer = dinsos.post(
        address, data={"version": found["version"], "yakin": Question(question).mark}, follow_redirects=True
    )
    assert question not in unescape(answer.text)
    assert typed(dinsos, address, do="catat", **NEW).status_code == 303
    assert [task["deadline"] for task in tuntas.store.find("task", order="id")][-2:] == ["2026-12-31", "2027-01-01"]


def test_one_answer_serves_every_row_that_asks_the_same(dinsos, tuntas):
    rows = [[str(n), f"Butir {n}.", f"Melaksanakan {n}", "Bireun", "", "", ""] for n in range(1, 4)]
    address = checking(dinsos, content=matrix(rows))
    assert "(3 baris)" in page(dinsos, address)
    found = tuntas.store.find("intake")[0]
    data = {"version": found["version"], "written.1": "Bireun", "answer.1": "Kab. Bireuen", "tanya": "1"}
    dinsos.post(address, data=data)
    assert [t["regions"] for t in tuntas.store.find("intake")[0]["sheet"]["tasks"]] == [["11.11"]] * 3


def test_an_action_of_the_province_is_its_own(dinsos, tuntas):
    rows = [["1", "Butir.", "Melaksanakan", where, "Dinas Sosial Aceh", "", ""] for where in ("", "Provinsi Aceh")]
    checking(dinsos, content=matrix(rows))
    found = tuntas.store.find("intake")[0]["sheet"]["tasks"]
    assert [task["regions_written"] for task in found] == ["", "Provinsi Aceh"]
    assert [(task["regions"], "regions" in task["asks"]) for task in found] == [([], False), (["11"], False)]


def test_a_deadline_before_the_rakor_is_asked_about(dinsos, tuntas):
    address = checking(dinsos)
    early = {**NEW, **RIGHT, "t1.deadline_written": "1 September 2026"}
    asked = typed(dinsos, address, do="catat", **early)
    said = "Batas waktu 1 September 2026 lebih dahulu daripada rakornya, 18 September 2026."
    assert (asked.status_code, said in asked.text) == (422, True)
    assert tuntas.store.count("task") == 0
    assert boxes(dinsos.get(address)) == boxes(asked)
    assert typed(dinsos, address, do="catat", yakin=boxes(asked)[0]).status_code == 303
    assert "2026-09-01" in {task["deadline"] for task in tuntas.store.find("task")}


def test_twins_are_asked_about(dinsos, tuntas):
    rows = [[*ROWS[0]], ["2", "LKKS menyusun RENCANA kerja", "Mendata", "Kab. Pidie", "Kabid", "segera", ""]]
    address = checking(dinsos, content=matrix(rows))
    asked = typed(dinsos, address, do="catat", **NEW)
    assert (asked.status_code, "Berbunyi sama dengan" in asked.text) == (422, True)
    assert typed(dinsos, address, do="catat", yakin=boxes(asked)[0]).status_code == 303
    (rakor,) = tuntas.store.find("rakor")
    assert len(rakor["outcomes"]) == 2
    again = checking(dinsos, content=matrix(rows[:1]))
    asked = typed(dinsos, again, do="catat", **NEW)
    assert (asked.status_code, "sudah tercatat. Apakah ini rakor lain?" in asked.text) == (422, True)
    assert tuntas.store.count("rakor") == 1
    assert typed(dinsos, again, do="catat", yakin=boxes(asked)[0]).status_code == 303


def test_columns_can_be_reassigned_and_hand_made_changes_stay(dinsos, tuntas):
    address = checking(dinsos)
    typed(dinsos, address, do="simpan", **{"t1.responsible": "Sekretaris LKKS"})
    found = tuntas.store.find("intake")[0]
    places = [n for n, column in enumerate(found["sheet"]["columns"]) if column["head"] == "Ket."]
    answer = dinsos.post(f"{address}/kolom", data={"version": found["version"], f"kolom.{places[0]}": "indicator"})
    assert answer.status_code == 303
    tasks = tuntas.store.find("intake")[0]["sheet"]["tasks"]
    assert (tasks[1]["indicator"], tasks[1]["remarks"]) == ("Prioritas", "")
    assert tasks[0]["responsible"] == "Sekretaris LKKS"


def test_a_block_pasted_from_a_spreadsheet_is_read_the_same_way(dinsos):
    block = "\n".join("\t".join(row) for row in [HEAD, *ROWS])
    answer = dinsos.post("/impor", data={"pasted": block})
    assert answer.status_code == 303, answer.text
    assert "Menyampaikan laporan" in page(dinsos, answer.location)


@pytest.mark.parametrize(
    ("name", "content"),
    [("kosong.docx", b""), ("lama.docx", b"%PDF-1.7 ..."), ("x.xlsx", b"PK\x03\x04 broken"), ("x.bin", b"\x00\x01")],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(dinsos, tuntas, name, content):
    answer = send(dinsos, content or b" ", name)
    assert answer.status_code == 422
    assert 'id="file-galat"' in answer.text
    assert tuntas.store.count("intake") == 0


def test_a_pasted_block_that_is_refused_stays_typed(dinsos):
    answer = dinsos.post("/impor", data={"pasted": "Selamat pagi, ini bukan tabel.", "rakor": "999"})
    assert answer.status_code == 422
    assert "Selamat pagi, ini bukan tabel." in answer.text


def test_columns_without_a_known_head_are_asked(dinsos, tuntas):
    answer = dinsos.post("/impor", data={"pasted": "LKKS menyusun rencana\tBireuen\nLKS didata\tPidie"})
    assert "Judul kolom tabel ini tidak dikenal." in page(dinsos, answer.location)
    version = tuntas.store.find("intake")[0]["version"]
    data = {"version": version, "kolom.0": "action", "kolom.1": "regions", "tanpa_judul.0": "1"}
    assert dinsos.post(f"{answer.location}/kolom", data=data).status_code == 303
    tasks = tuntas.store.find("intake")[0]["sheet"]["tasks"]
    assert [(t["action"], t["regions"]) for t in tasks] == [
        ("LKKS menyusun rencana", ["11.11"]),
        ("LKS didata", ["11.07"]),
    ]


def test_a_deadline_without_a_date_may_stay_in_words(dinsos, tuntas, client_as):
    rows = [["1", "Butir.", "Melaksanakan", "Kab. Bireuen", "", "tahap 2", ""]]
    address = checking(dinsos, content=matrix(rows))
    assert typed(dinsos, address, do="catat", **NEW).status_code == 422
    assert typed(dinsos, address, do="catat", **NEW, **{"t1.as_words": "1"}).status_code == 303
    assert [(t["deadline"], t["deadline_text"]) for t in tuntas.store.find("task")] == [("", "tahap 2")]
    shown = [
        page(client_as("ketua.bireuen"), f"/tugas/{tuntas.store.find('task')[0]['id']}{at}") for at in ("", "/rencana")
    ]
    assert ["Tertulis di hasil rakor: tahap 2" in text for text in shown] == [True, True]


def test_two_who_check_the_same_file_see_each_others_words(dinsos, tuntas):
    address = checking(dinsos)
    seen = tuntas.store.find("intake")[0]["version"]
    typed(dinsos, address, do="simpan", **{"t1.action": "Tulisan rekan"})
    answer = typed(dinsos, address, do="simpan", version=str(seen), **{"t1.action": "Tulisan saya"})
    assert answer.status_code == 409
    assert "Tulisan saya" in answer.text
    assert "Tulisan rekan" in answer.text


def test_what_was_recorded_can_be_taken_back_until_a_task_moves(dinsos, tuntas):
    address = checking(dinsos)
    typed(dinsos, address, do="catat", **NEW, **RIGHT)
    assert "Batalkan semua dari berkas ini" in page(dinsos, address)
    assert dinsos.post(address, data={"do": "catat"}).status_code == 409
    version = tuntas.store.find("intake")[0]["version"]
    answer = dinsos.post(f"{address}/batal", data={"version": version})
    assert answer.status_code == 303
    assert tuntas.store.count("rakor") == tuntas.store.count("task") == 0


def test_the_file_is_not_kept_once_it_was_recorded_or_thrown_away(dinsos, tuntas, app):
    folder = app.extensions["tuntas"].folder / "intake"
    address = checking(dinsos)
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1
    dinsos.post(f"{address}/buang", data={"version": tuntas.store.find("intake")[0]["version"]})
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_a_chair_has_no_such_page(client_as, dinsos):
    address = checking(dinsos)
    chair = client_as("ketua.bireuen")
    assert chair.get("/impor").status_code == 403
    assert chair.get(address).status_code == 403


def test_a_long_sheet_is_checked_page_by_page_and_recorded_whole(dinsos, tuntas):
    rows = [[str(n), f"Butir {n}.", f"Melaksanakan {n}", "Kab. Bireuen", "", "", ""] for n in range(1, 41)]
    address = checking(dinsos, content=matrix(rows))
    assert "halaman 1 dari 2" in page(dinsos, address)
    assert len(gzip.compress(dinsos.get(address).data)) < 10_000
    typed(dinsos, f"{address}?hal=2", do="simpan", **{"t40.action": "Yang terakhir", "t40.outcome": "39"})
    answer = typed(dinsos, address, do="catat", **NEW)
    assert answer.status_code == 303, answer.text
    assert tuntas.store.count("task") == 40
    last = tuntas.store.find("task", order="-id")[0]
    assert (last["plan"]["action"], last["outcome_text"]) == ("Yang terakhir", "Butir 39.")
