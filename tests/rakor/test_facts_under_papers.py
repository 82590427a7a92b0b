"""What issued papers say of a rakor and its outcomes changes with a reason, told to each task with old and new."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.world import chains, letters_written
from tests.world.arranged import DINSOS, OUTCOME, RAKOR, bring
from tests.world.instance import START
from tests.world.pages_read import page, text
from tests.world.papers import WORDS
from tests.world.rakor_forms import BUTIR, HEAD, uid
from tests.world.saying_yes import done
from workflow.errors import Invalid
from workflow.papers.issuing import VALID
from workflow.rakor.papers import issue_for_rakor
from workflow.rakor.recording import edit_rakor, hand_over, move_outcome, remove_outcome, save_outcome
from workflow.store import Record

As = Callable[[str], FlaskClient]
WHY = "Nama tempat keliru pada surat undangan."


def rakor_of(tuntas: SimpleNamespace, task: Record) -> Record:
    return tuntas.store.get("rakor", task["rakor"])


def told(tuntas: SimpleNamespace, **of: Any) -> list[Record]:
    return [event["fields"] for event in tuntas.store.find("event", name="facts_changed", **of)]


def edit_head(tuntas: SimpleNamespace, rakor: Record, **changed: str) -> Record:
    data = {**RAKOR, **changed}
    return edit_rakor(tuntas.store, DINSOS, rakor["id"], data, version=rakor["version"], at=START)


def edit_outcome(tuntas: SimpleNamespace, rakor: Record, no: int, **changed: Any) -> Record:
    data = {**OUTCOME, **changed}
    return save_outcome(
        tuntas.store, DINSOS, rakor["id"], uid(rakor, no), data, version=rakor["version"], at=START
    )[0]  # fmt: skip


def one_more(tuntas: SimpleNamespace, task: Record, *codes: str) -> Record:
    """A second outcome of the task's rakor, handed over to ``codes``."""
    rakor, data = rakor_of(tuntas, task), {**OUTCOME, "text": "Data LKS diperbarui.", "title": "Perbarui data"}
    made, new = save_outcome(tuntas.store, DINSOS, rakor["id"], "", data, version=rakor["version"], at=START)
    if codes:
        hand_over(tuntas.store, DINSOS, rakor["id"], new, codes, at=START)
    return made


@pytest.fixture
def reported(tuntas: SimpleNamespace) -> Record:
    return bring(tuntas, "reported", START)


@pytest.mark.parametrize("situation", ["draft", "draft/sekdis"])
def test_nothing_is_asked_before_a_paper_went_out(tuntas: SimpleNamespace, situation: str):
    task = bring(tuntas, situation, START)
    rakor = edit_head(tuntas, rakor_of(tuntas, task), venue="Hotel Lain")
    edit_outcome(tuntas, rakor, 1, text="Kemitraan dituangkan dalam kesepakatan.")
    assert told(tuntas) == []


@pytest.mark.parametrize("typed", ["", "salah", " \n "])
def test_a_head_on_paper_is_not_changed_without_a_reason(tuntas: SimpleNamespace, reported: Record, typed: str):
    rakor = rakor_of(tuntas, reported)
    with pytest.raises(Invalid) as refused:
        edit_head(tuntas, rakor, venue="Hotel Lain", reason=typed)
    assert "Naskahnya sudah terbit. Tulis alasan perubahan" in refused.value.fields["reason"]
    assert rakor_of(tuntas, reported) == rakor
    assert told(tuntas) == []


