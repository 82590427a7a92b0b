"""Papers about an LKS or a kabupaten: who may read and issue them, the number of a recommendation, what they hide."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from documents.report.frozen import from_data
from tests.world import homes, plain_lines
from tests.world.arranged import ADMIN, CHAIR, DINSOS, OTHER_CHAIR, OTHER_SEKDIS, SEKDIS, bring
from tests.world.instance import START
from tests.world.pages_read import text
from tests.world.papers import WORDS
from workflow.agenda import register
from workflow.errors import Invalid, NotAllowed, NotFound
from workflow.lks import register as lks_register
from workflow.lks.undecided import undecided
from workflow.offices.offices import office_of
from workflow.papers import at_any_time, recommendation
from workflow.papers.at_any_time import Subject
from workflow.regions import regions
from workflow.roles import Actor
from workflow.store import Record

TICKED = {"purpose": "stpu", "months": "3", "seen": ["rules"], "note_managers": "menyusul"}


@pytest.fixture
def home(tuntas: SimpleNamespace) -> Subject:
    """An LKS of Bireuen that a task names."""
    return homes.of_words(tuntas.store, bring(tuntas, "reported", START), WORDS["plain"]["lks"], START)


def issue(tuntas: SimpleNamespace, kind: str, subject: Subject, actor: Actor, **asked: object) -> Record:
    params = recommendation.asked(asked) if kind == "rekomendasi" else asked
    made = at_any_time.issue(tuntas.store, tuntas.publisher, actor, kind, subject, params, at=START)
    record = tuntas.store.get("document", made["id"])
    assert record is not None
    return record


def lines_of(tuntas: SimpleNamespace, record: Record) -> str:
    content = tuntas.store.find("content", document=record["id"])[0]["data"]
    return "\n".join(plain_lines.lines(from_data(content)))


def shown(answer: TestResponse) -> str:
    return text(html.fromstring(answer.text))


def test_who_may_issue_which(tuntas: SimpleNamespace, home: Subject):
    region = Subject("11.11")
    for kind, subject, may in (
        ("profil_lks", home, (CHAIR, SEKDIS, DINSOS)), ("rekomendasi", home, (CHAIR,)),
        ("daftar_lks", region, (SEKDIS, DINSOS)),
    ):  # fmt: skip
        for actor in (CHAIR, SEKDIS, DINSOS, ADMIN):
            params = TICKED if kind == "rekomendasi" else {}
            if actor in may:
                assert issue(tuntas, kind, subject, actor, **params)["code"]
                continue
            with pytest.raises(NotAllowed):
                issue(tuntas, kind, subject, actor, **params)


def test_another_regions_institution_is_as_unknown_as_none(tuntas: SimpleNamespace, home: Subject):
    for actor in (OTHER_CHAIR, OTHER_SEKDIS, ADMIN):
        with pytest.raises(NotFound):
            at_any_time.of_lks(tuntas.store, actor, home.lks)
    for code in ("11.11", "11", "11.99"):
        with pytest.raises(NotFound):
            at_any_time.of_region(OTHER_SEKDIS, "daftar_lks", code)
    assert at_any_time.of_region(DINSOS, "daftar_lks", "") == Subject("11")


def test_a_recommendation_takes_its_number_of_the_lkks(tuntas: SimpleNamespace, home: Subject):
    first, second = (issue(tuntas, "rekomendasi", home, CHAIR, **TICKED) for _ in range(2))
    assert [first["number"], second["number"]] == ["0001/LKKS/XI/2026", "0002/LKKS/XI/2026"]
    assert [one["status"] for one in tuntas.store.find("document", type="rekomendasi")] == ["berlaku"] * 2
    office = office_of(tuntas.store, "11.11", "lkks")
    entries = tuntas.store.find("entry", office=office["id"])
    assert [(one["number"], one["document"], one["subject"]) for one in entries] == [
        (one["number"], one["id"], one["subject"]) for one in (first, second)
    ]
    said = lines_of(tuntas, first)
    assert "KABUPATEN BIREUEN" in said
    assert "PEMERINTAH" not in said
    assert "NIP" not in said
    assert "berlaku 3 (tiga) bulan" in said
    assert "menyusul" in said


def test_nothing_seen_nothing_recommended(tuntas: SimpleNamespace, home: Subject):
    before = tuntas.store.count("document"), tuntas.store.count("entry"), tuntas.store.count("event")
    for wrong in ({"seen": []}, {"months": "0"}, {"months": "x"}, {"purpose": "lain"}, {"note_rules": "x" * 151}):
        with pytest.raises(Invalid):
            issue(tuntas, "rekomendasi", home, CHAIR, **{**TICKED, **wrong})
    assert (tuntas.store.count("document"), tuntas.store.count("entry"), tuntas.store.count("event")) == before


def test_before_anything_is_ticked_no_paper_says_that_it_was_seen(
    tuntas: SimpleNamespace, home: Subject, client_as: Callable[[str], FlaskClient]
):  # fmt: skip
    page = client_as("ketua.bireuen").get(f"/lks/{home.lks}/naskah/rekomendasi").text
    assert "Tabel 1 belum dilihat oleh LKKS" in page
    assert "Tabel 1 telah dilihat oleh LKKS" in lines_of(tuntas, issue(tuntas, "rekomendasi", home, CHAIR, **TICKED))


def test_a_number_that_is_typed_stands_on_it(tuntas: SimpleNamespace, home: Subject):
    wanted = register.wanted({"number_from": "typed", "number": "048/LKKS/XI/2026"})
    params = recommendation.asked(TICKED)
    at_any_time.issue(tuntas.store, tuntas.publisher, CHAIR, "rekomendasi", home, params, at=START, wanted=wanted)
    assert tuntas.store.first("document", type="rekomendasi")["number"] == "048/LKKS/XI/2026"


def test_a_hidden_address_and_a_leader_are_on_no_paper(tuntas: SimpleNamespace, home: Subject):
    hidden = tuntas.store.find("lks", region="11.11")[1]
    assert hidden["hidden"]
    shown = [
        issue(tuntas, "daftar_lks", Subject("11.11"), SEKDIS), issue(tuntas, "daftar_lks", Subject("11"), DINSOS),
        issue(tuntas, "profil_lks", Subject("11.11", hidden["id"]), CHAIR),
        issue(tuntas, "rekomendasi", Subject("11.11", hidden["id"]), CHAIR, **TICKED),
        issue(tuntas, "profil_lks", home, SEKDIS), issue(tuntas, "profil_lks", home, DINSOS),
    ]  # fmt: skip
    for record in shown:
        content = str(tuntas.store.find("content", document=record["id"])[0]["data"])
        assert [
            word for word in ("Rahasia 7", "Gampong Rahasia", "Kota Juang", "Nama Pimpinan") if word in content
        ] == []


def test_none_whom_it_serves_are_few_wherever_they_are_told_outside(
    tuntas: SimpleNamespace, home: Subject, client_as: Callable[[str], FlaskClient]
):  # fmt: skip
    lks = tuntas.store.get("lks", home.lks)
    tuntas.store.save({**lks, "beneficiaries": {"2026": {"male": 18, "female": 0}}})
    dinsos = client_as("dinsos.aceh")
    assert "18 laki-laki, &lt;5 perempuan" in dinsos.get(f"/lks/{home.lks}").text
    (row,) = rows_of(dinsos.get("/lks.csv?ukuran=P2&pada=2026-11-09&kabupaten=11.11"))
    assert (row["Binaan laki-laki"], row["Binaan perempuan"]) == ("18", "<5")
    assert "18 laki-laki, <5 perempuan" in lines_of(tuntas, issue(tuntas, "profil_lks", home, DINSOS))
    assert "18/<5" in lines_of(tuntas, issue(tuntas, "daftar_lks", Subject("11"), DINSOS))
    assert "18 laki-laki, 0 perempuan" in lines_of(tuntas, issue(tuntas, "profil_lks", home, SEKDIS))


def test_few_beneficiaries_are_told_in_the_regions_own_profile_only(tuntas: SimpleNamespace, home: Subject):
    assert "18 laki-laki, 3 perempuan" in lines_of(tuntas, issue(tuntas, "profil_lks", home, SEKDIS))
    assert "18 laki-laki, <5 perempuan" in lines_of(tuntas, issue(tuntas, "profil_lks", home, DINSOS))
    assert "18/<5" in lines_of(tuntas, issue(tuntas, "daftar_lks", Subject("11"), DINSOS))


def test_government_homes_are_listed_and_counted_nowhere(tuntas: SimpleNamespace, home: Subject):
    said = lines_of(tuntas, issue(tuntas, "daftar_lks", Subject("11.11"), SEKDIS))
    assert "3 LKS milik masyarakat tercatat" in said
    assert said.index("Tidak dihitung sebagai LKS masyarakat") < said.index("Panti Contoh")


def test_it_is_told_in_the_chain_of_its_region_and_found_from_it(tuntas: SimpleNamespace, home: Subject):
    profile, whole = issue(tuntas, "profil_lks", home, CHAIR), issue(tuntas, "daftar_lks", Subject("11"), DINSOS)
    events = tuntas.store.find("event", name="region_document")
    assert [(one["chain"], one["fields"]["document"]) for one in events] == [
        ("11.11", profile["id"]), (events[1]["chain"], whole["id"]),
    ]  # fmt: skip
    assert events[1]["chain"] not in ("11.11",)
    assert [one["id"] for one in at_any_time.issued_about(tuntas.store, home)] == [profile["id"]]
    assert [one["id"] for one in at_any_time.issued_about(tuntas.store, Subject("11"))] == [whole["id"]]


def test_the_pages_show_it_and_issue_it(
    tuntas: SimpleNamespace, home: Subject, client_as: Callable[[str], FlaskClient]
):  # fmt: skip
    chair, address = client_as("ketua.bireuen"), f"/lks/{home.lks}/naskah/rekomendasi"
    assert "LKSA Contoh Meunasah Dayah" in shown(chair.get(address))
    refused = chair.post(address, data={"purpose": "stpu", "months": "3", "note_rules": "tinggal di sini"})
    assert refused.status_code == 422
    assert "tinggal di sini" in refused.text
    seen = {**TICKED, "note_rules": "sudah dibaca"}
    read = chair.post(address, data={**seen, "lihat": "ya"})
    assert (read.status_code, "sudah dibaca" in shown(read)) == (200, True)
    assert tuntas.store.count("document", type="rekomendasi") == 0
    answer = chair.post(address, data=seen)
    assert (answer.status_code, answer.location) == (303, "/dokumen?jenis=rekomendasi")
    record = tuntas.store.first("document", type="rekomendasi")
    assert record["number"] in shown(chair.get(answer.location))
    assert record["number"] in chair.get(f"/cek/{record['code']}").text
    for ext in ("docx", "pdf"):
        assert chair.get(f"/dokumen/{record['id']}.{ext}").status_code == 200
        assert chair.get(f"{address}.{ext}").status_code == 200


def test_the_list_of_a_day_and_a_region(
    tuntas: SimpleNamespace, home: Subject, client_as: Callable[[str], FlaskClient]
):  # fmt: skip
    dinsos, sekdis = client_as("dinsos.aceh"), client_as("sekdis.bireuen")
    assert "DI ACEH" in shown(dinsos.get("/naskah/daftar_lks"))
    assert "KABUPATEN BIREUEN" in shown(dinsos.get("/naskah/daftar_lks?kabupaten=11.11&pada=2026-11-01"))
    assert "1 November 2026" in shown(sekdis.get("/naskah/daftar_lks?pada=2026-11-01"))
    assert "tidak dikenal" in shown(sekdis.get("/naskah/daftar_lks?pada=2099-01-01"))
    assert sekdis.get("/naskah/daftar_lks?kabupaten=11.07").status_code == 404
    assert dinsos.get("/naskah/daftar_lks?kabupaten=99").status_code == 404
    assert client_as("ketua.bireuen").get("/naskah/daftar_lks").status_code == 403


def rows_of(answer: TestResponse) -> list[dict[str, str]]:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff")), delimiter=";"))


def test_the_list_as_a_file_has_the_rows_behind_a_number(
    tuntas: SimpleNamespace, home: Subject, client_as: Callable[[str], FlaskClient]
):  # fmt: skip
    sekdis, dinsos = client_as("sekdis.bireuen"), client_as("dinsos.aceh")
    own = rows_of(sekdis.get("/lks.csv"))
    assert len(own) == tuntas.store.count("lks", region="11.11") == 4
    assert {row["Pemilik"] for row in own} == {"masyarakat", "dinas kabupaten/kota"}
    (registered,) = rows_of(dinsos.get("/lks.csv?ukuran=P2&pada=2026-11-09&kabupaten=11.11"))
    assert registered["Nama LKS"] == WORDS["plain"]["lks"]["name"]
    assert (registered["Keadaan pendaftaran"], registered["Binaan perempuan"]) == ("akan berakhir", "<5")
    assert rows_of(sekdis.get("/lks.csv?ukuran=P2"))[0]["Binaan perempuan"] == "3"
    assert rows_of(dinsos.get("/lks.csv?ukuran=P2&kabupaten=11.07")) == []
    assert dinsos.get("/lks.csv?ukuran=P77").status_code == 422
    assert sekdis.get("/lks.xlsx").status_code == 200


def test_no_file_has_a_hidden_address_or_a_person(home: Subject, client_as: Callable[[str], FlaskClient]):
    for account in ("ketua.bireuen", "sekdis.bireuen", "dinsos.aceh"):
        said = client_as(account).get("/lks.csv").get_data(as_text=True)
        assert "alamat dirahasiakan" in said
        assert [word for word in ("Rahasia", "Kota Juang", "Nama Pimpinan", "0812") if word in said] == []
    assert client_as("admin").get("/lks.csv").status_code == 403
    assert rows_of(client_as("sekdis.pidie").get("/lks.csv")) == []


def test_the_indicator_report_waits_until_everything_is_decided(
    tuntas: SimpleNamespace, home: Subject, client_as: Callable[[str], FlaskClient]
):  # fmt: skip
    dinsos, before = client_as("dinsos.aceh"), tuntas.store.count("document")
    twin = homes.recorded(tuntas.store, "11.11", START, **homes.in_full(WORDS["plain"]["lks"]))
    held = shown(dinsos.get("/naskah/indikator"))
    assert "ditahan" in held
    assert "tampaknya lembaga yang sama" in held
    (pair,) = undecided(tuntas.store)
    assert f'href="/lks/{pair.lks[0]}/ganda/{pair.lks[1]}"' in dinsos.get("/naskah/indikator").text
    assert dinsos.get("/naskah/indikator.docx").status_code == 422
    assert dinsos.post("/naskah/indikator", data={}).status_code == 422
    with pytest.raises(Invalid):
        issue(tuntas, "indikator", Subject("11"), DINSOS)
    assert tuntas.store.count("document") == before
    with tuntas.store.transaction():
        lks_register.save(
            tuntas.store, SEKDIS, "lks_ended",
            {**twin, "end": {"kind": "tutup", "into": "", "date": "2026-01-01", "reason": "ganda"}}, START, reason="x",
        )  # fmt: skip
    assert dinsos.post("/naskah/indikator", data={}).status_code == 303
    record = tuntas.store.first("document", type="indikator")
    assert (record["number"], record["region"]) == ("400.9.12/0001/DINSOS/2026", "11")


def test_the_numbers_of_the_report_are_those_of_the_lists(
    tuntas: SimpleNamespace, home: Subject, client_as: Callable[[str], FlaskClient]
):  # fmt: skip
    record = issue(tuntas, "indikator", Subject("11"), DINSOS)
    data = tuntas.store.find("content", document=record["id"])[0]["data"]["data"]
    dinsos = client_as("dinsos.aceh")
    for place, own in data["figures"].items():
        for code in ("P1", "P2", "P3", "P4", "P5"):
            query = f"ukuran={code}" + (f"&kabupaten={place}" if place != "11" else "")
            if own[code][0] or place in ("11", "11.07"):
                assert len(rows_of(dinsos.get(f"/lks.csv?{query}"))) == own[code][0], (place, code)
    behind = rows_of(dinsos.get("/indikator.csv"))
    heads = {
        "P1": "P1 tercatat",
        "P2": "P2 terdaftar",
        "P3": "P3 aktif",
        "P4": "P4 badan hukum",
        "S1": "S1 pekerja sosial",
    }
    for code, head in heads.items():
        for place in ("11", "11.11", "11.07"):
            own = [row for row in behind if place in ("11", row["Kode wilayah"]) and row[head] == "1"]
            assert len(own) == data["figures"][place][code][0], (place, code)
    assert rows_of(client_as("sekdis.pidie").get("/indikator.csv")) == []
    said = lines_of(tuntas, record)
    assert "Tidak ada nilai gabungan dan tidak ada peringkat" in said
    assert "Nama Pimpinan" not in said


def test_nobody_else_reads_or_issues_the_report(home: Subject, client_as: Callable[[str], FlaskClient]):
    assert client_as("sekdis.bireuen").get("/naskah/indikator").status_code == 404
    assert client_as("ketua.bireuen").get("/naskah/indikator").status_code == 403
    assert client_as("dinsos.aceh").get("/naskah/indikator?kabupaten=11.11").status_code == 404


def test_the_page_of_a_kabupaten_is_one_sheet_of_its_own_sekdis(
    tuntas: SimpleNamespace, home: Subject, client_as: Callable[[str], FlaskClient]
):  # fmt: skip
    record = issue(tuntas, "kabupaten", Subject("11.11"), SEKDIS)
    said = lines_of(tuntas, record)
    assert "Untuk Bupati Bireuen" in said
    assert "1 (satu) tindak lanjut menjadi tanggung jawab Kabupaten Bireuen: 1 berjalan." in said
    assert record["signer"].startswith("Ketua LKKS Kabupaten Bireuen dan Sekretaris")
    assert [one.name for one in regions().values() if one.name not in ("Bireuen",) and one.full in said] == []
    assert client_as("sekdis.bireuen").get("/naskah/kabupaten").status_code == 200
    for account, status in (("dinsos.aceh", 403), ("ketua.bireuen", 403), ("sekdis.pidie", 404)):
        assert client_as(account).get("/naskah/kabupaten?kabupaten=11.11").status_code == status
