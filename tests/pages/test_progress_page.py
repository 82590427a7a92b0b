"""Recording progress over HTTP: photos are taken in one by one, and nothing that was sent has to be sent again."""

from __future__ import annotations

import io
import re
from types import SimpleNamespace

import pytest
from PIL import Image

from tests.world.arranged import CHAIR, DINSOS, SEKDIS, bring, do, photo
from tests.world.instance import START
from tests.world.marks import unmarked
from tests.world.progress_form import TYPED, carried
from tests.world.shared import one_app, unrendered
from workflow.evidence.counted import current_evidence
from workflow.pages.tasks.progress import choices

CUT = photo()[:300]


@pytest.fixture(scope="module")
def app(tmp_path_factory, bare_instance):
    yield from one_app(tmp_path_factory.mktemp("shared") / "instance", bare_instance, START)


@pytest.fixture
def tuntas(app) -> SimpleNamespace:
    return unrendered(app)


@pytest.fixture
def chair(client_as):
    return client_as("ketua.bireuen")


@pytest.fixture
def task(tuntas) -> dict:
    return bring(tuntas, "reported", START)


def now(tuntas: SimpleNamespace, task: dict) -> dict:
    return tuntas.store.get("task", task["id"])


def send(client, task: dict, files: list[tuple[bytes, str]] = (), **typed):
    """Posts the form as a browser does; an empty name is a file field left alone."""
    data = {**TYPED, "version": task["version"], "photos": [(io.BytesIO(c), n) for c, n in files], **typed}
    return client.post(f"/tugas/{task['id']}/kemajuan", data=data, content_type="multipart/form-data")


def test_form_asks_for_photos_first_and_percent_from_the_last_value(chair, tuntas, task):
    do(tuntas, task, "progress", CHAIR, START, percent="60", evidence=[])
    page = chair.get(f"/tugas/{task['id']}/kemajuan").text
    assert re.findall(r'type="radio" name="percent" value="(\d+)"', page) == ["60", "70", "80", "90", "100"]
    assert re.findall(r'value="(\d+)"\s+checked', page) == ["60"], "as it was: nothing new is claimed"
    assert "Sebelumnya 60%, Minggu, 8 November 2026 · tenggat 15 Desember 2026" in page
    slots = re.findall(r'type="file" name="photos"', page.split("<template")[0])
    assert len(slots) == len(re.findall(r'name="caption"', page.split("<template")[0])) == 3
    warning = page.index("Tampak anak atau penerima layanan? Mintalah izin, hindari wajahnya, dan jangan")
    assert page.index("Foto bukti") < warning < page.index('type="file"')
    assert page.index("Foto bukti") < page.index("Sudah sampai") < page.index("Apa yang sudah")
    assert page.index("Apa yang sudah") < page.index("Tanggal kegiatan")
    assert "Senin, 9 November 2026" in page  # today, written out
    assert page.count("btn-primary") == 1


@pytest.mark.parametrize(
    ("last", "offered"),
    [
        (0, [0, 25, 50, 75, 100]), (20, [20, 40, 60, 80, 100]), (50, [50, 60, 75, 90, 100]),
        (60, [60, 70, 80, 90, 100]), (90, [90, 95, 100]), (97, [97, 100]), (99, [99, 100]),
        (100, [60, 70, 80, 90, 100]),
    ],
)  # fmt: skip
def test_choices_go_up_to_100_in_round_steps(last, offered):
    assert choices(last) == offered
    assert all(len(choices(n)) <= 5 and choices(n)[-1] == 100 for n in range(101))


