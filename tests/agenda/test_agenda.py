"""The register of an office's numbers: one entry for each, whichever way it was given, without gap or double."""

from __future__ import annotations

import itertools
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import chains
from tests.world.arranged import ADMIN, CHAIR, DINSOS, OTHER_SEKDIS, SEKDIS, bring, do
from tests.world.instance import START
from tests.world.one_number import one_number
from tests.world.serving import Begin
from tests.world.waiting import PATIENCE
from workflow.agenda import acts as agenda_acts
from workflow.agenda import register, start
from workflow.agenda.acts import continue_after, fill_in, reserve, use_on_paper, void
from workflow.agenda.register import Wanted
from workflow.clock import WIB
from workflow.errors import Invalid, NotAllowed, NotFound, Stale, WrongStage
from workflow.offices.offices import ensure_offices, office_of
from workflow.roles import Actor, Role
from workflow.store import Record, Store, open_store

FIRST = "400.9.12/0001/DINSOS/2026"
SECOND = "400.9.12/0002/DINSOS/2026"
PAPER = {"number": "800/77/2026", "date": "2026-11-05", "subject": "Undangan rapat", "signer": "Kepala Dinas Sosial"}
REASON = {"reason": "Undangannya tidak jadi dikirim."}


@pytest.fixture
def tuntas(tuntas: SimpleNamespace) -> SimpleNamespace:
    """One number a report: what is told of it here holds for each of two."""
    one_number(tuntas.store)
    return tuntas


@pytest.fixture
def offices(store: Store) -> Store:
    ensure_offices(store)
    return store


def entries(store: Store, region: str = "11.11", identity: str = "dinsos") -> list[Record]:
    return store.find("entry", office=office_of(store, region, identity)["id"])


def facts(entry: Record, *names: str) -> tuple:
    return tuple(entry[name] for name in names)


def document(tuntas: SimpleNamespace, task: Record, type_: str = "laporan") -> Record:
    return tuntas.store.find("document", task=task["id"], type=type_)[0]