def test_a_changed_head_is_told_to_the_rakor_and_each_of_its_tasks(tuntas: SimpleNamespace, reported: Record):
    rakor = one_more(tuntas, reported, "11.07")
    frozen = tuntas.store.find("content")
    people = [{"name": "Peserta A", "attended": True}]
    edit_head(tuntas, rakor, venue="Hotel Lain", start="2026-09-19", end="", participants=people, reason=WHY)
    changes = [
        {"label": "Tanggal mulai", "before": "18 September 2026", "after": "19 September 2026"},
        {"label": "Tempat", "before": "Hotel Oasis Banda Aceh", "after": "Hotel Lain"},
        {"label": "Peserta", "before": "0 tercatat, 0 hadir", "after": "1 tercatat, 1 hadir"},
    ]
    expected = {"what": "rakor", "reason": WHY, "changes": changes}
    tasks = [task["id"] for task in tuntas.store.find("task", rakor=rakor["id"])]
    events = tuntas.store.find("event", name="facts_changed")
    assert [(event["chain"], event["task"], event["fields"]) for event in events] == [
        ("11", 0, expected), ("11.11", tasks[0], expected), ("11.07", tasks[1], expected),
    ]  # fmt: skip
    assert "Peserta A" not in str(events), "no more of persons than must be known"
    assert tuntas.store.find("content") == frozen
    for chain in ("11", "11.11", "11.07"):
        assert chains.verify(tuntas.store, chain) == []


def test_saving_a_head_as_it_is_asks_nothing(tuntas: SimpleNamespace, reported: Record):
    edit_head(tuntas, rakor_of(tuntas, reported))
    assert told(tuntas) == []


def test_an_outcome_on_paper_asks_and_the_others_do_not(tuntas: SimpleNamespace, reported: Record):
    rakor = one_more(tuntas, reported, "11.07")
    rakor = edit_outcome(tuntas, rakor, 2, text="Data LKS diperbarui tiap tahun.")
    with pytest.raises(Invalid, match="Tulis alasan perubahan"):
        edit_outcome(tuntas, rakor, 1, text="Kemitraan dituangkan dalam kesepakatan.", deadline="2026-12-31")
    rakor = edit_outcome(
        tuntas, rakor, 1, text="Kemitraan dituangkan dalam kesepakatan.", deadline="2026-12-31", reason=WHY
    )
    (of_rakor, of_task) = told(tuntas)
    assert of_rakor == of_task
    assert of_task["what"] == "butir 1"
    assert of_task["changes"] == [
        {"label": "Isi butir hasil", "before": OUTCOME["text"], "after": "Kemitraan dituangkan dalam kesepakatan."},
        {"label": "Batas waktu", "before": "15 Desember 2026", "after": "31 Desember 2026"},
    ]
    assert [event["fields"] for event in tuntas.store.find("event", name="facts_changed", task=reported["id"])]


def test_what_an_outcome_suggests_for_plans_stands_on_no_paper(tuntas: SimpleNamespace, reported: Record):
    edit_outcome(tuntas, rakor_of(tuntas, reported), 1, action="Menyiapkan naskah")
    assert told(tuntas) == []


def test_a_withdrawn_paper_asks_no_more(tuntas: SimpleNamespace, reported: Record):
    for document in tuntas.store.find("document", status=VALID):
        tuntas.store.save({**document, "status": "dicabut"})
    edit_head(tuntas, rakor_of(tuntas, reported), venue="Hotel Lain")
    assert told(tuntas) == []


@pytest.mark.parametrize(("kind", "asks"), [("notula", True), ("hasil", True), ("matriks", False), ("rekap", False)])
def test_a_paper_about_the_rakor_speaks_of_every_outcome(tuntas: SimpleNamespace, kind: str, asks: bool):
    task = bring(tuntas, "draft", START)
    issue_for_rakor(tuntas.store, tuntas.publisher, DINSOS, kind, task["rakor"], {}, at=START)
    rakor = rakor_of(tuntas, task)
    if asks:
        with pytest.raises(Invalid, match="Tulis alasan perubahan"):
            edit_outcome(tuntas, rakor, 1, title="Tanda tangani")
    rakor = edit_outcome(tuntas, rakor, 1, title="Tanda tangani", reason=WHY if asks else "")
    assert len(told(tuntas, task=task["id"])) == asks
    rakor = one_more(tuntas, task)
    assert len(told(tuntas)) == 2 * asks, "what is added changes nothing that is printed"
    with pytest.raises(Invalid, match="Tulis alasan perubahan") if asks else nullcontext():
        rakor = remove_outcome(tuntas.store, DINSOS, rakor["id"], uid(rakor, 2), version=rakor["version"], at=START)


