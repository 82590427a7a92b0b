"""The task page: exactly the legal acts for each reader, everything that was recorded, and the history in order."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import unquote

import pytest

from tests.world.arranged import CHAIR, DINSOS, PROGRESS, SEKDIS, actor_for, bring, do, new_task
from tests.world.marks import unmarked
from tests.world.pages_read import address, page, text, texts
from workflow.machine.actions import ACTIONS
from workflow.machine.permissions import may
from workflow.people.accounts import find_user
from workflow.roles import Actor
from workflow.tasks.steps import steps

BY = {"progress": CHAIR, "claim": CHAIR, "withdraw": CHAIR, "drop_evidence": CHAIR, "submit": CHAIR, "edit_plan": CHAIR,
      "report": SEKDIS, "return_plan": SEKDIS, "record_direction": SEKDIS, "decline": CHAIR, "ask_change": CHAIR,
      "ask_help": CHAIR, "support_change": SEKDIS}  # fmt: skip
EMPTY = {"action": "", "indicator": "", "responsible": ""}

MAIN = ("edit_plan", "report", "claim", "progress", "verify", "support_change", "grant_change", "answer_help")
WAYS = "ask_change ask_change ask_change ask_change ask_help record_receipt"
OF_SEKDIS = "record_direction record_receipt revoke_report"
# situation -> moves, and the acts that chair, Sekdis and Dinsos find on the page, the main one first
SITUATIONS: dict[str, tuple[tuple, str, str, str]] = {
    "draft without a plan": ((), "edit_plan decline", "", "cancel"),
    "draft with a plan": (("edit_plan",), "edit_plan submit decline", "", "cancel"),
    "withdrawn": (("submit", "withdraw"), "edit_plan submit decline", "", "cancel"),
    "waiting for Sekdis": (("submit",), "withdraw", "report return_plan", ""),
    "sent back": (("submit", "return_plan"), "edit_plan submit decline", "", "cancel"),
    "declined": (("decline",), "withdraw", "", "insist cancel"),
    "reported": (("submit", "report"), f"progress record_direction {WAYS}", OF_SEKDIS, ""),
    "finished and proven": (
        ("submit", "report", "progress"), f"claim progress record_direction drop_evidence strike_progress {WAYS}",
        OF_SEKDIS, "",
    ),
    "evidence dropped": (
        ("submit", "report", "progress", "drop_evidence"), f"progress record_direction strike_progress {WAYS}",
        OF_SEKDIS, "",
    ),
    "waiting for Dinsos": (
        ("submit", "report", "progress", "claim"), "record_direction withdraw_claim record_receipt",
        "record_direction record_receipt", "verify return_claim",
    ),
    "claim sent back": (
        ("submit", "report", "progress", "claim", "return_claim"),
        f"progress record_direction strike_progress {WAYS}", OF_SEKDIS, "",
    ),
    "change asked": (
        ("submit", "report", "ask_change"), "progress record_direction withdraw_change record_receipt",
        "support_change record_direction record_receipt refuse_change", "",
    ),
    "change supported": (
        ("submit", "report", "ask_change", "support_change"),
        "progress record_direction withdraw_change record_receipt", "record_direction record_receipt",
        "grant_change refuse_change",
    ),
    "help asked": (
        ("submit", "report", "ask_help"), "progress record_direction withdraw_help record_receipt",
        "record_direction record_receipt", "answer_help take_help",
    ),
    "implemented": (
        ("submit", "report", "progress", "claim", "verify"), "record_receipt", "record_receipt", "reopen",
    ),
    "reopened": (
        ("submit", "report", "progress", "claim", "verify", "reopen"),
        f"progress record_direction drop_evidence strike_progress {WAYS}", OF_SEKDIS, "",
    ),
    "cancelled": (("cancel",), "", "", ""),
}  # fmt: skip


def walked(tuntas, clock, moves):
    task = new_task(tuntas, clock())
    for name in moves:
        task = do(tuntas, task, name, BY.get(name, DINSOS), clock())
    return task


@pytest.mark.parametrize("situation", SITUATIONS)
def test_exactly_the_legal_acts_have_a_button(client_as, tuntas, clock, situation):
    moves, *wanted = SITUATIONS[situation]
    task = walked(tuntas, clock, moves)
    for username, acts in zip(("ketua.bireuen", "sekdis.bireuen", "dinsos.aceh"), wanted, strict=True):
        tree = page(client_as(username), f"/tugas/{task['id']}")
        shown = tree.xpath("//*[@data-act]/@data-act")
        assert (username, sorted(shown)) == (username, sorted(acts.split()))
        actor = Actor.of(find_user(tuntas.store, username))
        legal = {name for name in ACTIONS if may(actor, name, task, at=clock())}
        assert set(shown) <= legal
        # What is legal and has no button lacks something of the task itself.
        assert legal - set(shown) <= {"submit", "claim", "drop_evidence", "strike_progress", "judge"}
        main = tree.xpath("//*[contains(@class, 'btn-primary')]/@data-act")
        first = acts.split()[0] if acts and acts.split()[0] in MAIN else ""
        assert main == ([first] if first else [])


def note(client, task) -> str:
    return page(client, f"/tugas/{task['id']}").xpath("string(//span[@class='note'])")


def test_what_is_closed_says_what_opens_it(client_as, tuntas, clock):
    task = new_task(tuntas, clock())
    chair, sekdis, dinsos = (client_as(name) for name in ("ketua.bireuen", "sekdis.bireuen", "dinsos.aceh"))
    plan = "“Ajukan ke Sekdis” terbuka setelah tindak lanjut, indikator, dan penanggung jawab terisi."
    assert note(chair, task) == plan
    report = "“Setujui dan laporkan ke pimpinan” terbuka setelah “Ajukan ke Sekdis” oleh Ketua LKKS."
    assert note(sekdis, task) == report
    do(tuntas, task, "submit", CHAIR, clock())
    opened = "“Catat kemajuan” terbuka setelah “Setujui dan laporkan ke pimpinan” oleh Sekdis."
    assert note(chair, task) == opened
    assert note(sekdis, task) == ""
    do(tuntas, task, "report", SEKDIS, clock())
    assert note(chair, task) == "“Ajukan selesai” terbuka setelah 100% dan ada bukti yang diminta."
    assert note(dinsos, task) == "“Nyatakan dilaksanakan” terbuka setelah “Ajukan selesai” oleh Ketua LKKS."


def test_the_next_step_is_one_that_can_be_taken(client_as, tuntas, clock):
    task, chair = bring(tuntas, "reported", clock()), client_as("ketua.bireuen")

    def following() -> str:
        return text(page(chair, f"/tugas/{task['id']}").xpath("//dt[.='Langkah berikut']/../dd")[0])

    assert following() == "Catat kemajuan"
    do(tuntas, task, "progress", CHAIR, clock(), **PROGRESS | {"percent": "100", "evidence": []})
    assert following() == "Tambahkan bukti"
    do(tuntas, task, "progress", CHAIR, clock())
    assert following() == "Ajukan selesai"
    do(tuntas, task, "drop_evidence", CHAIR, clock())
    assert following() == "Tambahkan bukti"


def test_the_submitter_is_told_why_approving_is_not_theirs(tuntas, clock):
    task = bring(tuntas, "draft/sekdis", clock())
    same = Actor(task["submitted_by"], SEKDIS.name, SEKDIS.role, SEKDIS.region)
    found = steps(tuntas.store, same, task, at=clock())
    assert [action.name for action in found.open] == ["return_plan"]
    assert found.note == "Yang mengajukan rencana tidak boleh menyetujuinya sendiri."


def test_the_acts_lead_to_their_pages(client_as, tuntas, clock):
    task = walked(tuntas, clock, ("submit",))
    here = f"/tugas/{task['id']}"

    def addresses(username):
        tree = page(client_as(username), here)
        return {act.get("data-act"): address(act) for act in tree.xpath("//*[@data-act]")}

    assert addresses("ketua.bireuen") == {"withdraw": f"{here}/aksi/withdraw"}
    desk = f"/persetujuan/{task['id']}"
    assert addresses("sekdis.bireuen") == {"report": desk, "return_plan": desk}
    do(tuntas, task, "report", SEKDIS, clock())
    do(tuntas, task, "progress", CHAIR, clock())
    (evidence,) = tuntas.store.find("evidence", task=task["id"])
    (report,) = tuntas.store.find("document", task=task["id"], type="laporan")
    assert addresses("ketua.bireuen") == {
        "claim": f"{here}/aksi/claim",
        "progress": f"{here}/kemajuan",
        "record_direction": f"{here}/aksi/record_direction",
        "drop_evidence": f"{here}/aksi/drop_evidence?evidence={evidence['id']}",
        "strike_progress": f"{here}/aksi/strike_progress?catatan=0",
        "record_receipt": f"{here}/tanda-terima?naskah={report['id']}",
        "ask_change": f"{here}/minta/tidak_dapat",
        "ask_help": f"{here}/aksi/ask_help",
    }
    do(tuntas, task, "claim", CHAIR, clock())
    assert addresses("dinsos.aceh") == {"verify": f"{here}/periksa", "return_claim": f"{here}/periksa"}


def test_another_regions_task_is_as_unknown_as_none(client_as, tuntas, clock):
    task = new_task(tuntas, clock(), "11.07")
    for username in ("ketua.bireuen", "sekdis.bireuen"):
        client = client_as(username)
        foreign, none = client.get(f"/tugas/{task['id']}"), client.get("/tugas/987654")
        assert foreign.status_code == none.status_code == 404
        assert unmarked(foreign.text) == unmarked(none.text)
    assert client_as("ketua.pidie").get(f"/tugas/{task['id']}").status_code == 200
    assert client_as("dinsos.aceh").get(f"/tugas/{task['id']}").status_code == 200
    assert client_as("admin").get(f"/tugas/{task['id']}").status_code == 403


def facts(tree) -> dict[str, str]:
    cells = tree.xpath("//section[@aria-label='Keadaan sekarang']//dl/div")
    return {text(cell.find("dt")): text(cell.find("dd")) for cell in cells}


def test_who_holds_it_since_when_until_when_and_what_next(client_as, tuntas, clock):
    task = bring(tuntas, "reported", clock())
    do(tuntas, task, "progress", CHAIR, clock(), **PROGRESS | {"evidence": []})
    clock.at += timedelta(days=1)
    assert facts(page(client_as("ketua.bireuen"), f"/tugas/{task['id']}")) == {
        "Tahap": "Dilaporkan ke pimpinan", "Dipegang oleh": "Anda sejak kemarin", "Tenggat": "15 Des 2026 35 hari lagi",
        "Kemajuan": "60% 60%", "Langkah berikut": "Catat kemajuan",
    }  # fmt: skip
    clock.at += timedelta(days=40)
    seen = facts(page(client_as("dinsos.aceh"), f"/tugas/{task['id']}"))
    assert seen["Dipegang oleh"] == "Ketua LKKS Kab. Bireuen sejak 9 Nov 2026"
    assert seen["Tenggat"] == "15 Des 2026 Terlambat 5 hari"


def test_who_held_it_for_how_long_is_drawn_and_adds_up(client_as, tuntas, clock):
    task = new_task(tuntas, clock())
    for days, name in ((4, "submit"), (5, "report"), (30, "progress"), (0, "claim"), (4, "return_claim")):
        clock.at += timedelta(days=days)
        task = do(tuntas, task, name, actor_for(name), clock())
    clock.at += timedelta(days=2)
    (panel,) = page(client_as("ketua.bireuen"), f"/tugas/{task['id']}").xpath("//section[@aria-labelledby='waktu']")
    words = [text(one) for one in panel.xpath(".//li")]
    assert words == ["Ketua LKKS 36", "Sekdis 5", "Dinsos Aceh 4", "Provinsi 0", "jumlah 45 hari"]
    bars = [(bar.get("class"), int(bar.get("x")), int(bar.get("width"))) for bar in panel.xpath(".//rect")]
    assert bars == [("d-k", 0, 4), ("d-s", 4, 5), ("d-k", 9, 30), ("d-d", 39, 4), ("d-k", 43, 2)]
    assert [line.get("x1") for line in panel.xpath(".//line")] == ["36"], "the deadline, 15 December"
    assert text(panel.find("p")) == (
        "5 hari lewat batas. Hari di Dinsos Aceh dan provinsi tidak dihitung. Dikembalikan 1 kali."
    )


def test_a_claim_in_time_says_so_after_the_deadline_and_who_is_behind(client_as, tuntas, clock):
    task = bring(tuntas, "reported/dinsos", clock())
    clock.at += timedelta(days=60)
    assert facts(page(client_as("ketua.bireuen"), f"/tugas/{task['id']}"))["Tenggat"] == (
        "15 Des 2026 diajukan dalam batas waktu"
    )
    seen = client_as("dinsos.aceh").get(f"/tugas/{task['id']}/periksa").text
    assert "lewat batas periksa" in seen
    assert "Terlambat" not in seen


@pytest.mark.parametrize(
    ("situation", "current"),
    [("draft", "Draf"), ("draft/sekdis", "Draf"), ("reported", "Dilaporkan ke pimpinan"),
     ("reported/dinsos", "Dilaporkan ke pimpinan"), ("implemented", "Dilaksanakan")],
)  # fmt: skip
def test_the_stage_bar_names_the_current_stage(client_as, tuntas, clock, situation, current):
    task = bring(tuntas, situation, clock())
    tree = page(client_as("ketua.bireuen"), f"/tugas/{task['id']}")
    assert texts(tree, "//ol[@class='stages']/li[@aria-current='step']/div") == [f"{current}Tahap sekarang"]
    assert texts(tree, "//ol[@class='stages']/li//b") == ["Draf", "Dilaporkan ke pimpinan", "Dilaksanakan"]


def test_the_reason_of_a_return_stands_above_the_acts(client_as, tuntas, clock):
    task = walked(tuntas, clock, ("submit", "return_plan"))
    tree = page(client_as("ketua.bireuen"), f"/tugas/{task['id']}")
    said = texts(tree, "//section[@aria-label='Keadaan sekarang']//div[contains(@class, 'callout late')]")
    assert said == ["Dikembalikan Sekdis: “Target belum menyebut jumlah mitra.”"]
    do(tuntas, task, "submit", CHAIR, clock())
    tree = page(client_as("sekdis.bireuen"), f"/tugas/{task['id']}")
    assert not tree.xpath("//section[@aria-label='Keadaan sekarang']//div[contains(@class, 'callout late')]")


def test_the_history_tells_everything_newest_first(client_as, tuntas, clock):
    task = new_task(tuntas, clock())
    moves = ("submit", "return_plan", "submit", "report", "record_direction", "progress", "drop_evidence", "progress",
             "claim", "return_claim", "progress", "claim", "verify", "reopen")  # fmt: skip
    for name in moves:
        clock.at += timedelta(hours=1)
        do(tuntas, task, name, BY.get(name, DINSOS), clock())
    tree = page(client_as("dinsos.aceh"), f"/tugas/{task['id']}")
    lines = tree.xpath("//section[@aria-labelledby='riwayat']//li")
    assert [text(line.find("b")) for line in lines] == [
        "Dibuka kembali", "Dinyatakan dilaksanakan", "Diajukan selesai", "Kemajuan dicatat: 100%, 1 bukti",
        "Pengajuan selesai dikembalikan",
        "Diajukan selesai", "Kemajuan dicatat: 100%, 1 bukti", "Bukti dihapus", "Kemajuan dicatat: 100%, 1 bukti",
        "Arahan pimpinan dicatat", "Disetujui dan dilaporkan ke pimpinan", "Diajukan ke Sekdis, revisi 2",
        "Dikembalikan", "Diajukan ke Sekdis, revisi 1", "Tugas dibagikan",
    ]  # fmt: skip
    times = [line.find("time").get("datetime") for line in lines]
    assert times == sorted(times, reverse=True)
    assert [line.get("class") or "" for line in lines] == [
        "back", "go", "", "", "back", "", "", "back", "", "", "go", "", "back", "", "go",
    ]  # fmt: skip
    assert len(tree.xpath("//section[@aria-labelledby='riwayat']/ol/li")) == 5
    assert texts(tree, "//section[@aria-labelledby='riwayat']//summary") == ["10 yang lebih lama"]
    number = tuntas.store.find("document", task=task["id"], type="laporan")[0]["number"]
    assert f"Nomor {number}, laporan" in text(lines[10])
    assert "kepada Bupati Bireuen" in text(lines[10])
    assert text(lines[12]).endswith("Target belum menyebut jumlah mitra.")
    assert text(lines[9]).startswith("Senin, 9 November 2026, pukul 14.00 Arahan pimpinan dicatat")


def test_everything_recorded_is_on_the_page(client_as, tuntas, clock):
    task = bring(tuntas, "implemented", clock())
    tree = page(client_as("sekdis.bireuen"), f"/tugas/{task['id']}")
    whole = text(tree.xpath("//main")[0])
    for words in (
        "LKS menjalin kemitraan", "Menyiapkan dan menandatangani kesepakatan", "1 (satu) kesepakatan", "Komisi A",
        "Selasa, 15 Desember 2026", "Naskah disepakati.", "Rapat persiapan", "Diterima 9 Nov 2026", "Bukti dukung (1)",
        "Belum ada arahan yang dicatat.", "Hotel Oasis Banda Aceh, 18–19 September 2026",
    ):  # fmt: skip
        assert words in whole
    documents = texts(tree, "//ul[@class='docs']/li//b")
    assert [d["title"] for d in tuntas.store.find("document", task=task["id"], order="-id")] == documents[:-1]
    assert documents[-1] == "Rencana menurut keadaan sekarang"


def test_a_withdrawn_report_says_why(client_as, tuntas, clock):
    task = walked(tuntas, clock, ("submit", "report", "progress", "claim", "verify", "reopen"))
    tree = page(client_as("ketua.bireuen"), f"/tugas/{task['id']}")
    said = texts(tree, "//ul[@class='docs']//div[contains(@class, 'callout late')]")
    assert said == ["Dicabut: Target belum menyebut jumlah mitra."] * 2


def test_a_document_in_preparation_offers_to_look_again(client_as, tuntas, clock):
    task = bring(tuntas, "draft/sekdis", clock())
    (document,) = tuntas.store.find("document", task=task["id"])
    tuntas.store.save({**document, "pending": True})
    entry = page(client_as("ketua.bireuen"), f"/tugas/{task['id']}").xpath("//ul[@class='docs']/li")[0]
    assert "Sedang disiapkan" in text(entry)
    assert entry.xpath(".//a/@href") == [f"/tugas/{task['id']}"]


def test_sharing_opens_whatsapp_with_the_configured_address(client_as, tuntas, clock):
    task = bring(tuntas, "reported", clock())
    tree = page(client_as("ketua.bireuen"), f"/tugas/{task['id']}")
    (address,) = tree.xpath("//a[@aria-label='Bagikan lewat WhatsApp']/@href")
    assert unquote(address) == (
        "https://wa.me/?text=Assalamu’alaikum. Kemajuan ditunggu, Kabupaten Bireuen: “Tanda tangani kesepakatan "
        f"kemitraan”. Batas waktu 15 Desember 2026. https://tuntas.example/tugas/{task['id']}"
    )
    assert tree.xpath("//textarea[@id='teks-wa']")[0].text == unquote(address).removeprefix("https://wa.me/?text=")
    assert tree.xpath("//section[@aria-label='Teks untuk WhatsApp']//a/@href") == [address]


def test_typed_text_is_shown_and_never_run(client_as, tuntas, clock):
    evil = "<script>alert(1)</script> & “kutip”"
    task = new_task(tuntas, clock(), title=evil, text=evil, commission=evil)
    do(tuntas, task, "submit", CHAIR, clock(), action=evil, indicator=evil, responsible=evil)
    for path in (f"/tugas/{task['id']}", "/komitmen", "/kabar", "/tugas?q=<script>"):
        tree = page(client_as("ketua.bireuen"), path)
        assert evil in text(tree.xpath("//main")[0])
        assert not [s for s in tree.xpath("//script") if "alert" in (s.text or "")]
