"""The pages of rakor, by a client: record, correct, hand over; nothing typed is lost, nobody else gets in."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from tests.world.arranged import DINSOS, OUTCOME, RAKOR
from tests.world.instance import START, signed_in
from tests.world.pages_read import one_line
from tests.world.rakor_forms import BUTIR, HEAD, more, two_outcomes, uid
from tests.world.saying_yes import asked_then_taken
from workflow.pages.rakor.forms import read_block, written_block
from workflow.rakor.recording import hand_over, record_rakor, save_outcome
from workflow.store import Record, Store


@pytest.fixture
def dinsos(client_as: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_as("dinsos.aceh")


@pytest.fixture
def rakor(store: Store) -> Record:
    return two_outcomes(store)


def value(text: str, name: str) -> str:
    """What a field of the page holds."""
    for tag in re.findall(r"<input[^>]*>", text):
        if f'name="{name}"' in tag:
            found = re.search(r'value="([^"]*)"', tag)
            return unescape(found[1]) if found else ""
    found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\r?\n?(.*?)</textarea>', text, re.S)
    return unescape(found[1]) if found else ""


def test_a_rakor_from_record_to_tasks(dinsos: FlaskClient, store: Store) -> None:
    answer = dinsos.post("/rakor/baru", data=HEAD)
    (rakor,) = store.find("rakor")
    assert (answer.status_code, answer.location) == (303, f"/rakor/{rakor['id']}/butir/baru")
    assert rakor["agenda"] == ["Pembukaan", "Sidang komisi"]
    assert rakor["participants"] == [
        {"name": "Peserta A", "position": "Ketua", "institution": "LKKS", "region": "11.11", "attended": True},
        {"name": "Peserta B", "position": "", "institution": "", "region": "", "attended": False},
    ]
    assert {name: rakor[name] for name in ("chair", "basis_number", "basis_date", "participants_text", "purpose")} == {
        name: HEAD[name] for name in ("chair", "basis_number", "basis_date", "participants_text", "purpose")
    }

    answer = dinsos.post(answer.location, data={**BUTIR, "lanjut": "baru"})
    assert answer.location == f"/rakor/{rakor['id']}/butir/baru"
    text = dinsos.get(answer.location).text
    assert "Butir 1 tersimpan." in text
    assert value(text, "commission") == "Komisi A", "the next outcome is mostly of the same commission"
    dinsos.post(answer.location, data={"text": "Narasumber memaparkan kebijakan."})

    rakor = store.get("rakor", rakor["id"])
    assert [outcome["is_task"] for outcome in rakor["outcomes"]] == [True, False]
    share, box = f"/rakor/{rakor['id']}/bagikan", f"butir-{uid(rakor, 1)}"
    assert dinsos.get(share).text.count(f'name="{box}"') == 24
    answer = dinsos.post(share, data={box: ["11.11", "11.75"], "version": rakor["version"]})
    assert (answer.status_code, answer.location) == (303, f"/rakor/{rakor['id']}")
    assert "2 tugas baru dibagikan dari 1 butir." in dinsos.get(answer.location).text
    assert [task["region"] for task in store.find("task", rakor=rakor["id"])] == ["11.11", "11.75"]
    assert store.find("task", region="11.11")[0]["plan"]["indicator"] == "1 naskah"


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(dinsos: FlaskClient, store: Store) -> None:
    answer = dinsos.post("/rakor/baru", data={**HEAD, "title": "", "end": "2026-09-01"})
    text = answer.text
    assert answer.status_code == 422
    assert "Belum tersimpan. Perbaiki dahulu:" in text
    assert '<a href="#title">Isi judul rakor.</a>' in text
    assert '<a href="#end">Tanggal selesai lebih dahulu daripada tanggal mulai.</a>' in text
    kept = {name: value(text, name) for name in HEAD if not name.endswith(("attended", "region"))}
    expected = {name: HEAD[name] for name in kept} | {"title": "", "end": "2026-09-01", "agenda": ""}
    assert [value(text, f"items-{n}-title") for n in (0, 1)] == HEAD["agenda"].split("\r\n")
    assert {name: text.replace("\r\n", "\n") for name, text in kept.items()} == {
        name: text.replace("\r\n", "\n") for name, text in expected.items()
    }
    assert store.count("rakor") == 0


def test_a_wrong_outcome_is_kept_as_typed(dinsos: FlaskClient, rakor: Record, store: Store) -> None:
    url = f"/rakor/{rakor['id']}/butir/baru"
    answer = dinsos.post(url, data={**BUTIR, "text": "", "deadline": "2026-13-01", "dimension": "lain"})
    assert answer.status_code == 422
    assert "Isi isi butir hasil." in answer.text
    assert "bukan tanggal yang benar" in answer.text
    assert "Pilih bentuk dukungan dari daftar." in answer.text
    assert value(answer.text, "action") == "Menyiapkan naskah"
    assert store.get("rakor", rakor["id"]) == rakor


def rows(text: str) -> list[str]:
    """The names in the participants' rows."""
    return [value(text, f"participants-{n}-name") for n in range(text.count("participants-0-name") and 99)
            if f'name="participants-{n}-name"' in text]  # fmt: skip


