"""Texts for WhatsApp: to whom they speak, what they say, and that none has more than 300 letters."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world.arranged import CHAIR, DINSOS, PATHS, REASON, SEKDIS, bring, do
from tests.world.instance import START
from workflow.clock import day
from workflow.regions import regions
from workflow.roles import Actor
from workflow.tasks import whatsapp

LINK = "https://tuntas.example/tugas/1"
TITLE = "Tanda tangani kesepakatan kemitraan"
TODAY = day(START).isoformat()
TEXT = st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x2FFF), max_size=600)


@pytest.mark.parametrize(
    ("path", "reader", "said"),
    [
        ("draft", SEKDIS, "Yth. Ketua LKKS Kabupaten Bireuen. Rencana ditunggu: “"),
        ("draft", CHAIR, "Assalamu’alaikum. Rencana ditunggu, Kabupaten Bireuen: “"),
        ("draft/sekdis", CHAIR, "Yth. Sekretaris Dinas Sosial Kabupaten Bireuen. Rencana menunggu keputusan sejak 9 N"),
        ("draft/sekdis", SEKDIS, "Assalamu’alaikum. Rencana menunggu keputusan sejak 9 November 2026, Kabupaten Bireu"),
        ("reported", DINSOS, "Yth. Ketua LKKS Kabupaten Bireuen. Kemajuan ditunggu: “"),
        ("reported/dinsos", CHAIR, "Yth. Dinas Sosial Aceh. Pengajuan selesai menunggu pemeriksaan sejak 9 November"),
        ("help", DINSOS, "Assalamu’alaikum. Permintaan bantuan menunggu jawaban sejak 9 November 2026, Kabupaten"),
        ("implemented", CHAIR, "Assalamu’alaikum. Sudah dilaksanakan, Kabupaten Bireuen: “"),
        ("impossible", DINSOS, "Assalamu’alaikum. Tidak dapat ditindaklanjuti, Kabupaten Bireuen: “"),
    ],
)
def test_it_speaks_to_whoever_acts_next_and_to_anybody_for_the_reader_himself(
    tuntas: SimpleNamespace, path: str, reader: Actor, said: str
):
    text = whatsapp.of_task(bring(tuntas, path, START), reader, TODAY, LINK)
    assert text.startswith(said)
    assert TITLE in text
    assert text.endswith(LINK)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("reader", [CHAIR, SEKDIS, DINSOS])
def test_every_task_has_one_with_its_deadline_as_long_as_it_is_open(tuntas: SimpleNamespace, path: str, reader: Actor):
    task = bring(tuntas, path, START)
    text = whatsapp.of_task(task, reader, TODAY, LINK)
    assert ("Batas waktu 15 Desember 2026." in text) is task["open"]
    assert len(text) <= 300


def test_what_is_late_and_what_came_back_is_said_without_the_reason(tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    task = do(tuntas, task, "return_plan", SEKDIS, START + timedelta(hours=1), **REASON)
    later = day(START + timedelta(days=60)).isoformat()
    assert whatsapp.of_task(task, SEKDIS, later, LINK) == (
        "Yth. Ketua LKKS Kabupaten Bireuen. Rencana dikembalikan, mohon diperbaiki: “Tanda tangani kesepakatan "
        f"kemitraan”. Terlambat 24 hari, batas waktu 15 Desember 2026. {LINK}"
    )
    told = whatsapp.of_task(task, SEKDIS, TODAY, LINK, "Rencana dikembalikan Sekdis")
    assert told.startswith("Yth. Ketua LKKS Kabupaten Bireuen. Rencana dikembalikan Sekdis: “")


def test_one_text_for_a_late_kabupaten_names_the_latest(tuntas: SimpleNamespace):
    tasks = [
        {
            "title": "Pertama",
            "late_after": "2026-11-30",
            "late_days": 0,
            "deadline": "2026-11-30",
            "held_since": "2026-11-01",
        },
        {
            "title": "Terlama",
            "late_after": "2026-11-15",
            "late_days": 0,
            "deadline": "2026-11-15",
            "held_since": "2026-11-01",
        },
    ]
    text = whatsapp.of_late(regions()["11.11"], tasks, "Surat Pengingat II menyusul.", "2026-12-04", LINK)
    assert text == (
        "Yth. Kepala Dinas Sosial Kabupaten Bireuen. 2 tindak lanjut rakor lewat batas waktu, terlama 19 hari: "
        f"“Terlama”. Surat Pengingat II menyusul. {LINK}"
    )


@given(TEXT, TEXT, TEXT, TEXT, TEXT)
def test_never_more_than_300_letters(to: str, what: str, title: str, until: str, link: str):
    assert len(whatsapp.message(to, what, title, until, link)) <= 300


@given(st.integers(1, 300), st.integers(1, 600))
def test_the_address_stays_whole_as_long_as_there_is_room_for_it(link: int, title: int):
    address = ("https://tuntas.example/" + "a" * link)[:220]
    text = whatsapp.message("Yth. Ketua LKKS Kabupaten Aceh Barat Daya.", "Rencana ditunggu", "t" * title, "", address)
    assert text.endswith(f" {address}")


def test_a_long_title_ends_behind_a_word():
    text = whatsapp.message("Yth. Sekdis.", "Rencana ditunggu", "kata panjang " * 40, "Batas waktu 1 Mei 2026.", LINK)
    assert len(text) <= 300
    assert "… ”" not in text
    assert "kata…”. Batas waktu 1 Mei 2026. https" in text.replace("panjang…", "kata…")