def test_progress_with_photos_and_captions(chair, tuntas, task):
    answer = send(
        chair, task, [(photo(), "a.jpg"), (photo("#ff0000"), "b/../c.JPG")], caption=["Rapat", "Tanda tangan"],
        place="Aula Dinas Sosial", obstacle="Jadwal",
    )  # fmt: skip
    assert (answer.status_code, answer.location) == (303, f"/tugas/{task['id']}")
    kept = now(tuntas, task)
    assert (kept["percent"], kept["progress"][-1]["text"], kept["progress"][-1]["obstacle"]) == (
        60, "Naskah disepakati.", "Jadwal",
    )  # fmt: skip
    first, second = current_evidence(tuntas.store, task["id"])
    assert (first["caption"], first["name"], first["place"], first["date"]) == (
        "Rapat", "a.jpg", "Aula Dinas Sosial", "2026-11-08",
    )  # fmt: skip
    assert (second["caption"], second["name"]) == ("Tanda tangan", "c.jpg")
    assert "Kemajuan dicatat" in chair.get(answer.location).text


def test_fields_left_alone_do_not_shift_captions(chair, tuntas, task):
    send(chair, task, [(b"", ""), (photo(), "b.jpg"), (b"", "")], caption=["", "Yang kedua", ""])
    assert [e["caption"] for e in current_evidence(tuntas.store, task["id"])] == ["Yang kedua"]


def test_progress_without_photos(chair, tuntas, task):
    assert send(chair, task).status_code == 303
    assert now(tuntas, task)["progress"][-1]["evidence"] == []


