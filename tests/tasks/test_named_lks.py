"""LKS that a plan names: from the register of its own region, kept in step with the task, and as it is on the day."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.world.arranged import CHAIR, DINSOS, SEKDIS, bring, do, new_task
from tests.world.instance import START
from tests.world.institutions import ended, graded, recorded, registered, several
from workflow.errors import Invalid
from workflow.lks import chosen
from workflow.tasks import named_lks
from workflow.tasks.named_lks import offered, on_paper, told, with_ids

LATER = START + timedelta(days=1)


def roles(tuntas: SimpleNamespace, task: dict) -> list[tuple[int, str, str, str]]:
    rows = tuntas.store.find("lks_role", task=task["id"])
    return [(row["lks"], row["role"], row["region"], row["implemented"]) for row in rows]


def named(tuntas: SimpleNamespace, situation: str = "draft", role: str = "mitra") -> tuple[dict, dict]:
    """A task that names an LKS, brought into a situation, and that LKS."""
    lks = recorded(tuntas.store, START, "LKSA Contoh", **registered("2027-05-06"), **graded("B", "2028-01-01"))
    task = do(tuntas, new_task(tuntas, START), "edit_plan", CHAIR, START, lks={lks["uid"]: role})
    for name in {"draft": (), "implemented": ("submit", "report", "progress", "claim", "verify")}[situation]:
        task = do(tuntas, task, name, {"report": SEKDIS, "verify": DINSOS}.get(name, CHAIR), START)
    return task, lks


def test_a_plan_keeps_uid_name_and_role_and_the_narrow_row(tuntas: SimpleNamespace):
    task, lks = named(tuntas)
    assert task["lks"] == [{"uid": lks["uid"], "name": "LKSA Contoh", "role": "mitra"}]
    assert roles(tuntas, task) == [(lks["id"], "mitra", "11.11", "")]
    (event,) = tuntas.store.find("event", task=task["id"], name="edit_plan")
    assert event["fields"]["plan"]["lks"] == "LKSA Contoh (mitra)"


def kept_numbers(tuntas: SimpleNamespace, lks: dict) -> set[int]:
    """How many tasks name it, as its rows keep it for lists that are sorted by it."""
    rows = tuntas.store.find("lks_state", lks=lks["id"])
    assert len({row["named"] for row in rows}) == 1
    return {int(row["named"].partition(" ")[0] or 0) for row in rows}


def test_how_many_tasks_name_it_is_kept_with_its_states(tuntas: SimpleNamespace):
    task, lks = named(tuntas)
    assert kept_numbers(tuntas, lks) == {1}
    other = do(tuntas, new_task(tuntas, START), "edit_plan", CHAIR, START, lks={lks["uid"]: "pelaksana"})
    other = do(tuntas, other, "submit", CHAIR, START)
    assert kept_numbers(tuntas, lks) == {2}
    do(tuntas, task, "cancel", DINSOS, START)
    assert kept_numbers(tuntas, lks) == {1}
    unnamed = recorded(tuntas.store, START, "LKSA Lain")
    assert kept_numbers(tuntas, unnamed) == {0}
    assert [one["name"] for one in chosen.listed(tuntas.store, CHAIR, {"urut": "-tugas"}, "2026-11-09")] == [
        "LKSA Contoh", "LKSA Lain",
    ]  # fmt: skip


def test_a_move_that_says_nothing_of_them_leaves_them(tuntas: SimpleNamespace):
    task, lks = named(tuntas)
    row = tuntas.store.find("lks_role", task=task["id"])
    task = do(tuntas, task, "submit", CHAIR, LATER)
    assert told(task["lks"]) == "LKSA Contoh (mitra)"
    assert tuntas.store.find("lks_role", task=task["id"]) == row, "what is as it was is not written again"


def test_the_row_says_the_day_of_implementing_and_forgets_it_on_reopening(tuntas: SimpleNamespace):
    task, lks = named(tuntas, "implemented", "pelaksana")
    assert roles(tuntas, task) == [(lks["id"], "pelaksana", "11.11", "2026-11-09")]
    do(tuntas, task, "undo_verify", DINSOS, START)
    assert roles(tuntas, task) == [(lks["id"], "pelaksana", "11.11", "")]
    task = do(tuntas, task, "verify", DINSOS, LATER)
    assert roles(tuntas, task) == [(lks["id"], "pelaksana", "11.11", "2026-11-10")]
    do(tuntas, task, "reopen", DINSOS, LATER)
    assert roles(tuntas, task) == [(lks["id"], "pelaksana", "11.11", "")]


def test_a_task_that_counts_no_more_names_nobody_in_the_rows(tuntas: SimpleNamespace):
    task, _ = named(tuntas)
    do(tuntas, task, "cancel", DINSOS, START)
    assert roles(tuntas, task) == []


def test_a_transfer_leaves_none_at_either_end(tuntas: SimpleNamespace):
    task, lks = named(tuntas)
    for name, who in (
        ("submit", CHAIR),
        ("report", SEKDIS),
        ("ask_change to Pidie", CHAIR),
        ("support_change", SEKDIS),
    ):
        task = do(tuntas, task, name, who, START)
    task = do(tuntas, task, "grant_transfer", DINSOS, START)
    assert (roles(tuntas, task), task["lks"][0]["uid"]) == ([], lks["uid"])
    new = tuntas.store.get("task", task["moved_to"])
    assert (new["region"], new["lks"], roles(tuntas, new)) == ("11.07", [], [])


@pytest.mark.parametrize("region", ["11.07", ""])
def test_another_regions_lks_is_refused_like_an_unknown_one(tuntas: SimpleNamespace, region: str):
    uid = recorded(tuntas.store, START, "LKSA Tetangga", region)["uid"] if region else "0123456789abcdef"
    task = new_task(tuntas, START)
    with pytest.raises(Invalid) as refused:
        do(tuntas, task, "edit_plan", CHAIR, START, lks={uid: "mitra"})
    assert refused.value.fields == {"lks": "LKS itu tidak ada, atau bukan LKS kabupaten/kota Anda. Pilih dari daftar."}
    assert tuntas.store.count("lks_role") == 0


def test_an_unknown_role_is_refused(tuntas: SimpleNamespace):
    lks = recorded(tuntas.store, START, "LKSA Contoh")
    with pytest.raises(Invalid) as refused:
        do(tuntas, new_task(tuntas, START), "edit_plan", CHAIR, START, lks={lks["uid"]: "ketua"})
    assert refused.value.fields == {"lks": "Pilih peran LKS dari daftar."}


def test_one_that_ended_cannot_be_named_anew_and_stays_where_it_is_named(tuntas: SimpleNamespace):
    task, lks = named(tuntas)
    ended(tuntas.store, START, lks, "2026-11-09")
    kept = do(tuntas, task, "edit_plan", CHAIR, START, lks={lks["uid"]: "sasaran"})
    assert told(kept["lks"]) == "LKSA Contoh (sasaran)"
    with pytest.raises(Invalid):
        do(tuntas, new_task(tuntas, START), "edit_plan", CHAIR, START, lks={lks["uid"]: "mitra"})


def test_a_merged_one_means_the_one_that_goes_on(tuntas: SimpleNamespace):
    task, lks = named(tuntas)
    winner = recorded(tuntas.store, START, "LKSA Pemenang", **registered("2027-05-06"))
    ended(tuntas.store, START, lks, "2026-11-09", into=winner["uid"])
    task = do(tuntas, task, "submit", CHAIR, START)
    assert roles(tuntas, task) == [(winner["id"], "mitra", "11.11", "")]
    assert on_paper(tuntas.store, task, "2026-11-09") == (
        "LKSA Pemenang (terdaftar s.d. 6 Mei 2027, belum terakreditasi) sebagai mitra",
    )


def test_one_that_went_into_another_regions_is_told_as_it_was(tuntas: SimpleNamespace):
    """Neither the name nor the papers of what it is now are for its old region, nor an address unknown there."""
    task, lks = named(tuntas)
    winner = recorded(tuntas.store, START, "LKSA Rahasia", "11.07", **registered("2029-05-06"))
    ended(tuntas.store, START, lks, "2026-11-09", into=winner["uid"])
    said = "LKSA Contoh (digabung 9 November 2026) sebagai mitra"
    assert with_ids(tuntas.store, task, "2026-11-09") == [(said, lks["id"])]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-09", "LKSA Contoh (terdaftar s.d. 6 Mei 2027, akreditasi B) sebagai mitra"),
        ("2027-03-01", "LKSA Contoh (AKAN BERAKHIR 6 Mei 2027, akreditasi B) sebagai mitra"),
        (
            "2027-08-01",
            "LKSA Contoh (KEDALUWARSA 6 Mei 2027, akreditasi B, AKAN BERAKHIR 1 Januari 2028) sebagai mitra",
        ),
        ("2028-02-01", "LKSA Contoh (KEDALUWARSA 6 Mei 2027, akreditasi KEDALUWARSA 1 Januari 2028) sebagai mitra"),
    ],
)
def test_it_is_worded_as_it_is_on_the_day(tuntas: SimpleNamespace, day: str, said: str):
    task, _ = named(tuntas)
    assert on_paper(tuntas.store, task, day) == (said,)


def test_a_long_register_is_searched_and_a_short_one_shown(tuntas: SimpleNamespace):
    several(tuntas.store, START, named_lks.SHOWN)
    recorded(tuntas.store, START, "LKSA Tetangga", "11.07")
    found, total = offered(tuntas.store, "11.11", "")
    assert ([lks["name"] for lks in found][:2], total) == (["LKSA Contoh 01", "LKSA Contoh 02"], named_lks.SHOWN)
    recorded(tuntas.store, START, "Yayasan Harapan")
    assert offered(tuntas.store, "11.11", "") == ([], named_lks.SHOWN + 1)
    for words in ("harapan", "Yay. Harapan", "YAYASAN"):
        assert [lks["name"] for lks in offered(tuntas.store, "11.11", words)[0]] == ["Yayasan Harapan"]
    assert offered(tuntas.store, "11.11", "tetangga") == ([], 0)


def test_another_plan_is_asked_for_with_other_lks_and_granted(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    lks = recorded(tuntas.store, START, "LKSA Contoh", **registered("2027-05-06"))
    asked = {"kind": "rencana", "lks": {lks["uid"]: "pelaksana"}, "evidence": []}
    task = do(tuntas, task, "ask_change", CHAIR, START, **asked)
    assert (task["lks"], told(task["request"]["proposed"]["lks"])) == ([], "LKSA Contoh (pelaksana)")
    task = do(tuntas, do(tuntas, task, "support_change", SEKDIS, START), "grant_change", DINSOS, START)
    assert (told(task["lks"]), roles(tuntas, task)) == (
        "LKSA Contoh (pelaksana)", [(lks["id"], "pelaksana", "11.11", "")],
    )  # fmt: skip
    (addendum,) = tuntas.store.find("document", task=task["id"], type="adendum")
    (content,) = tuntas.store.find("content", document=addendum["id"])
    assert "LKSA Contoh (terdaftar s.d. 6 Mei 2027, belum terakreditasi) sebagai pelaksana" in str(content)