def test_an_issued_report_makes_its_entry(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    issued, (entry,) = document(tuntas, task), entries(tuntas.store)
    assert facts(entry, "number", "ordinal", "year", "date", "status", "source", "by") == (
        FIRST, 1, 2026, "2026-11-09", "dipakai", "series", SEKDIS.name,
    )  # fmt: skip
    assert facts(entry, "document", "subject", "signer") == (issued["id"], issued["subject"], issued["signer"])
    assert entry["signer"]


def test_a_move_that_fails_leaves_no_entry(tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    with pytest.raises(Invalid):
        do(tuntas, task, "report", SEKDIS, START, number=SECOND, number_from="series")
    assert entries(tuntas.store) == []
    assert tuntas.store.peek_number("11.11/dinsos/2026") == 1


def test_another_archive_code_keeps_the_one_series(tuntas: SimpleNamespace):
    first, second = bring(tuntas, "draft/sekdis", START), bring(tuntas, "draft/sekdis", START)
    do(tuntas, first, "report", SEKDIS, START, number="", number_from="series", archive_code="000.1.5")
    do(tuntas, second, "report", SEKDIS, START)
    assert [entry["number"] for entry in entries(tuntas.store)] == ["000.1.5/0001/DINSOS/2026", SECOND]


def test_a_running_number_is_not_typed_again_under_another_code(tuntas: SimpleNamespace):
    bring(tuntas, "reported", START)
    task = bring(tuntas, "draft/sekdis", START)
    with pytest.raises(Invalid) as refused:
        do(tuntas, task, "report", SEKDIS, START, number="000.1.5/1/dinsos/2026", number_from="typed")
    assert refused.value.fields["number"] == f"Nomor urut 1 sudah ada di agenda: {FIRST} (dipakai)."


def test_a_report_can_be_issued_with_its_number_left_blank(tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    do(tuntas, task, "report", SEKDIS, START, number="", number_from="blank", archive_code="000.1.5")
    issued, (entry,) = document(tuntas, task), entries(tuntas.store)
    slot = "000.1.5/..................../DINSOS/2026"
    assert facts(entry, "number", "slot", "status", "document") == ("", slot, "ditunggu", issued["id"])
    assert issued["number"] == ""
    printed = str(tuntas.store.find("content", document=issued["id"])[0]["data"])
    assert slot in printed
    assert tuntas.store.peek_number("11.11/dinsos/2026") == 1


def test_the_written_number_is_tied_to_its_paper_which_stays_as_it_is(tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    do(tuntas, task, "report", SEKDIS, START, number="", number_from="blank")
    before, (blank,) = document(tuntas, task), entries(tuntas.store)
    done = fill_in(tuntas.store, SEKDIS, blank["id"], {"number": SECOND}, version=blank["version"], at=START)
    assert facts(done, "id", "number", "ordinal", "status") == (blank["id"], SECOND, 2, "dipakai")
    after = document(tuntas, task)
    assert after == {**before, "number": SECOND, "search": after["search"], "version": before["version"] + 1}
    assert tuntas.store.find("document", number=SECOND) == [after]
    taken = bring(tuntas, "reported", START), bring(tuntas, "reported", START)
    assert [document(tuntas, task)["number"] for task in taken] == [FIRST, "400.9.12/0003/DINSOS/2026"]
    with pytest.raises(WrongStage):
        fill_in(tuntas.store, SEKDIS, done["id"], {"number": "x"}, version=done["version"], at=START)


def test_a_number_set_aside_can_be_written_on_the_blank_paper(tuntas: SimpleNamespace):
    kept = reserve(tuntas.store, SEKDIS, {"subject": "Laporan ke Bupati"}, at=START)
    task = bring(tuntas, "draft/sekdis", START)
    do(tuntas, task, "report", SEKDIS, START, number="", number_from="blank")
    blank = entries(tuntas.store)[1]
    done = fill_in(tuntas.store, SEKDIS, blank["id"], {"number": FIRST}, version=blank["version"], at=START)
    assert [entry["id"] for entry in entries(tuntas.store)] == [kept["id"]]
    assert facts(done, "status", "document") == ("dipakai", document(tuntas, task)["id"])


def test_a_number_set_aside_is_used_by_typing_it(tuntas: SimpleNamespace):
    kept = reserve(tuntas.store, SEKDIS, {"subject": "Laporan ke Bupati"}, at=START)
    assert facts(kept, "number", "status", "subject") == (FIRST, "disediakan", "Laporan ke Bupati")
    assert register.proposed(tuntas.store, office_of(tuntas.store, "11.11", "dinsos"), START.date()) == SECOND
    task = bring(tuntas, "draft/sekdis", START)
    do(tuntas, task, "report", SEKDIS, START, number=FIRST, number_from="typed")
    (entry,) = entries(tuntas.store)
    issued = document(tuntas, task)
    assert facts(entry, "id", "status", "document", "subject") == (
        kept["id"], "dipakai", issued["id"], issued["subject"],
    )  # fmt: skip


def test_a_voided_number_is_never_used_again(offices: Store):
    kept = reserve(offices, SEKDIS, {"subject": "Undangan"}, at=START)
    gone = void(offices, SEKDIS, kept["id"], REASON, version=kept["version"], at=START)
    assert facts(gone, "status", "reason") == ("batal", REASON["reason"])
    assert reserve(offices, SEKDIS, {"subject": "Lain"}, at=START)["number"] == SECOND
    with pytest.raises(Invalid) as refused:
        use_on_paper(offices, SEKDIS, {**PAPER, "number": FIRST}, at=START)
    assert refused.value.fields["number"] == (
        f"Nomor {FIRST} sudah dibatalkan dan tidak dipakai lagi. Alasannya: {REASON['reason']}"
    )


def test_a_number_used_on_paper_is_entered_and_skipped(offices: Store):
    entry = use_on_paper(offices, SEKDIS, {**PAPER, "number": FIRST}, at=START)
    assert facts(entry, "number", "ordinal", "date", "subject", "signer", "document", "status", "source") == (
        FIRST, 1, "2026-11-05", "Undangan rapat", "Kepala Dinas Sosial", 0, "dipakai", "typed",
    )  # fmt: skip
    assert reserve(offices, SEKDIS, {"subject": "x"}, at=START)["number"] == SECOND


@pytest.mark.parametrize(
    ("act", "data", "field", "sentence"),
    [
        (use_on_paper, {**PAPER, "number": ""}, "number", "Isi nomor naskah."),
        (use_on_paper, {**PAPER, "date": "2026-11-10"}, "date", "belum tiba"),
        (use_on_paper, {**PAPER, "date": "kemarin"}, "date", "bukan tanggal yang benar"),
        (use_on_paper, {**PAPER, "signer": ""}, "signer", "Isi jabatan penanda tangan."),
        (use_on_paper, {**PAPER, "subject": "x" * 201}, "subject", "terlalu panjang"),
        (reserve, {"subject": " \u200b"}, "subject", "Isi keperluannya."),
        (reserve, {"subject": "x", "archive_code": "4" * 31}, "archive_code", "terlalu panjang"),
    ],
)
def test_what_cannot_be_entered(offices: Store, act, data: dict, field: str, sentence: str):
    with pytest.raises(Invalid) as refused:
        act(offices, SEKDIS, data, at=START)
    assert sentence in refused.value.fields[field]
    assert entries(offices) == []
    assert offices.count("event") == 0


def test_a_number_of_a_document_is_never_voided(tuntas: SimpleNamespace):
    bring(tuntas, "reported", START)
    (entry,) = entries(tuntas.store)
    with pytest.raises(WrongStage):
        void(tuntas.store, SEKDIS, entry["id"], REASON, version=entry["version"], at=START)
    assert entries(tuntas.store) == [entry]


def test_only_the_newest_version_is_voided(offices: Store):
    kept = reserve(offices, SEKDIS, {"subject": "Undangan"}, at=START)
    with pytest.raises(Stale):
        void(offices, SEKDIS, kept["id"], REASON, version=kept["version"] - 1, at=START)
    with pytest.raises(Invalid, match="paling sedikit 10 huruf"):
        void(offices, SEKDIS, kept["id"], {"reason": "salah"}, version=kept["version"], at=START)


def test_an_office_that_joins_mid_year_goes_on_from_its_own_book(offices: Store):
    use_on_paper(offices, SEKDIS, {**PAPER, "number": "400.9.12/0132/DINSOS/2026"}, at=START)
    assert continue_after(offices, SEKDIS, {"last": "130"}, at=START) == "400.9.12/0131/DINSOS/2026"
    assert (
        register.proposed(offices, office_of(offices, "11.11", "dinsos"), START.date()) == "400.9.12/0131/DINSOS/2026"
    )
    given = [reserve(offices, SEKDIS, {"subject": "Undangan"}, at=START)["ordinal"] for _ in range(3)]
    assert given == [131, 133, 134]
    (event,) = offices.find("event", chain="11.11", name="numbers_outside")
    assert event["fields"] == {"office": office_of(offices, "11.11", "dinsos")["id"], "year": 2026, "last": 130}
    assert chains.verify(offices, "11.11") == []


def test_another_office_and_the_next_year_begin_with_one(offices: Store):
    continue_after(offices, SEKDIS, {"last": "130"}, at=START)
    assert reserve(offices, CHAIR, {"subject": "Undangan"}, at=START)["ordinal"] == 1
    assert reserve(offices, OTHER_SEKDIS, {"subject": "Undangan"}, at=START)["ordinal"] == 1
    assert reserve(offices, SEKDIS, {"subject": "Undangan"}, at=START.replace(year=2027))["ordinal"] == 1


def test_a_report_takes_the_number_that_follows_the_book(tuntas: SimpleNamespace):
    continue_after(tuntas.store, SEKDIS, {"last": "130"}, at=START)
    task = bring(tuntas, "draft/sekdis", START)
    do(tuntas, task, "report", SEKDIS, START, number="400.9.12/0131/DINSOS/2026", number_from="series")
    assert document(tuntas, task)["number"] == "400.9.12/0131/DINSOS/2026"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Isi nomor terakhir."),
        ("0", "bilangan bulat dari 1 sampai 999999"),
        ("-3", "bilangan bulat dari 1 sampai 999999"),
        ("400.9.12/0130/DINSOS/2026", "bilangan bulat dari 1 sampai 999999"),
        ("1" * 5000, "terlalu panjang"),
        ("13O", "bilangan bulat dari 1 sampai 999999"),
        ("129", "sudah 130 dan hanya dapat dinaikkan"),
        ("130", "sudah 130 dan hanya dapat dinaikkan"),
    ],
)
def test_where_a_series_cannot_begin(offices: Store, typed: str, sentence: str):
    continue_after(offices, SEKDIS, {"last": "130"}, at=START)
    with pytest.raises(Invalid) as refused:
        continue_after(offices, SEKDIS, {"last": typed}, at=START)
    assert sentence in refused.value.fields["last"]
    assert reserve(offices, SEKDIS, {"subject": "Undangan"}, at=START)["ordinal"] == 131
    assert offices.count("event", name="numbers_outside") == 1


def test_a_series_that_has_given_a_number_keeps_its_start(offices: Store):
    kept = reserve(offices, SEKDIS, {"subject": "Undangan"}, at=START)
    with pytest.raises(Invalid) as refused:
        continue_after(offices, SEKDIS, {"last": "130"}, at=START)
    assert refused.value.fields["last"] == (
        f"Nomor otomatis tahun 2026 sudah berjalan: {FIRST} sudah diberikan Tuntas. "
        "Mengubah awalnya sekarang akan membuat nomor ganda."
    )
    void(offices, SEKDIS, kept["id"], REASON, version=kept["version"], at=START)
    continue_after(offices, SEKDIS, {"last": "130"}, at=START)
    assert reserve(offices, SEKDIS, {"subject": "Undangan"}, at=START)["ordinal"] == 131


def test_the_start_can_be_raised_before_the_first_number(offices: Store):
    for last in ("100", "130"):
        continue_after(offices, SEKDIS, {"last": last}, at=START)
    assert [reserve(offices, SEKDIS, {"subject": "x"}, at=START)["ordinal"] for _ in range(2)] == [131, 132]


def test_who_keeps_which_agenda(offices: Store):
    mine = reserve(offices, SEKDIS, {"subject": "Bireuen"}, at=START)
    chairs = reserve(offices, CHAIR, {"subject": "LKKS"}, at=START)
    province = reserve(offices, DINSOS, {"subject": "Aceh"}, at=START)
    assert [entry["number"] for entry in (chairs, province)] == ["0001/LKKS/XI/2026", FIRST]
    assert agenda_acts.readable(offices, DINSOS, mine["id"]) == mine
    for stranger, refusal in ((OTHER_SEKDIS, NotFound), (CHAIR, NotFound), (DINSOS, NotAllowed), (ADMIN, NotAllowed)):
        with pytest.raises(refusal):
            void(offices, stranger, mine["id"], REASON, version=mine["version"], at=START)
    with pytest.raises(NotAllowed):
        reserve(offices, ADMIN, {"subject": "x"}, at=START)


def test_every_act_by_hand_is_in_the_chain(offices: Store):
    kept = reserve(offices, SEKDIS, {"subject": "Undangan"}, at=START)
    void(offices, SEKDIS, kept["id"], REASON, version=kept["version"], at=START)
    use_on_paper(offices, SEKDIS, PAPER, at=START)
    names = [event["name"] for event in offices.find("event", chain="11.11")]
    assert names == ["number_reserved", "number_voided", "number_on_paper"]
    assert chains.verify(offices, "11.11") == []


def test_a_withdrawn_paper_keeps_its_number(tuntas: SimpleNamespace):
    task = bring(tuntas, "implemented", START)
    (entry,) = entries(tuntas.store, identity="lkks")
    assert facts(entry, "slot", "status") == ("..................../LKKS/XI/2026", "ditunggu")
    fill_in(tuntas.store, CHAIR, entry["id"], {"number": "0009/LKKS/XI/2026"}, version=entry["version"], at=START)
    do(tuntas, task, "reopen", DINSOS, START)
    (entry,) = entries(tuntas.store, identity="lkks")
    assert facts(entry, "number", "status") == ("0009/LKKS/XI/2026", "dipakai")
    assert document(tuntas, task, "pelaksanaan")["status"] == "dicabut"


def test_a_blank_number_is_voided_only_when_its_paper_no_longer_counts(tuntas: SimpleNamespace):
    task = bring(tuntas, "implemented", START)
    (entry,) = entries(tuntas.store, identity="lkks")
    with pytest.raises(WrongStage):
        void(tuntas.store, CHAIR, entry["id"], REASON, version=entry["version"], at=START)
    do(tuntas, task, "reopen", DINSOS, START)
    gone = void(tuntas.store, CHAIR, entry["id"], REASON, version=entry["version"], at=START)
    assert gone["status"] == "batal"


def test_an_lkks_can_number_its_reports_by_its_own_series(tuntas: SimpleNamespace):
    lkks = office_of(tuntas.store, "11.11", "lkks")
    tuntas.store.save({**lkks, "number_pelaksanaan": "series"})
    task = bring(tuntas, "implemented", START)
    assert document(tuntas, task, "pelaksanaan")["number"] == "0001/LKKS/XI/2026"
    assert facts(entries(tuntas.store, identity="lkks")[0], "number", "ordinal") == ("0001/LKKS/XI/2026", 1)


def test_papers_from_before_the_agenda_get_their_entries_once(tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    do(tuntas, task, "report", SEKDIS, START, number="77/SEK/2026", number_from="typed")
    bring(tuntas, "implemented", START)
    made = {identity: entries(tuntas.store, identity=identity) for identity in ("dinsos", "lkks")}
    with tuntas.store.transaction():
        for entry in [*made["dinsos"], *made["lkks"], *tuntas.store.find("setting", name="agenda")]:
            tuntas.store.delete(entry["kind"], entry["id"])
    for _ in range(2):
        register.ensure_entries(tuntas.store)
        for identity, before in made.items():
            same = [name for name in before[0] if name not in ("id", "version", "by")]
            found = entries(tuntas.store, identity=identity)
            assert [facts(e, *same) for e in found] == [facts(e, *same) for e in before]


def test_fifty_at_once_leave_no_gap(offices: Store):
    office = office_of(offices, "11.11", "dinsos")

    def take(number: int) -> str:
        with offices.transaction():
            return register.number(offices, office, Wanted(), f"Sekdis {number}", START)["number"]

    with ThreadPoolExecutor(50) as pool:
        numbers = list(pool.map(take, range(50)))
    assert sorted(numbers) == [f"400.9.12/{n:04d}/DINSOS/2026" for n in range(1, 51)]
    assert sorted(entry["ordinal"] for entry in entries(offices)) == list(range(1, 51))


TAKER = """
import sys
from datetime import datetime
from workflow.agenda import register
from workflow.clock import WIB
from workflow.offices.offices import office_of
from workflow.store import open_store
store = open_store(sys.argv[1])
office = office_of(store, "11.11", "dinsos")
for _ in range(25):
    with store.transaction():
        register.number(store, office, register.Wanted(), "Sekdis", datetime(2026, 11, 9, 9, tzinfo=WIB))
store.close()
"""


def test_two_processes_leave_no_gap(tmp_path: Path, begin: Begin):
    store = open_store(tmp_path / "two.db")
    ensure_offices(store)
    both = [begin([sys.executable, "-c", TAKER, str(tmp_path / "two.db")]) for _ in range(2)]
    assert [process.wait(PATIENCE) for process in both] == [0, 0]
    assert sorted(entry["ordinal"] for entry in entries(store)) == list(range(1, 51))
    store.close()


ORDINALS, CODES = st.integers(1, 9), st.sampled_from(["", "000.1.5"])
ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["series", "reserve"]), CODES, st.just(0)),
        st.tuples(st.sampled_from(["typed", "on_paper"]), CODES, ORDINALS),
        st.tuples(st.just("blank"), CODES, st.just(0)),
        st.tuples(st.sampled_from(["void", "fill", "outside"]), CODES, ORDINALS),
    ),
    max_size=25,
)
YEARS = itertools.count()  # a register of its own for every example


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory):
    store = open_store(tmp_path_factory.mktemp("registers") / "store.db")
    ensure_offices(store)
    yield store
    store.close()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(acts=ACTS)