@pytest.fixture
def invited(tuntas: SimpleNamespace) -> Record:
    """A rakor to which an invitation went out."""
    rakor = letters_written.to_come(tuntas.store, WORDS["plain"]["rakor"])
    issue_for_rakor(tuntas.store, tuntas.publisher, DINSOS, "undangan", rakor, {}, at=START)
    return tuntas.store.get("rakor", rakor)


def recorded(tuntas: SimpleNamespace, rakor: Record, **changed: Any) -> Record:
    def save(yes: dict[str, Any]) -> Record:
        data = {**rakor, **changed, **yes}
        return edit_rakor(tuntas.store, DINSOS, rakor["id"], data, version=rakor["version"], at=START)

    return done(save)


def test_what_happened_at_a_rakor_is_recorded_under_its_invitation_without_a_reason(
    tuntas: SimpleNamespace, invited: Record
):
    items = [{**item, "said": "Dinas Sosial menyampaikan keadaan LKS.", "kind": "paparan"} for item in invited["items"]]
    came = [
        {**person, "name": f"Orang {n}", "attended": n % 2} for n, person in enumerate(invited["participants"][:-1])
    ]
    came += [invited["participants"][-1], {"name": "Tamu", "institution": "Bappeda", "attended": True}]
    said = {"items": items, "participants": came, "participants_text": "12 orang", "note_taker": "Kasubbag Program"}
    saved = recorded(tuntas, invited, **said, chair="Sekda", basis_number="005/12")
    assert saved["items"][0]["said"] == ["Dinas Sosial menyampaikan keadaan LKS."]
    edit = {"version": saved["version"], "at": START}
    saved, new = save_outcome(tuntas.store, DINSOS, saved["id"], "", OUTCOME, **edit)
    edit = {"version": saved["version"], "at": START}
    save_outcome(tuntas.store, DINSOS, saved["id"], new, {**OUTCOME, "text": "Data LKS diperbarui."}, **edit)
    assert told(tuntas) == []


@pytest.mark.parametrize("name", ["start", "venue", "hours", "items", "participants"])
def test_what_its_invitation_says_is_changed_with_a_reason(tuntas: SimpleNamespace, invited: Record, name: str):
    changed = {
        "start": "2026-11-30", "venue": "Hotel Lain", "hours": invited["hours"][:1], "items": invited["items"][1:],
        "participants": invited["participants"][1:],
    }[name]  # fmt: skip
    with pytest.raises(Invalid, match="Tulis alasan perubahan"):
        recorded(tuntas, invited, **{name: changed})
    recorded(tuntas, invited, **{name: changed}, reason=WHY)
    assert [event["reason"] for event in told(tuntas)] == [WHY]


def test_the_form_says_when_an_invitation_asks_for_a_reason(client_as: As, tuntas: SimpleNamespace, invited: Record):
    shown = text(page(client_as("dinsos.aceh"), f"/rakor/{invited['id']}/ubah"))
    assert "Alasan perubahan (boleh kosong) Undangannya sudah terbit. Perlu hanya bila waktu, tempat, acara" in shown


def test_the_number_of_an_outcome_on_paper_is_a_fact_too(tuntas: SimpleNamespace, reported: Record):
    rakor = one_more(tuntas, reported)
    move = {"version": rakor["version"], "at": START}
    with pytest.raises(Invalid, match="Tulis alasan perubahan"):
        move_outcome(tuntas.store, DINSOS, rakor["id"], uid(rakor, 1), 2, **move)
    move_outcome(tuntas.store, DINSOS, rakor["id"], uid(rakor, 1), 2, reason=WHY, **move)
    (said,) = told(tuntas, task=reported["id"])
    assert said == {
        "what": "butir 2", "reason": WHY, "changes": [{"label": "Nomor butir", "before": "1", "after": "2"}],
    }  # fmt: skip
    assert tuntas.store.get("task", reported["id"])["no"] == 2


