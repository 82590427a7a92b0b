"""Letters: their numbered points are no outcomes of a meeting, unless the letter tells of one."""

from __future__ import annotations

import pytest

from documents.package import Package
from documents.readers.files.docx import read_docx
from documents.readers.result import Reading
from documents.readers.word import read_word
from tests.world.word_maker import LIMITS, para, word_file

LETTERS = {
    "nota dinas": [
        "NOTA DINAS", "Yth. Kepala Dinas Sosial", "Hal: Permohonan data", "1. Mengirim data LKS.",
        "2. Mengirim data pengurus.",
    ],
    "invitation": [
        "Perihal: Undangan", "Dengan ini kami mengundang Saudara pada:", "1. Membawa laporan hasil rapat lalu.",
        "2. Hadir tepat waktu.",
    ],
    "letter": ["Kepada Yth. Bupati", "1. Berkas dikirim pekan depan.", "2. Data dilengkapi kemudian."],
}  # fmt: skip
TELLING = [
    "Yth. Bupati Bireuen",
    "Hasil rapat koordinasi sebagai berikut:",
    "1. LKS didata.",
    "2. Rencana dibuat.",
]


def read(lines: list[str]) -> Reading:
    return read_word(read_docx(Package(word_file("".join(map(para, lines))), LIMITS)))


@pytest.mark.parametrize("kind", LETTERS)
def test_the_points_of_a_letter_are_no_outcomes(kind: str):
    found = read(LETTERS[kind])
    assert (found.outcomes, found.tasks, found.ask_mapping) == ([], [], False)


def test_a_letter_that_tells_of_a_meeting_still_does():
    assert [outcome.text for outcome in read(TELLING).outcomes] == ["LKS didata.", "Rencana dibuat."]