def test_rows_are_added_pasted_and_removed_without_javascript(dinsos: FlaskClient, store: Store) -> None:
    assert rows(dinsos.get("/rakor/baru").text) == ["", "", ""]
    answer = dinsos.post("/rakor/baru", data={**HEAD, "baris": "tambah"})
    assert answer.status_code == 200
    assert rows(answer.text) == ["Peserta A", "Peserta B", "", "", "", ""]
    assert value(answer.text, "title") == HEAD["title"]
    boxes = re.findall(r'<input[^>]*name="participants-(\d)-attended"[^>]*>', answer.text)
    checked = re.findall(r'<input checked[^>]*name="participants-(\d)-attended"', answer.text)
    assert (boxes, checked) == (list("012345"), list("02345")), "who was absent stays absent"

    block = "Peserta C; Sekdis; Dinas Sosial; Bireuen\r\n\r\nPeserta D\tKetua\tLKKS\tKota Langsa\ttidak hadir"
    text = dinsos.post("/rakor/baru", data={**HEAD, "block": block, "baris": "tempel"}).text
    assert rows(text) == ["Peserta A", "Peserta B", "Peserta C", "Peserta D"]
    assert value(text, "block") == ""
    assert re.findall(r'<option selected value="(11[^"]+)">', text) == ["11.11", "11.11", "11.74"]

    assert rows(dinsos.post("/rakor/baru", data={**HEAD, "baris": "hapus-0"}).text) == ["Peserta B", ""]
    assert store.count("rakor") == 0


def test_a_pasted_block_is_saved_with_the_rows(dinsos: FlaskClient, store: Store) -> None:
    dinsos.post("/rakor/baru", data={**HEAD, "block": "Peserta C; Sekdis; Dinas Sosial; 11.72"})
    people = store.find("rakor")[0]["participants"]
    assert [(person["name"], person["region"]) for person in people] == [
        ("Peserta A", "11.11"), ("Peserta B", ""), ("Peserta C", "11.72"),
    ]  # fmt: skip


def test_an_unknown_region_in_a_block_is_refused_in_words(dinsos: FlaskClient) -> None:
    answer = dinsos.post("/rakor/baru", data={**HEAD, "block": "Peserta C; Sekdis; Dinas; Medan"})
    assert answer.status_code == 422
    assert '<a href="#participants">Kode wilayah “Medan” tidak dikenal.</a>' in answer.text


def test_a_written_block_reads_back_as_it_was() -> None:
    people = [
        {"name": "A", "position": "Ketua", "institution": "LKKS", "region": "11.11", "attended": True},
        {"name": "B", "position": "", "institution": "", "region": "", "attended": False},
    ]
    assert written_block(people) == "A; Ketua; LKKS; Kabupaten Bireuen; hadir\nB; ; ; ; tidak hadir"
    assert read_block(written_block(people)) == people


