"""The nota dinas of a report about many outcomes: counts, ranges, the points that ask, and all of it on one page."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from documents.compose.parts.counted_cover import numbers
from documents.pdf import writer
from documents.report.blocks import NumberedList, Table
from tests.world.desk import POOR_PLAN, RICH_OUTCOME, RICH_RAKOR, Desk, at, blocks, desk, report_of, said
from workflow.errors import Invalid
from workflow.papers.publishing import Frozen
from workflow.store import Store
from workflow.tasks import asking

COVER, BODY = 0, 1
COMMISSIONS = ("A – Kelembagaan", "B – Pelayanan", "C – Kemitraan")


def of(store: Store, count: int) -> Desk:
    """So many outcomes in three commissions; those whose number ends in 3 have no deadline yet."""
    outcomes = [
        {**RICH_OUTCOME, "title": f"Pendataan LKS tahap {no}", "text": f"LKS didata pada tahap {no}.",
         "commission": COMMISSIONS[(no - 1) * 3 // count], "deadline": "" if no % 10 == 3 else "2023-12-15"}
        for no in range(1, count + 1)
    ]  # fmt: skip
    return desk(store, "11.11", RICH_RAKOR, *outcomes)


def reported(made: Desk, budgets: dict[int, str] | None = None, **data: Any) -> Frozen:
    tasks = range(1, len(made.others) + 2)
    made.all_submitted(at(9, 20), *({**POOR_PLAN, "budget": (budgets or {}).get(no, "")} for no in tasks))
    return made.all_reported(at(9, 25), addressee="Bupati Bireuen", **data)


def test_it_counts_by_commission_and_quotes_nothing(store: Store) -> None:
    frozen = reported(of(store, 23), {1: "Rp6.400.000,00", 9: "Rp2.500.000,00", 20: "menunggu arahan"})
    (table,) = blocks(frozen, Table, COVER)
    assert [row.cells for row in table.rows] == [
        ("1", "A – Kelembagaan", "1–8", "8", "Rp6.400.000,00"),
        ("2", "B – Pelayanan", "9–16", "8", "Rp2.500.000,00"),
        ("3", "C – Kemitraan", "17–23", "7", "– *)"),
        ("", "Jumlah", "1–23", "23", "Rp8.900.000,00"),
    ]
    assert "*) tidak termasuk butir 20, yang anggarannya bukan satu jumlah." in said(frozen, COVER)
    assert "didata pada tahap" not in said(frozen, COVER)
    assert "Laporan terlampir memuat 23 (dua puluh tiga) dari 23 butir, yaitu butir 1–23:" in said(frozen, COVER)
    assert ", butir 1–23" in said(frozen, BODY)


def test_without_a_choice_it_asks_where_no_date_is_set(store: Store) -> None:
    frozen = reported(of(store, 23))
    lists = blocks(frozen, NumberedList, COVER)
    assert [found.items for found in lists[1:]] == [
        ("3 (tiga) butir memerlukan arahan Bapak/Ibu mengenai:",),
        ("batas waktu pendataan LKS tahap 3 (butir 3);", "batas waktu pendataan LKS tahap 13 (butir 13); dan",
         "batas waktu pendataan LKS tahap 23 (butir 23)."),
    ]  # fmt: skip


def test_the_points_that_were_ticked_are_named_in_order(store: Store) -> None:
    made = of(store, 8)
    ids = (made.task_id, *made.others)
    frozen = reported(made, asking=f"{ids[6]},{ids[1]}")
    assert blocks(frozen, NumberedList, COVER)[-1].items == (
        "pendataan LKS tahap 2 (butir 2); dan", "pendataan LKS tahap 7 (butir 7).",
    )  # fmt: skip
    (paper,) = made.store.find("document", type="disposisi")
    content = made.store.first("content", document=paper["id"])
    assert "Pendataan LKS tahap 7 (butir 7)" in str(content["data"])


def test_more_than_five_are_told_by_their_numbers(store: Store) -> None:
    made = of(store, 8)
    ids = (made.task_id, *made.others)
    frozen = reported(made, asking=",".join(map(str, ids[:6])))
    assert blocks(frozen, NumberedList, COVER)[-1].items == (
        "6 (enam) butir memerlukan arahan Bapak/Ibu mengenai pelaksanaan rencana tindak lanjut butir 1–6 sebagaimana "
        "Lampiran.",
    )


def test_none_ticked_asks_for_the_whole(store: Store) -> None:
    frozen = reported(of(store, 8), asking="")
    assert blocks(frozen, NumberedList, COVER)[-1].items == (
        "Sehubungan dengan hal tersebut, kami mohon arahan Bapak/Ibu mengenai pelaksanaan rencana tindak lanjut "
        "sebagaimana Lampiran.",
    )


def test_what_is_none_of_the_report_is_refused(store: Store) -> None:
    made = of(store, 8)
    with pytest.raises(Invalid) as refused:
        reported(made, asking="999")
    assert list(refused.value.fields) == [asking.NAME]
    assert made.store.count("document", type="laporan") == 0


def test_numbers_in_a_sentence() -> None:
    each: list[Any] = [SimpleNamespace(outcome={"no": no}) for no in (3, 5, 7, 8)]
    assert [numbers(each[:n]) for n in (1, 2, 4)] == ["butir 3", "butir 3 dan 5", "butir 3, 5, 7–8"]


def test_up_to_three_short_outcomes_are_quoted(store: Store) -> None:
    frozen = reported(of(store, 3))
    assert blocks(frozen, Table, COVER) == []
    assert "butir 3: “LKS didata pada tahap 3.”" in said(frozen, COVER)


def pages(frozen: Frozen, folder: Path) -> list[str]:
    (folder / "naskah.pdf").write_bytes(writer.write(report_of(frozen), lambda _: b""))
    command = ["pdftotext", "-raw", str(folder / "naskah.pdf"), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")


def test_with_all_that_can_stand_on_it_it_is_set_closer(store: Store, tmp_path: Path) -> None:
    made = of(store, 23)
    made.set_office(
        "dinsos", report_numbers="two", signer_name="Contoh, S.E.", signer_rank="Pembina (IV/a)",
        through="Sekretaris Daerah Kabupaten Bireuen", copies="Wakil Bupati Bireuen\nInspektur Kabupaten Bireuen",
        contact="Telepon (0644) 21000, Pos-el dinsos@example.go.id",
    )  # fmt: skip
    rakor = store.find("rakor")[0]
    outcomes = [{**one, "title": f"Pendataan dan pemutakhiran data LKS menurut layanan dan wilayah, tahap {one['no']}"}
                for one in rakor["outcomes"]]  # fmt: skip
    store.save({**rakor, "outcomes": outcomes})
    chosen = ",".join(map(str, (made.task_id, *made.others)[:4]))
    frozen = reported(made, dict.fromkeys(range(1, 24), "menunggu arahan"), asking=chosen)
    first, second = pages(frozen, tmp_path)[:2]
    assert "NIP" in first
    assert "TENTANG" in second


@pytest.mark.parametrize("count", [3, 4, 5, 6, 23])
def test_it_stays_on_one_page(store: Store, tmp_path: Path, count: int) -> None:
    made = of(store, count)
    made.set_office("dinsos", report_numbers="two", signer_name="Contoh, S.E.", signer_rank="Pembina (IV/a)")
    ids = (made.task_id, *made.others)
    frozen = reported(made, {3: "menunggu"}, asking=",".join(map(str, ids[:5])))
    first, second = pages(frozen, tmp_path)[:2]
    assert "NIP" in first
    assert "TENTANG" in second
