"""Dinsos' desk: evidence with its ticks, plan beside result, the report that would be issued, the decision; and
the evidence files themselves, for those who may see their task."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pikepdf
import pytest

from tests.world.arranged import CHAIR, DINSOS, SEKDIS, bring, do, photo
from tests.world.instance import START
from tests.world.marks import unmarked
from tests.world.pages_read import one_line
from tests.world.shared import one_app, unrendered
from tests.world.stored import stored
from workflow.evidence.counted import current_evidence


@pytest.fixture(scope="module")
def app(tmp_path_factory, bare_instance):
    yield from one_app(tmp_path_factory.mktemp("shared") / "instance", bare_instance, START)


@pytest.fixture
def tuntas(app) -> SimpleNamespace:
    return unrendered(app)


@pytest.fixture
def dinsos(client_as):
    return client_as("dinsos.aceh")


@pytest.fixture
def claimed(tuntas, tmp_path) -> dict:
    """A claim with two photos and a PDF."""
    task = bring(tuntas, "reported", START)
    with pikepdf.new() as letter:
        letter.add_blank_page()
        letter.save(tmp_path / "surat.pdf")
    files = [(photo(), "a.jpg", "Rapat"), (photo("#ff0000"), "b.jpg", ""), ((tmp_path / "surat.pdf").read_bytes(), "surat.pdf", "Surat")]  # fmt: skip # noqa: E501
    taken = [{**vars(tuntas.evidence.take(content, name)), "caption": caption} for content, name, caption in files]
    do(tuntas, task, "progress", CHAIR, START, percent="100", evidence=taken, place="Aula", obstacle="Hujan")
    return do(tuntas, task, "claim", CHAIR, START)


def ids(tuntas: SimpleNamespace, task: dict) -> list[int]:
    return [piece["id"] for piece in current_evidence(tuntas.store, task["id"])]


def test_everything_for_the_decision_is_on_one_page(dinsos, tuntas, claimed):
    page = dinsos.get(f"/tugas/{claimed['id']}/periksa").text
    records = current_evidence(tuntas.store, claimed["id"])
    for record in records:
        assert page.count(f'name="verdict-{record["id"]}"') == 2
        assert page.count(f'href="/bukti/{record["id"]}"') == 1
    assert "checked" not in page
    assert len(re.findall(r'<img[^>]* src="/bukti/\d+/kecil-480.jpg"', page)) == 2
    for text in ("Rapat", "Tanda tangani kesepakatan kemitraan", "Aula", "Minggu, 8 November 2026", "Berkas PDF",
                 "1 (satu) kesepakatan", "Naskah disepakati.", "Hujan", "Tidak disebut"):  # fmt: skip
        assert text in page
    assert f"/tugas/{claimed['id']}/pratinjau/teks" in page
    assert len(re.findall(rf'src="/tugas/{claimed["id"]}/pratinjau/\d+.png', page)) >= 1
    assert page.count("btn-primary") == 1
    assert page.index("Nyatakan dilaksanakan\n") < page.index("Kembalikan</button>")


def test_preview_images_can_be_fetched(dinsos, claimed):
    page = dinsos.get(f"/tugas/{claimed['id']}/periksa").text
    source = re.search(r'src="(/tugas/\d+/pratinjau/1.png[^"]*)"', page)[1].replace("&amp;", "&")
    answer = dinsos.get(source)
    assert (answer.status_code, answer.mimetype) == (200, "image/png")


def test_looking_at_it_changes_nothing(dinsos, tuntas, claimed):
    events, documents = tuntas.store.count("event"), tuntas.store.count("document")
    dinsos.get(f"/tugas/{claimed['id']}/periksa")
    assert tuntas.store.get("task", claimed["id"]) == claimed
    assert (tuntas.store.count("event"), tuntas.store.count("document")) == (events, documents)


def test_a_missing_tick_keeps_the_others(dinsos, tuntas, claimed):
    first, *_ = current_evidence(tuntas.store, claimed["id"])
    answer = dinsos.post(
        f"/tugas/{claimed['id']}/aksi/verify", data={"version": claimed["version"], "ticks": [first["id"]]}
    )
    assert answer.status_code == 422
    assert "Periksa dan nilai setiap bukti. Belum dinilai: Tanda tangani kesepakatan kemitraan; Surat." in answer.text
    assert re.search(rf'name="verdict-{first["id"]}" value="sesuai"[^>]* checked', one_line(answer.text))
    assert answer.text.count(" checked") == 1
    assert "Keputusan Anda" in answer.text
    assert tuntas.store.get("task", claimed["id"]) == claimed


def test_a_short_reason_stays_in_its_field(dinsos, tuntas, claimed):
    answer = dinsos.post(
        f"/tugas/{claimed['id']}/aksi/return_claim",
        data={"version": claimed["version"], "reason": "kurang", "ticks": ids(tuntas, claimed)},
    )
    assert answer.status_code == 422
    assert "Alasan paling sedikit 10 huruf" in answer.text
    assert ">\nkurang</textarea>" in answer.text
    assert "Keputusan Anda" in answer.text


def test_all_ticks_make_it_implemented(dinsos, tuntas, claimed):
    ticks = [record["id"] for record in current_evidence(tuntas.store, claimed["id"])]
    answer = dinsos.post(f"/tugas/{claimed['id']}/aksi/verify", data={"version": claimed["version"], "ticks": ticks})
    assert answer.status_code == 303
    assert re.fullmatch(rf"/tugas/(\d+/periksa\?sebelumnya=)?{claimed['id']}", answer.location)
    assert tuntas.store.get("task", claimed["id"])["stage"] == "implemented"


def test_the_list_beside_it_holds_what_waits_oldest_first(dinsos, tuntas, claimed):
    page = dinsos.get(f"/tugas/{claimed['id']}/periksa").text
    waiting = tuntas.store.find("task", desk="dinsos", desk_kind="pemeriksaan", order="limit_until")
    assert f"Pemeriksaan ({len(waiting)})" in page
    listed = [int(id) for id in re.findall(r'class="go[^"]*" href="/tugas/(\d+)/periksa"', page)]
    assert listed == [task["id"] for task in waiting][:30]
    assert page.count('aria-current="true"') == 1


def test_only_dinsos_and_only_while_it_waits(client_as, dinsos, tuntas, claimed):
    for who in ("ketua.bireuen", "sekdis.bireuen", "admin"):
        assert client_as(who).get(f"/tugas/{claimed['id']}/periksa").status_code == 403
    do(tuntas, claimed, "return_claim", DINSOS, START)
    late = dinsos.get(f"/tugas/{claimed['id']}/periksa")
    assert late.status_code == 409
    assert "“Nyatakan dilaksanakan” tidak dapat dilakukan" in late.text


# Evidence files


def test_evidence_is_an_attachment_that_can_do_nothing(client_as, tuntas, claimed):
    first, _, letter = current_evidence(tuntas.store, claimed["id"])
    for who in ("ketua.bireuen", "sekdis.bireuen", "dinsos.aceh"):
        answer = client_as(who).get(f"/bukti/{first['id']}")
        assert (answer.status_code, answer.data) == (200, tuntas.evidence.read(first["sha256"]))
    assert answer.headers["Content-Disposition"] == "attachment; filename=a.jpg"
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert answer.headers["Cache-Control"] == "no-store"
    pdf = client_as("dinsos.aceh").get(f"/bukti/{letter['id']}")
    assert (pdf.mimetype, pdf.headers["Content-Disposition"]) == ("application/pdf", "attachment; filename=surat.pdf")


def test_unchanged_evidence_is_not_sent_twice_but_asked_for_each_time(client_as, tuntas, claimed):
    first = current_evidence(tuntas.store, claimed["id"])[0]
    client = client_as("ketua.bireuen")
    tag = client.get(f"/bukti/{first['id']}").headers["ETag"]
    again = client.get(f"/bukti/{first['id']}", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client_as("ketua.pidie").get(f"/bukti/{first['id']}", headers={"If-None-Match": tag}).status_code == 404


def test_evidence_of_others_is_as_unknown_as_any(app, client_as, tuntas, claimed):
    id = current_evidence(tuntas.store, claimed["id"])[0]["id"]
    for who in ("ketua.pidie", "sekdis.pidie"):
        other, unknown = client_as(who).get(f"/bukti/{id}"), client_as(who).get("/bukti/99999")
        assert (other.status_code, unmarked(other.text)) == (404, unmarked(unknown.text))
    assert client_as("admin").get(f"/bukti/{id}").status_code == 403
    stranger = app.test_client().get(f"/bukti/{id}")
    assert (stranger.status_code, stranger.location.startswith("/masuk")) == (302, True)


def test_dropped_evidence_is_not_served(client_as, tuntas):
    task = do(tuntas, bring(tuntas, "reported", START), "progress", CHAIR, START)
    id = current_evidence(tuntas.store, task["id"])[0]["id"]
    do(tuntas, task, "drop_evidence", CHAIR, START)
    for who in ("ketua.bireuen", "dinsos.aceh"):
        assert client_as(who).get(f"/bukti/{id}").status_code == 404


@pytest.mark.parametrize("damage", ["missing", "altered"])
def test_lost_evidence_has_a_page_and_the_desk_still_opens(client_as, dinsos, tuntas, damage):
    task = bring(tuntas, "reported", START)
    taken = vars(tuntas.evidence.take(photo(f"#{len(damage):02x}1234"), "hilang.jpg"))
    do(tuntas, task, "progress", CHAIR, START, percent="100", evidence=[{**taken, "caption": "Hilang"}])
    do(tuntas, task, "claim", CHAIR, START)
    path = stored(tuntas.evidence, taken["sha256"])
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    id = current_evidence(tuntas.store, task["id"])[0]["id"]
    answer = client_as("ketua.bireuen").get(f"/bukti/{id}")
    assert answer.status_code == 410
    assert "Berkas bukti ini hilang atau berubah di penyimpanan." in answer.text
    assert dinsos.get(f"/tugas/{task['id']}/periksa").status_code == 200


def test_direction_is_still_recorded_while_dinsos_decides(client_as, dinsos, tuntas, claimed):
    do(tuntas, claimed, "record_direction", SEKDIS, START)
    answer = dinsos.post(f"/tugas/{claimed['id']}/aksi/verify", data={"version": claimed["version"]})
    assert answer.status_code == 409
    assert "Arahan pimpinan dicatat" in answer.text


def test_a_report_that_changed_after_it_was_read_is_read_again(dinsos, tuntas, claimed):
    """The office's letterhead is edited between reading and deciding; the task itself is untouched."""
    here = f"/tugas/{claimed['id']}"
    shown = re.search(r'name="key" value="([^"]+)"', dinsos.get(f"{here}/periksa").text)
    assert shown is not None
    office = next(o for o in tuntas.store.find("office", region="11.11") if o["identity"] == "lkks")
    tuntas.store.save({**office, "address": "Jalan Baru Nomor 1, Bireuen"})

    ticks = [record["id"] for record in current_evidence(tuntas.store, claimed["id"])]
    answer = dinsos.post(
        f"{here}/aksi/verify", data={"version": claimed["version"], "ticks": ticks, "key": shown.group(1)}
    )
    assert answer.status_code == 409
    assert "Isi naskah berubah sejak Anda membacanya" in answer.text
    assert tuntas.store.get("task", claimed["id"])["stage"] == "reported"

    again = re.search(r'name="key" value="([^"]+)"', answer.text)
    assert again is not None
    data = {"version": claimed["version"], "ticks": ticks, "key": again.group(1)}
    assert dinsos.post(f"{here}/aksi/verify", data=data).status_code == 303