@pytest.mark.parametrize(
    "row",
    [
        "1. Ani; Ketua", "1.Ani; Ketua", "1) Ani; Ketua", "(12) Ani; Ketua", "3 Ani; Ketua", "1️⃣ Ani; Ketua",
        "- Ani; Ketua", "– Ani; Ketua", "• Ani; Ketua", "* Ani; Ketua", "\uf0b7 Ani; Ketua", "-Ani; Ketua",
        "1. - Ani; Ketua", "1\tAni\tKetua", "1.\tAni\tKetua", "-; Ani; Ketua", "Ani; Ketua",
    ],
)  # fmt: skip
def test_a_pasted_name_loses_what_numbers_its_row(row: str) -> None:
    assert [(person["name"], person["position"]) for person in read_block(row)] == [("Ani", "Ketua")]


@pytest.mark.parametrize("name", ["M. Nur", "H. Ahmad, S.Sos.", "A. Ani", "3D Studio", "T. Ani-Budi"])
def test_a_name_is_not_mistaken_for_a_number(name: str) -> None:
    assert [person["name"] for person in read_block(f"{name}; Ketua")] == [name]


def test_rows_of_marks_alone_are_nobody() -> None:
    assert read_block("1.\n-\n\n2.\t") == []


def test_two_rakor_of_one_title_day_and_place_are_asked_about(dinsos: FlaskClient, store: Store) -> None:
    assert dinsos.post("/rakor/baru", data=HEAD).status_code == 303
    twin = {**HEAD, "title": " RAPAT koordinasi  LKS. ", "venue": "hotel oasis"}
    answer = asked_then_taken(dinsos, "/rakor/baru", twin, "sudah tercatat. Apakah ini rakor lain?")
    assert answer.status_code == 303
    for other in ({"start": "2026-09-19"}, {"venue": "Hotel Lain"}, {"title": "Rapat LKKS"}):
        assert dinsos.post("/rakor/baru", data={**HEAD, **other}).status_code == 303
    first, second, *_, last = store.find("rakor", order="id")
    renamed = {**HEAD, "version": last["version"]}
    assert dinsos.post(f"/rakor/{last['id']}/ubah", data=renamed).status_code == 422
    as_it_is = {**twin, "city": "Jantho", "version": second["version"]}
    assert dinsos.post(f"/rakor/{second['id']}/ubah", data=as_it_is).status_code == 303, "asked before"


def test_two_outcomes_of_the_same_words_are_asked_about(dinsos: FlaskClient, store: Store) -> None:
    rakor = record_rakor(store, DINSOS, RAKOR, at=START)
    address = f"/rakor/{rakor['id']}/butir"
    assert dinsos.post(f"{address}/baru", data=BUTIR).status_code == 303
    twin = {**BUTIR, "text": "lkks  menjalin KEMITRAAN", "title": "Lain"}
    said = "Butir 1 sudah berbunyi sama. Apakah ini butir lain?"
    assert asked_then_taken(dinsos, f"{address}/baru", twin, said).status_code == 303
    rakor = store.get("rakor", rakor["id"])
    assert [outcome["title"] for outcome in rakor["outcomes"]] == ["Jalin kemitraan", "Lain"]
    edited = {**twin, "commission": "Komisi B", "version": rakor["version"]}
    assert dinsos.post(f"{address}/{uid(rakor, 2)}", data=edited).status_code == 303, "asked before"


def test_moving_and_removing(dinsos: FlaskClient, rakor: Record, store: Store) -> None:
    base, version = f"/rakor/{rakor['id']}/butir", {"version": rakor["version"]}
    answer = dinsos.post(f"{base}/{uid(rakor, 2)}/pindah", data={**version, "tempat": "1"}, follow_redirects=True)
    assert "Butir dipindahkan; sekarang nomor 1." in answer.text
    after = store.get("rakor", rakor["id"])
    assert [outcome["title"] for outcome in after["outcomes"]] == ["Dua", "Satu"]
    assert dinsos.post(f"{base}/{uid(rakor, 2)}/hapus", data=version).status_code == 409
    for nonsense in ("", "0", "-1", "x", "9" * 30):
        answer = dinsos.post(f"{base}/{uid(rakor, 2)}/pindah", data={"version": after["version"], "tempat": nonsense})
        assert answer.status_code == 422
    answer = dinsos.post(f"{base}/{uid(rakor, 2)}/hapus", data={"version": after["version"]}, follow_redirects=True)
    assert "Butir hasil dihapus." in answer.text
    after = store.get("rakor", rakor["id"])
    assert [(outcome["no"], outcome["title"]) for outcome in after["outcomes"]] == [(1, "Satu")]

    hand_over(store, DINSOS, rakor["id"], uid(after, 1), ["11.11"], at=START)
    answer = dinsos.post(f"{base}/{uid(after, 1)}/hapus", data={"version": after["version"]})
    assert answer.status_code == 422
    assert "Butir yang sudah dibagikan tidak dapat dihapus." in answer.text
    assert "Hapus butir ini" not in dinsos.get(f"{base}/{uid(after, 1)}").text


