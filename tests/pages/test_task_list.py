"""The task list: every count equals its list, filters combine, search finds, pages neither repeat nor leave out."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import seeded
from tests.world.arranged import OUTCOME, SEKDIS, bring, do, new_task
from tests.world.pages_read import links, listed, page, text, texts
from workflow.agenda.acts import fill_in
from workflow.rakor.recording import save_outcome
from workflow.roles import Actor, Role
from workflow.tasks import filters, searching
from workflow.tasks.kept_days import late_now

TODAY = "2026-11-09"
CHAIR = Actor(1, "Ketua", Role.CHAIR, "11.11")
DINSOS = Actor(2, "Dinsos", Role.DINSOS)


def expected(store, **keep) -> list[int]:
    """Ids of the tasks for which every value of ``keep`` (a predicate or a value by field) holds, looked up by hand."""
    return sorted(
        task["id"]
        for task in store.find("task")
        if all(value(task) if callable(value) else task.get(field, "") == value for field, value in keep.items())
    )


@pytest.fixture
def demo_store(demo_app):
    return demo_app.extensions["tuntas"].store


def test_each_filter_lists_exactly_what_it_says(demo_as, demo_store):
    client = demo_as("dinsos.aceh")
    rakor = seeded.under_way(demo_store)
    outcome = rakor["outcomes"][4]["uid"]
    cases = {
        "": {},
        "tahap=draft": {"stage": "draft"},
        "tahap=reported": {"stage": "reported", "closed": ""},
        "tahap=tidak_dapat": {"closed": "tidak_dapat"},
        "tahap=implemented": {"stage": "implemented"},
        "menunggu=sekdis": {"waits_for": "sekdis"},
        "menunggu=dinsos": {"waits_for": "dinsos"},
        "menunggu=ketua": {"waits_for": "", "open": True},
        "tahap=reported&menunggu=ketua": {"stage": "reported", "waits_for": "", "closed": ""},
        "wilayah=11.07": {"region": "11.07"},
        f"rakor={rakor['id']}": {"rakor": rakor["id"]},
        f"rakor={rakor['id']}&butir={outcome}": {"outcome": outcome},
        "terlambat=1": {"late_after": lambda task: late_now(task, TODAY)},
        "wilayah=11.07,11.11": {"region": lambda task: task["region"] in ("11.07", "11.11")},
        "dari=2026-10-01": {"deadline": lambda task: task["deadline"] >= "2026-10-01"},
        "sampai=2026-11-30": {"deadline": lambda task: "" < task["deadline"] <= "2026-11-30"},
        "dari=2026-10-01&sampai=2026-12-31&terlambat=1": {
            "deadline": lambda task: task["deadline"] >= "2026-10-01" and late_now(task, TODAY)
        },
        "q=kemitraan": {"search": lambda task: "kemitraan" in task["search"]},
    }
    for query, keep in cases.items():
        told, rows = listed(client, f"/tugas?{query}")
        wanted = expected(demo_store, cancelled=False, **keep)
        assert (query, sorted(rows), told) == (query, wanted, len(wanted))
        assert wanted, query


def test_all_combinations_count_what_they_list(demo_store):
    stages, holders = ["", "draft", "reported", "implemented"], ["", "ketua", "sekdis", "dinsos"]
    for actor, stage, holder, late, words in product([CHAIR, DINSOS], stages, holders, ["", "1"], ["", "LKS"]):
        asked = filters.accepted(demo_store, {"tahap": stage, "menunggu": holder, "terlambat": late, "q": words}, actor)
        found = filters.tasks(demo_store, actor, asked, TODAY, limit=1000)
        assert filters.count(demo_store, actor, asked, TODAY) == len(found)
        assert all(not late or late_now(task, TODAY) for task in found)
        urgent = filters.most_urgent(demo_store, actor, asked, TODAY, 1000)
        assert sorted(task["id"] for task in urgent) == sorted(task["id"] for task in found)


def test_a_kabupaten_sees_its_own_tasks_whatever_it_asks_for(demo_as, demo_store):
    client = demo_as("sekdis.bireuen")
    own = expected(demo_store, region="11.11", cancelled=False)
    for query in ("", "?wilayah=11.07", "?wilayah=11.11"):
        assert sorted(listed(client, f"/tugas{query}")[1]) == own
    assert "Kabupaten/kota" not in texts(page(client, "/tugas"), "//label")


def in_order(tasks, key) -> list[int]:
    """Ids of the tasks that are listed, by ``key``; ties by id, and at the end the newest first, as the store does."""
    listed_ones = [task for task in tasks if not task.get("cancelled")]
    newest = sorted(listed_ones, key=lambda task: (task["since"], task["id"]), reverse=True)
    empty = [task for task in newest if key(task)[0] is True]
    return [task["id"] for task in sorted((t for t in newest if key(t)[0] is not True), key=lambda t: (key(t), t["id"]))
            ] + [task["id"] for task in empty]  # fmt: skip


SORTED = {  # column -> what it is sorted by; (True, …) where that is missing
    "judul": lambda task: (task["title"],),
    "wilayah": lambda task: (task["region"],),
    "rakor": lambda task: (task["rakor"],),
    "tenggat": lambda task: (not task["deadline"], task["deadline"]),
}


def test_each_head_sorts_the_whole_list_and_its_file(demo_as, demo_store):
    client, tasks = demo_as("dinsos.aceh"), demo_store.find("task")
    for name, key in SORTED.items():
        assert listed(client, f"/tugas?urut={name}")[1] == in_order(tasks, key), name
    up, down = (listed(client, f"/tugas?urut={sign}wilayah")[1] for sign in ("", "-"))
    assert down == up[::-1]
    stages = [demo_store.get("task", id)["stage"] for id in listed(client, "/tugas?urut=-tahap&rakor=3")[1]]
    assert [stage for n, stage in enumerate(stages) if stage not in stages[:n]] == ["implemented", "reported", "draft"]
    assert stages == sorted(stages, key=["implemented", "reported", "draft"].index)
    rows = client.get("/tugas.csv?urut=judul&tahap=draft").text.splitlines()[1:]
    assert rows
    assert [f"T{id}" for id in listed(client, "/tugas?urut=judul&tahap=draft")[1]] == [
        row.split(";")[-1] for row in rows if row.split(";")[-1][:1] == "T"
    ]


def test_a_head_tells_its_direction_and_turns_it(demo_as):
    client = demo_as("dinsos.aceh")
    heads = {text(head): head for head in page(client, "/tugas?tahap=draft").xpath("//thead//th")}
    assert {words: head.get("aria-sort") for words, head in heads.items()} == {
        "Tugas": None, "Kabupaten/kota": None, "Rakor": None, "Tahap": None, "Dipegang": None, "Tenggat": None,
        "Terlambat": "descending",
    }  # fmt: skip
    assert heads["Tenggat"].find("a").get("href") == "/tugas?tahap=draft&urut=tenggat"
    tree = page(client, "/tugas?tahap=draft&urut=tenggat")
    (head,) = tree.xpath("//th[@aria-sort='ascending']")
    assert (text(head), head.find("a").get("href")) == ("Tenggat", "/tugas?tahap=draft&urut=-tenggat")
    assert texts(tree, "//ul[contains(@class, 'in-use')]//a") == ["Tahap: Draf", "Hapus semua saringan"]
    assert tree.xpath("//select[@name='urut']/option[@selected]/@value") == ["tenggat"]
    assert page(client, "/tugas?urut=lain").xpath("//th[@aria-sort='descending']")


@pytest.mark.parametrize("who", ["ketua.bireuen", "sekdis.bireuen", "dinsos.aceh"])
def test_each_chip_counts_its_list(demo_as, who):
    client = demo_as(who)
    chips = page(client, "/tugas").xpath("//ul[contains(@class, 'pills')]//a")
    assert 3 <= len(chips) <= 6
    for chip in chips[1:]:
        assert str(listed(client, chip.get("href"))[0]) == chip.findtext("b"), text(chip)
        assert page(client, chip.get("href")).xpath("//ul[contains(@class, 'pills')]//a[@aria-current]/@href") == [
            chip.get("href")
        ]


def test_a_rakor_does_not_hide_what_is_late_elsewhere(demo_as, demo_store):
    client = demo_as("dinsos.aceh")
    here, late = seeded.last_years(demo_store)["id"], set(listed(client, "/tugas?terlambat=1")[1])
    (line,) = page(client, f"/tugas?rakor={here}").xpath("//a[contains(., 'terlambat di rakor lain')]")
    number, rows = listed(client, line.get("href"))
    assert set(rows) == {id for id in late if demo_store.get("task", id)["rakor"] != here}
    assert text(line) == f"{number} terlambat di rakor lain"
    assert number
    assert page(client, "/tugas").xpath("//a[contains(., 'terlambat di rakor lain')]") == []


def test_what_is_due_within_a_week_is_counted_from_today_and_only_when_open(demo_as, demo_store):
    client = demo_as("dinsos.aceh")
    wanted = expected(
        demo_store, cancelled=False, open=True, deadline=lambda task: TODAY <= task["deadline"] <= "2026-11-16"
    )
    assert sorted(listed(client, "/tugas?tempo=7")[1]) == wanted
    assert wanted
    assert listed(client, "/tugas?tempo=7&sampai=2026-11-01") == (0, [])


def test_pages_cover_everything_once_in_order(demo_as, demo_store):
    told, rows = listed(demo_as("dinsos.aceh"), "/tugas")
    assert told == len(rows) == len(set(rows)) > 100
    tasks = {task["id"]: task for task in demo_store.find("task")}
    assert rows == in_order(tasks.values(), lambda task: (not task["late_after"], task["late_after"]))
    done = [tasks[id]["since"] for id in listed(demo_as("dinsos.aceh"), "/tugas?tahap=implemented")[1]]
    assert done == sorted(done, reverse=True)
    late = [tasks[id]["late_after"] for id in listed(demo_as("dinsos.aceh"), "/tugas?terlambat=1")[1]]
    assert late == sorted(late)
    waiting = [tasks[id]["since"] for id in listed(demo_as("dinsos.aceh"), "/tugas?menunggu=sekdis")[1]]
    assert waiting == sorted(waiting)


def test_search_ignores_case_and_takes_signs_as_letters(client_as, tuntas, clock):
    new_task(tuntas, clock(), title="Usulkan 100% dukungan_dana")
    new_task(tuntas, clock(), title="Usulkan 1000 dukungan dana")
    client = client_as("ketua.bireuen")
    counts = {q: listed(client, f"/tugas?q={q}")[0] for q in ("USULKAN", "100%25", "dukungan_", "tidak ada", "%20%20")}
    assert counts == {"USULKAN": 2, "100%25": 1, "dukungan_": 1, "tidak ada": 0, "%20%20": 2}


def test_words_are_found_in_any_order_and_in_any_field(client_as, tuntas, clock):
    task = new_task(tuntas, clock(), title="Usulkan dukungan dana", text="LKS di kecamatan diusulkan.")
    do(tuntas, task, "edit_plan", CHAIR, clock(), responsible="Bappeda")
    new_task(tuntas, clock(), title="Usulkan relawan")
    client = client_as("ketua.bireuen")
    for q, count in {
        "dana usulkan": 1, "DANA  LKS usulkan": 1, "bappeda kecamatan": 1, "dana relawan": 0, "usulkan": 2, "dana,": 1,
        "“dana” (usulkan)": 1,
    }.items():  # fmt: skip
        assert (q, listed(client, f"/tugas?q={q}")[0]) == (q, count)


def test_a_number_and_a_place_find_tasks(client_as, tuntas, clock):
    pidie = new_task(tuntas, clock(), region="11.07", title="Data LKS")
    task = do(tuntas, bring(tuntas, "draft/sekdis", clock()), "report", SEKDIS, clock())
    client = client_as("dinsos.aceh")
    found = {q: listed(client, f"/tugas?q={q}")[1] for q in (
        "400.9.12/0001/DINSOS/2026", "0001/dinsos", "Kab. Bireuen", "bireuen kesepakatan", "pidie", "butir 1 pidie",
    )}  # fmt: skip
    assert found == {
        **dict.fromkeys(found, [task["id"]]), "pidie": [pidie["id"]], "butir 1 pidie": [pidie["id"]],
    }  # fmt: skip


def test_a_number_that_was_filled_in_later_finds_the_task(client_as, tuntas, clock):
    task = do(tuntas, bring(tuntas, "draft/sekdis", clock()), "report", SEKDIS, clock(), number_from="blank")
    letter, report = tuntas.store.find("entry")
    for blank, number in ((letter, "0044"), (report, "0045")):
        data = {"number": f"400.9.12/{number}/DINSOS/2026"}
        fill_in(tuntas.store, SEKDIS, blank["id"], data, version=blank["version"], at=clock())
        assert listed(client_as("dinsos.aceh"), f"/tugas?q={number}/dinsos")[1] == [task["id"]]
    do(tuntas, task, "progress", CHAIR, clock())
    rakor = tuntas.store.get("rakor", task["rakor"])
    why = {"reason": "Judul singkatnya keliru."}
    outcome = {**OUTCOME, "title": "Kemitraan", **why}
    uid = rakor["outcomes"][0]["uid"]
    save_outcome(tuntas.store, DINSOS, rakor["id"], uid, outcome, version=rakor["version"], at=clock())
    assert listed(client_as("dinsos.aceh"), "/tugas?q=kemitraan 0044")[1] == [task["id"]], "kept when it is edited"


def test_tasks_of_an_earlier_version_are_found_as_well(tuntas, clock):
    task = do(tuntas, bring(tuntas, "draft/sekdis", clock()), "report", SEKDIS, clock())
    tuntas.store.save({**task, "search": "lama"})
    for setting in tuntas.store.find("setting", name=searching.SEARCHED):
        tuntas.store.delete("setting", setting["id"])
    searching.search_again(tuntas.store)
    (found,) = tuntas.store.find("task")
    assert found["search"] == task["search"]
    searching.search_again(tuntas.store)
    assert tuntas.store.find("task") == [found]


def test_cancelled_tasks_are_only_listed_when_asked_for(client_as, tuntas, clock):
    task = bring(tuntas, "cancelled", clock())
    client = client_as("dinsos.aceh")
    assert listed(client, "/tugas") == (0, [])
    assert listed(client, "/tugas?dibatalkan=1") == (1, [task["id"]])


def test_filters_in_use_are_named_and_each_can_be_taken_off(demo_as, demo_store):
    rakor = seeded.last_years(demo_store)
    outcome = rakor["outcomes"][1]
    query = f"tahap=draft&menunggu=sekdis&wilayah=11.11&rakor={rakor['id']}&butir={outcome['uid']}&terlambat=1&q=rapat"
    tree = page(demo_as("dinsos.aceh"), f"/tugas?{query}&dibatalkan=1")
    used = links(tree, "//ul[contains(@class, 'in-use')]//a")
    assert list(used) == [
        "Tahap: Draf", "Di tangan: Sekdis", "Kabupaten Bireuen", f"Rakor: {rakor['title']}",
        f"Butir: 2. {outcome['title']}", "Terlambat", "Dibatalkan", "Kata: “rapat”", "Hapus semua saringan",
    ]  # fmt: skip
    assert used["Tahap: Draf"] == "/tugas?" + query.removeprefix("tahap=draft&").replace("&q=", "&dibatalkan=1&q=")
    assert used["Hapus semua saringan"] == "/tugas"
    assert tree.xpath("//main//input[@name='q']/@value") == ["rapat"]
    assert tree.xpath("//select/option[@selected]/@value") == ["draft", "sekdis", "11.11", str(rakor["id"])]
    assert tree.xpath("//input[@type='checkbox'][@checked]/@name") == ["terlambat", "dibatalkan"]
    assert texts(tree, "//div[contains(@class, 'empty')]/h2") == ["Tidak ada tugas yang cocok"]


def test_filters_that_mean_nothing_are_said_and_left_out(demo_as):
    client = demo_as("ketua.bireuen")
    tree = page(client, "/tugas?tahap=selesai&rakor=-1&terlambat=ya&menunggu=&q=LKS")
    note = "Saringan pada alamat ini tidak dikenal, jadi tidak dipakai: rakor “-1”, tahap “selesai”, terlambat “ya”."
    assert texts(tree, "//div[@class='callout wait']") == [note]
    assert listed(client, "/tugas?tahap=selesai&q=LKS") == listed(client, "/tugas?q=LKS")


@pytest.mark.parametrize("username", ["ketua.bireuen", "sekdis.bireuen", "dinsos.aceh"])
def test_an_empty_list_says_what_comes_next(client_as, username):
    assert texts(page(client_as(username), "/tugas"), "//h2") == ["Belum ada tugas"]


def test_the_list_is_not_for_the_admin(client_as):
    assert client_as("admin").get("/tugas").status_code == 403


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # only read
@given(args=st.dictionaries(st.sampled_from([*filters.KNOWN, "lain"]), st.text(max_size=120)))
def test_whatever_stands_in_an_address_becomes_filters_that_mean_something(demo_store, args):
    for actor in (CHAIR, DINSOS):
        asked = filters.accepted(demo_store, args, actor)
        assert filters.accepted(demo_store, asked, actor) == asked
        assert set(asked) <= set(args)
        assert filters.where(asked, CHAIR, TODAY)["region"] == "11.11"


def test_a_done_task_tells_the_day_on_which_the_work_was_finished(client_as, tuntas, clock):
    task = bring(tuntas, "reported/dinsos", clock())
    clock.at += timedelta(days=5)
    do(tuntas, task, "verify", DINSOS, clock())
    assert "Selesai 9 Nov 2026" in texts(page(client_as("dinsos.aceh"), "/tugas"), "//main")[0]