def test_a_rakor_from_another_tuntas_has_its_papers_there(tuntas: SimpleNamespace):
    task = bring(tuntas, "draft", START)
    there = {"type": "laporan", "title": "Laporan", "number": "1", "date": "2026-10-01", "status": VALID}
    tuntas.store.save({**tuntas.store.get("task", task["id"]), "origin": {"numbers": [there]}})
    with pytest.raises(Invalid, match="Tulis alasan perubahan"):
        edit_head(tuntas, rakor_of(tuntas, task), venue="Hotel Lain")


def test_the_pages_ask_and_show_old_and_new(client_as: As, tuntas: SimpleNamespace, reported: Record):
    dinsos, rakor = client_as("dinsos.aceh"), rakor_of(tuntas, reported)
    here = f"/rakor/{rakor['id']}"
    head = {**HEAD, "version": rakor["version"]}
    assert "reason" in page(dinsos, f"{here}/ubah").xpath("//textarea/@name")
    refused = dinsos.post(f"{here}/ubah", data=head)
    assert (refused.status_code, "Tulis alasan perubahan" in refused.text) == (422, True)
    assert dinsos.post(f"{here}/ubah", data={**head, "reason": WHY}).status_code == 303
    task = f"/tugas/{reported['id']}"
    for reader, address in (("dinsos.aceh", here), ("ketua.bireuen", here), ("ketua.bireuen", task)):
        shown = text(page(client_as(reader), address))
        assert "Data rakor diubah sesudah naskah terbit" in shown
        assert "Tempat: semula Hotel Oasis Banda Aceh, menjadi Hotel Oasis" in shown
        assert WHY in shown
    outcome = f"{here}/butir/{uid(rakor, 1)}"
    typed = {**BUTIR, "version": rakor_of(tuntas, reported)["version"]}
    assert "reason" in page(dinsos, outcome).xpath("//textarea/@name")
    assert dinsos.post(outcome, data=typed).status_code == 422
    assert dinsos.post(outcome, data={**typed, "reason": WHY}).status_code == 303
    assert "Isi butir hasil: semula LKKS dan LKS menjalin" in text(page(dinsos, task))


def test_moving_an_outcome_on_paper_asks_on_a_page_of_its_own(client_as: As, tuntas: SimpleNamespace, reported: Record):
    dinsos, rakor = client_as("dinsos.aceh"), one_more(tuntas, reported)
    address = f"/rakor/{rakor['id']}/butir/{uid(rakor, 2)}/pindah"
    asked = dinsos.post(address, data={"version": rakor["version"], "tempat": "1"})
    assert (asked.status_code, "Pindahkan ke nomor 1" in asked.text) == (422, True)
    sent = {"version": rakor["version"], "tempat": "1", "reason": WHY}
    assert dinsos.post(address, data=sent).status_code == 303
    assert "Nomor butir: semula 1, menjadi 2" in text(page(dinsos, f"/tugas/{reported['id']}"))


def test_news_tell_a_changed_head_once(client_as: As, tuntas: SimpleNamespace, reported: Record):
    rakor = one_more(tuntas, reported, "11.11", "11.07")
    edit_head(tuntas, rakor, venue="Hotel Lain", reason=WHY)
    said = "Data rakor diubah sesudah naskah terbit"
    for reader, count in (("dinsos.aceh", 1), ("ketua.bireuen", 2), ("ketua.pidie", 1)):
        assert text(page(client_as(reader), "/kabar/semua")).count(said) == count
    for reader, count in (("dinsos.aceh", 0), ("ketua.bireuen", 1), ("ketua.pidie", 1)):  # two tasks are one row
        assert text(page(client_as(reader), "/kabar")).count(said) == count