def test_the_arrows_stay_inside_the_commission(dinsos: FlaskClient, rakor: Record, store: Store) -> None:
    data = {**OUTCOME, "title": "Tiga", "commission": "Komisi B"}
    rakor, _ = save_outcome(store, DINSOS, rakor["id"], uid(rakor, 2), data, version=rakor["version"], at=START)
    rakor = more(store, rakor, OUTCOME)
    text = dinsos.get(f"/rakor/{rakor['id']}").text
    assert re.findall(r'name="tempat" value="(\d+)" aria-label="([^"]+)"', text) == [
        ("3", "Turunkan butir 1"), ("1", "Naikkan butir 3"),
    ]  # fmt: skip


@pytest.mark.parametrize("username", ["ketua.bireuen", "sekdis.bireuen", "admin"])
def test_a_forged_role_is_refused_everywhere(app: Flask, rakor: Record, store: Store, username: str) -> None:
    client, base = signed_in(app, username), f"/rakor/{rakor['id']}"
    one, share = f"{base}/butir/{uid(rakor, 1)}", f"{base}/bagikan"
    for url in ("/rakor/baru", f"{base}/ubah", f"{base}/butir/baru", one, share):
        assert client.get(url).status_code == 403, url
    for url in ("/rakor/baru", f"{base}/ubah", f"{base}/butir/baru", one, share, f"{one}/hapus"):
        data = {**HEAD, **BUTIR, f"butir-{uid(rakor, 1)}": "11.11", "version": rakor["version"]}
        assert client.post(url, data=data).status_code == 403, url
    assert client.post(f"{one}/pindah", data={"tempat": "2", "version": rakor["version"]}).status_code == 403
    assert store.get("rakor", rakor["id"]) == rakor
    assert store.count("task") == 0


def test_readers_see_their_own_region_only(app: Flask, rakor: Record, store: Store) -> None:
    own, other = hand_over(store, DINSOS, rakor["id"], uid(rakor, 1), ["11.07", "11.11"], at=START)[::-1]
    text = signed_in(app, "ketua.bireuen").get(f"/rakor/{rakor['id']}").text
    assert re.findall(r'href="/tugas/(\d+)"', text) == [str(own["id"])]
    assert "Tidak ditujukan kepada Kabupaten Bireuen." in text, "the second outcome"
    assert "Kab. Pidie" not in text
    assert "Ubah" not in text
    everything = signed_in(app, "dinsos.aceh").get(f"/rakor/{rakor['id']}").text
    assert re.findall(r'href="/tugas/(\d+)"', everything) == [str(other["id"]), str(own["id"])]
    listed = {
        name: re.sub(r"\s+", " ", signed_in(app, name).get("/rakor").text) for name in ("ketua.bireuen", "dinsos.aceh")
    }
    assert "2 butir hasil · 1 tugas untuk Kabupaten Bireuen" in listed["ketua.bireuen"]
    assert "2 butir hasil · 2 tugas" in listed["dinsos.aceh"]
    assert "Catat rakor" not in listed["ketua.bireuen"]
    assert signed_in(app, "admin").get("/rakor").status_code == 403