def test_any_order_of_acts_keeps_numbers_unique_and_the_series_whole(registers: Store, acts: list):
    turn = next(YEARS)
    region = f"11.{turn // 100 + 1:02d}"
    at = datetime(2000 + turn % 100, 6, 1, 9, tzinfo=WIB)
    clerk, office = Actor(1, "Sekdis", Role.SEKDIS, region), office_of(registers, region, "dinsos")
    series: list[int] = []
    for act in acts:
        before = registers.find("entry", office=office["id"], year=at.year)
        try:
            done = one_act(registers, clerk, office, at, before, *act)
        except (Invalid, WrongStage):
            assert registers.find("entry", office=office["id"], year=at.year) == before
            continue
        if act[0] in ("series", "reserve"):
            series.append(done["ordinal"])
    found = registers.find("entry", office=office["id"], year=at.year)
    numbers = [entry["number"] for entry in found if entry["number"]]
    ordinals = [entry["ordinal"] for entry in found if entry["ordinal"]]
    assert len(set(numbers)) == len(numbers)
    assert len(set(ordinals)) == len(ordinals)
    assert series == sorted(set(series))
    counter, last = start.run(registers, office, at.date())
    assert set(range(last + 1, last + registers.peek_number(counter))) <= set(ordinals)
    live = [entry["ordinal"] for entry in found if entry["source"] == "series" and entry["status"] != "batal"]
    assert all(ordinal > last for ordinal in live)


def one_act(
    store: Store, clerk: Actor, office: Record, at: datetime, there: list[Record], name: str, code: str, n: int
) -> Record:
    number = f"{code or '400.9.12'}/{n:04d}/DINSOS/{at.year}"
    if name == "reserve":
        return reserve(store, clerk, {"subject": "Undangan", "archive_code": code}, at=at)
    if name == "on_paper":
        return use_on_paper(store, clerk, {**PAPER, "number": number, "date": f"{at.year}-01-02"}, at=at)
    if name == "outside":
        return {"number": continue_after(store, clerk, {"last": str(n)}, at=at)}
    if name in ("void", "fill"):
        if not there:
            raise Invalid({"number": "nothing there"})
        entry = there[n % len(there)]
        if name == "void":
            return void(store, clerk, entry["id"], REASON, version=entry["version"], at=at)
        return fill_in(store, clerk, entry["id"], {"number": number}, version=entry["version"], at=at)
    with store.transaction():
        return register.number(store, office, Wanted(name, number if n else "", code), clerk.name, at)
