"""Several things in one text: which texts hold them, and how each reads by itself."""

from __future__ import annotations

import pytest

from documents.mending.several import several

LED = "Melatih pengurus LKS: a. manajemen lembaga; b. pekerjaan sosial; dan c. pencatatan kasus."


@pytest.mark.parametrize(
    ("text", "pieces", "question"),
    [
        (
            LED,
            ["Melatih pengurus LKS: manajemen lembaga", "Melatih pengurus LKS: pekerjaan sosial",
             "Melatih pengurus LKS: pencatatan kasus."],
            "Ada tiga hal dalam satu butir: a., b., dan c.",
        ),
        (
            "1) Mendata LKS 2) Melaporkannya, 3) Membinanya",
            ["Mendata LKS", "Melaporkannya", "Membinanya"],
            "Ada tiga hal dalam satu butir: 1), 2), dan 3).",
        ),
        (
            "LKS didata ulang:\na) oleh TKSK;\nb) oleh keuchik",
            ["LKS didata ulang: oleh TKSK", "LKS didata ulang: oleh keuchik"],
            "Ada dua hal dalam satu butir: a) dan b).",
        ),
        (
            "Menyusun SK; mendata LKS; dan membina LKS.",
            ["Menyusun SK", "Mendata LKS", "Membina LKS."],
            "Ada tiga hal dalam satu butir, dipisah titik koma.",
        ),
        (
            "Menyusun SK\nMendata LKS", ["Menyusun SK", "Mendata LKS"],
            "Ada dua hal dalam satu butir, sebaris masing-masing.",
        ),
        (
            "- menyusun SK\n- mendata LKS", ["Menyusun SK", "Mendata LKS"],
            "Ada dua hal dalam satu butir, masing-masing dengan tanda di depannya.",
        ),
    ],
)  # fmt: skip
def test_what_holds_several_things(text, pieces, question):
    found = several(text)
    assert found is not None
    assert (list(found.pieces), found.question) == (pieces, question)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Menyusun rencana kerja tahunan.",
        "Menyelesaikan tahap a. persiapan",
        "LKS didata oleh TKSK,\nKeuchik, dan Camat",
        "Anggaran 1. 2. 3.",
        "Rapat koordinasi LKS;",
        "LKKS menyusun rencana:\nSatu tahun sekali",
    ],
)
def test_what_holds_one(text):
    assert several(text) is None