def test_the_list_is_newest_first_and_goes_on_behind_twenty(dinsos: FlaskClient, store: Store) -> None:
    assert "Belum ada rakor" in dinsos.get("/rakor").text
    for month in range(1, 13):
        for start in (f"2025-{month:02}-01", f"2026-{month:02}-01"):
            record_rakor(store, DINSOS, {**RAKOR, "title": start, "start": start, "end": ""}, at=START)
    first = one_line(dinsos.get("/rakor").text)
    titles = re.findall(r'<a class="ttl[^>]*>(20[^<]+)</a>', first)
    assert (len(titles), titles[0], titles[-1]) == (20, "2026-12-01", "2025-05-01")
    onward = re.search(r'href="([^"]+)">Rakor sebelumnya', first)
    assert onward is not None
    rest = re.findall(r'<a class="ttl[^>]*>(20[^<]+)</a>', one_line(dinsos.get(unescape(onward[1])).text))
    assert rest == ["2025-04-01", "2025-03-01", "2025-02-01", "2025-01-01"]
    oldest = re.findall(r'<a class="ttl[^>]*>(20[^<]+)</a>', one_line(dinsos.get("/rakor?urut=tanggal").text))
    assert (len(oldest), oldest[0], oldest[-1]) == (20, "2025-01-01", "2026-08-01")
    assert dinsos.get("/rakor.csv?urut=tanggal").text.index("2025-01-01") < dinsos.get(
        "/rakor.csv?urut=tanggal"
    ).text.index("2026-08-01")


def test_what_is_not_there(dinsos: FlaskClient, rakor: Record) -> None:
    for url in ("/rakor/999", f"/rakor/{'9' * 30}", f"/rakor/{rakor['id']}/butir/tidakada"):
        assert dinsos.get(url).status_code == 404, url
    assert dinsos.post(f"/rakor/{rakor['id']}/butir/tidakada/bagikan", data={"semua": "1"}).status_code == 404


def test_markup_in_texts_is_shown_and_never_run(dinsos: FlaskClient, store: Store, rakor: Record) -> None:
    evil = "<script>alert(1)</script>"
    data = {**OUTCOME, "title": evil, "text": evil, "commission": evil}
    save_outcome(store, DINSOS, rakor["id"], uid(rakor, 1), data, version=rakor["version"], at=START)
    hand_over(store, DINSOS, rakor["id"], uid(rakor, 1), ["11.11"], at=START)
    for url in (f"/rakor/{rakor['id']}", "/matriks", "/beranda", f"/rakor/{rakor['id']}/butir/{uid(rakor, 1)}/bagikan"):
        assert evil not in dinsos.get(url).text


def test_an_outcome_is_given_the_kinds_of_evidence_it_demands(dinsos: FlaskClient, store: Store, rakor: Record) -> None:
    url = f"/rakor/{rakor['id']}/butir/{uid(rakor, 1)}"
    opened = dict(re.findall(r'name="(version|shown)" type="hidden" value="([^"]*)"', dinsos.get(url).text))
    assert dinsos.post(url, data={**BUTIR, **opened, "demands": ["foto", "sk"]}).status_code == 303
    outcome = store.get("rakor", rakor["id"])["outcomes"][0]
    assert outcome["demands"] == ["sk", "foto"]
    ticked = re.findall(r'name="demands" value="(\w+)"\s*checked', dinsos.get(url).text)
    assert ticked == ["sk", "foto"]
    page = " ".join(dinsos.get(f"/rakor/{rakor['id']}").text.split())
    assert "Batas waktu 15 Desember 2026 · selesai dengan bukti: SK dan foto" in page


def test_demands_that_two_people_changed_are_both_shown_and_can_be_kept(
    dinsos: FlaskClient, store: Store, rakor: Record
) -> None:
    url = f"/rakor/{rakor['id']}/butir/{uid(rakor, 1)}"
    opened = dict(re.findall(r'name="(version|shown)" type="hidden" value="([^"]*)"', dinsos.get(url).text))
    other = {**BUTIR, **opened, "demands": ["surat"]}
    assert dinsos.post(url, data=other).status_code == 303
    answer = dinsos.post(url, data={**BUTIR, **opened, "demands": ["foto", "berita_acara"]})
    assert answer.status_code == 409
    form = unescape(answer.text).partition("<main")[2].split("<form")[1].split("</form>")[0]
    again = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    assert dinsos.post(url, data=MultiDict(again)).status_code == 303
    assert store.get("rakor", rakor["id"])["outcomes"][0]["demands"] == ["berita_acara", "foto"]