def test_refused_file_loses_neither_the_others_nor_the_text(chair, tuntas, task):
    answer = send(
        chair, task, [(photo(), "baik.jpg"), (CUT, "potong.jpg")], caption=["Foto baik", "Foto potong"],
        text="Tulisan yang panjang",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Foto potong.jpg rusak atau tidak lengkap. Ambil atau kirim ulang fotonya." in answer.text
    assert "Berkas lain sudah diterima dan tidak perlu dikirim lagi." in answer.text
    assert "Tulisan yang panjang" in answer.text
    assert 'name="percent" value="' in answer.text
    assert now(tuntas, task) == task
    hidden = carried(answer.text)
    assert (len(hidden["kept"]), hidden["kept_caption"]) == (1, ["Foto baik"])
    again = send(chair, task, **hidden, text="Tulisan yang panjang")
    assert again.status_code == 303
    (record,) = current_evidence(tuntas.store, task["id"])
    assert (record["caption"], record["name"]) == ("Foto baik", "baik.jpg")
    assert Image.open(io.BytesIO(tuntas.evidence.read(record["sha256"]))).size == (80, 60)


def test_everything_wrong_is_told_at_once(chair, task):
    answer = send(chair, task, [(CUT, "potong.jpg")], text="", percent="", date="2026-11-10")
    assert answer.status_code == 422
    for sentence in (
        "Foto potong.jpg rusak", "Isi apa yang sudah dikerjakan.", "Isi persen kemajuan.",
        "Tanggal kegiatan belum tiba. Isi tanggal hari ini atau sebelumnya.",
    ):  # fmt: skip
        assert sentence in answer.text


def test_missing_text_keeps_the_photos(chair, tuntas, task):
    refused = send(chair, task, [(photo(), "a.jpg")], caption=["Rapat"], text=" ")
    assert refused.status_code == 422
    assert send(chair, task, **carried(refused.text)).status_code == 303
    assert len(current_evidence(tuntas.store, task["id"])) == 1


def test_kept_file_can_be_left_out(chair, tuntas, task):
    hidden = carried(send(chair, task, [(photo(), "a.jpg"), (photo("#0000ff"), "b.jpg")], text="").text)
    sha256 = tuntas.evidence.take(photo(), "a.jpg").sha256
    send(chair, task, **hidden, leave_out=[sha256])
    assert [e["name"] for e in current_evidence(tuntas.store, task["id"])] == ["b.jpg"]


def test_files_of_others_cannot_be_claimed_by_their_token(chair, client_as, tuntas, task):
    other = bring(tuntas, "reported", START)
    hidden = carried(send(chair, other, [(photo(), "a.jpg")], text="").text)
    forged = hidden["kept"] + ["forged", "", hidden["kept"][0][:-3] + "abc"]
    assert send(chair, task, kept=forged, kept_caption=["x"] * 4).status_code == 303
    assert current_evidence(tuntas.store, task["id"]) == []


def test_thirteenth_file_is_refused_and_twelve_are_kept(chair, tuntas, task):
    answer = send(chair, task, [(photo(f"#0000{n:02x}"), f"{n}.jpg") for n in range(13)])
    assert answer.status_code == 422
    assert "12.jpg tidak ikut: paling banyak 12 berkas sekali kirim." in answer.text
    assert len(carried(answer.text)["kept"]) == 12
    assert now(tuntas, task) == task


def test_long_caption_is_refused_with_its_limit(chair, task):
    answer = send(chair, task, [(photo(), "a.jpg")], caption=["x" * 201])
    assert answer.status_code == 422
    assert "a.jpg: Keterangan terlalu panjang: 201 huruf, paling banyak 200." in answer.text


@pytest.mark.parametrize("percent", ["101", "-1", "6o", "60.5", "²", "99999999999999999999"])
def test_impossible_percent(chair, tuntas, task, percent):
    answer = send(chair, task, percent=percent)
    assert answer.status_code == 422
    assert "Kemajuan adalah bilangan bulat dari 0 sampai 100." in answer.text
    assert now(tuntas, task) == task


def test_too_large_a_request_has_a_page(app, chair, task, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 10_000)
    for enabled in (True, False):
        monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", enabled)
        answer = send(chair, task, [(b"\xff\xd8" + b"0" * 20_000, "besar.jpg")])
        assert answer.status_code == 413
        assert "Jumlah berkas yang dikirim sekaligus melebihi batas." in answer.text


def test_collision_carries_text_and_photos_along(chair, tuntas, task):
    do(tuntas, task, "record_direction", SEKDIS, START)
    answer = send(chair, task, [(photo(), "a.jpg")], caption=["Rapat"])
    assert answer.status_code == 409
    assert "Arahan pimpinan dicatat" in answer.text
    assert "a.jpg · Rapat: sudah diterima, ikut terkirim dengan tulisan Anda" in answer.text
    hidden = carried(answer.text)
    assert (len(hidden["kept"]), hidden["kept_caption"]) == (1, ["Rapat"])
    current = now(tuntas, task)
    assert f'name="version" value="{current["version"]}"' in answer.text
    assert send(chair, current, **hidden).status_code == 303
    assert [e["caption"] for e in current_evidence(tuntas.store, task["id"])] == ["Rapat"]


def test_sending_twice_records_once(chair, tuntas, task):
    assert send(chair, task, [(photo(), "a.jpg")]).status_code == 303
    again = send(chair, task, [(photo(), "a.jpg")])
    assert again.status_code == 409
    assert "Mungkin oleh Anda sendiri" in again.text
    assert "Kemajuan dicatat" in again.text
    assert "a.jpg: tidak tersimpan" in again.text
    assert len(now(tuntas, task)["progress"]) == 1


@pytest.mark.parametrize("situation", ["draft", "reported/dinsos", "implemented"])
def test_elsewhere_it_cannot_be_recorded(chair, tuntas, situation):
    task = bring(tuntas, situation, START)
    assert chair.get(f"/tugas/{task['id']}/kemajuan").status_code == 409
    answer = send(chair, task, text="Jangan hilang")
    assert answer.status_code == 409
    assert "Jangan hilang" in answer.text
    assert now(tuntas, task) == task


def test_only_the_own_chair(client_as, tuntas, task):
    for who in ("sekdis.bireuen", "dinsos.aceh", "admin"):
        assert client_as(who).get(f"/tugas/{task['id']}/kemajuan").status_code == 403
        assert send(client_as(who), task).status_code == 403
    pidie = client_as("ketua.pidie")
    mine, unknown = send(pidie, task), send(pidie, {**task, "id": 9999})
    assert (mine.status_code, unknown.status_code) == (404, 404)
    assert unmarked(mine.text) == unmarked(unknown.text)
    assert now(tuntas, task) == task


def test_returned_claim_shows_its_reason(chair, tuntas):
    task = bring(tuntas, "reported/dinsos", START)
    do(tuntas, task, "return_claim", DINSOS, START, reason="Foto belum memperlihatkan hasil.")
    assert "Foto belum memperlihatkan hasil." in chair.get(f"/tugas/{task['id']}/kemajuan").text


def test_hostile_texts_are_only_text(chair, tuntas, task):
    text = "<script>alert(1)</script> {{ 7*7 }} \u202etxet\u0000"
    assert send(chair, task, [(photo(), '"><img src=x>.jpg')], caption=["<b>x</b>"], text=text).status_code == 303
    page = chair.get(f"/tugas/{task['id']}").text
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page
    assert now(tuntas, task)["progress"][-1]["text"] == "<script>alert(1)</script> {{ 7*7 }} txet"


def test_what_is_typed_of_a_file_is_kept_with_it(chair, tuntas, task):
    told = {"paper_kind": ["sk", ""], "paper_number": ["460/12", ""], "paper_date": ["2026-11-05", ""]}
    files = [(photo("#123"), "sk.jpg"), (photo("#456"), "rapat.jpg")]
    assert send(chair, task, files, caption=["SK tim", "Rapat"], **told).status_code == 303
    pieces = current_evidence(tuntas.store, task["id"])
    assert [(p["caption"], p["paper_kind"], p["paper_number"], p["paper_date"]) for p in pieces] == [
        ("SK tim", "sk", "460/12", "2026-11-05"), ("Rapat", "", "", ""),
    ]  # fmt: skip
    shown = " ".join(chair.get(f"/tugas/{task['id']}").text.split())
    assert "SK tim<br> SK Nomor 460/12 tanggal 5 November 2026<br>" in shown


def test_a_paper_without_its_number_is_asked_for_it_and_not_sent_again(chair, tuntas, task):
    page = send(
        chair, task, [(photo("#123"), "sk.jpg")], caption=["SK tim"], paper_kind=["sk"], paper_number=["460/12"]
    )
    assert page.status_code == 422
    assert "sk.jpg: Isi tanggal SK." in page.text
    kept = page.text.split("<template")[0]
    assert 'name="kept_caption" value="SK tim"' in kept
    assert 'name="kept_paper_number" value="460/12"' in kept
    assert re.search(r'<option value="sk" selected>\s*SK\s*</option>', kept)
    token = re.search(r'name="kept" value="([^"]+)"', kept)[1]
    again = {"kept": token, "kept_caption": "SK tim", "kept_paper_kind": "sk", "kept_paper_number": "460/12",
             "kept_paper_date": "2026-11-05"}  # fmt: skip
    assert send(chair, task, **again).status_code == 303
    (piece,) = current_evidence(tuntas.store, task["id"])
    assert (piece["paper_kind"], piece["paper_number"], piece["paper_date"]) == ("sk", "460/12", "2026-11-05")


def test_the_form_and_the_task_say_what_the_outcome_demands(chair, tuntas):
    task = bring(tuntas, "reported", START, demands=["sk", "foto"])
    form = " ".join(chair.get(f"/tugas/{task['id']}/kemajuan").text.split())
    assert "Hasil rakor ini meminta bukti: <b>SK dan foto</b>." in form
    assert '<details class="more" open>' in form
    send(chair, task, [(photo("#789"), "rapat.jpg")], percent="100")
    shown = " ".join(chair.get(f"/tugas/{task['id']}").text.split())
    assert 'Yang diminta: SK dan foto. <span class="t-wait">Belum ada: SK.</span>' in shown
    answer = chair.post(f"/tugas/{task['id']}/aksi/claim", data={"version": now(tuntas, task)["version"]})
    assert answer.status_code in (409, 422)
    assert "Belum ada bukti yang diminta hasil rakor: SK." in answer.text
