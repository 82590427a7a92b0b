"""Names of institutions and places as they are compared: "Yay. X" is "Yayasan X", "LKS-A" is "LKSA", "Mns." "Meunasah".

A folded name is small letters and blanks alone; it is for comparing and searching and is never shown.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 300  # letters of a name that are compared
_WORDS = {
    "yay": "yayasan", "yys": "yayasan", "ys": "yayasan", "yasasan": "yayasan", "mns": "meunasah", "mnsh": "meunasah",
    "meunash": "meunasah", "cab": "cabang", "msjd": "masjid",
    "mesjid": "masjid", "gp": "gampong", "gpg": "gampong", "gampoeng": "gampong", "ds": "desa", "kec": "kecamatan",
    "kab": "kabupaten", "jl": "jalan", "jln": "jalan", "tgk": "teungku", "tengku": "teungku",
    "ponpes": "pondok pesantren", "pontren": "pondok pesantren", "cth": "contoh", "perk": "perkumpulan",
    "lembaga kesejahteraan sosial anak": "lksa", "lembaga kesejahteraan sosial": "lks", "lks anak": "lksa",
    "lks a": "lksa", "lks lu": "lkslu", "lks lanjut usia": "lkslu", "lks lansia": "lkslu",
    "lembaga kesejahteraan sosial lanjut usia": "lkslu", "lk 3": "lk3", "p a": "panti asuhan",
    "wahana kesejahteraan sosial berbasis masyarakat": "wksbm",
    "lembaga konsultasi kesejahteraan keluarga": "lk3",
}  # fmt: skip
_KNOWN = re.compile(rf"\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b")
_LETTERS = re.compile(r"\b\w(?: \w\b){2,}")  # what is left of "L.K.S.A."
_NUMBER = re.compile(r"^(?:\d{1,2}|[ivx]{1,4}|[a-h]) (?=\w)")
_ARTICLE = re.compile(r"\b(a[ldnrstz]|ash|el|nurul|baitul|darul|daarul) (?=[^\W\d])")  # "Al-Ikhlas" and "Alikhlas"
_SIGN, _APOSTROPHE = re.compile(r"[^\w\s]|_"), re.compile(r"['’`´ʼ]")
_ASIDE = re.compile(r"\((?:tidak|belum|non|bukan|sudah|ber)[^()]*\)")  # said of the institution, no part of its name

_GOVERNMENT = re.compile(
    r"\buptd?\b|\bdinas\b|\bdinsos\b|pemerintah|pemkab|pemko\b|pemprov|pemda\b|kemensos|kementerian|"
    r"\brumoh se?u?jahtera\b|^sentra (?:terpadu )?darussa|^balai (?:besar )?rehabilitasi|milik negara"
)
_NO_LKS = re.compile(
    r"^(?:pengurus |ketua |forum |ikatan )?(?:lkks|k3s|bkkks|lembaga koordinasi (?:kegiatan )?kesejahteraan sosial|"
    r"karang taruna|i?psm|pekerja sosial masyarakat|tksk|tenaga kesejahteraan sosial kecamatan|tagana|"
    r"taruna siaga bencana|f?csr|wpks|penyuluh sosial)\b|^(?:pt|cv|ud|pd|bumd|bumn) "
)
# The other potentials of social welfare, with which lists mix LKS: people, families and firms.
_OTHER_KIND = re.compile(
    r"^(?:badan usaha|dunia usaha|perusahaan|f?csr|wpks|(?:wanita|perempuan) pemimpin|(?:keluarga )?pion\w*r|"
    r"penyuluh sosial|(?:pekerja|tenaga) (?:kesejahteraan )?sosial|peksos|pendamping|relawan sosial|tks\w?|slrt|"
    r"puskesos|pelopor perdamaian|perintis|pahlawan)\b"
)


@lru_cache(50_000)
def folded(name: str) -> str:
    """The name as it is compared; "" when it has no letter or digit."""
    text = _ASIDE.sub(" ", _plain(name[:LONGEST]))
    text = " ".join(_SIGN.sub(" ", _APOSTROPHE.sub("", text)).split())
    text = _LETTERS.sub(lambda found: found[0].replace(" ", ""), text)
    return _ARTICLE.sub(r"\1", _KNOWN.sub(lambda found: _WORDS[found[0]], text))


@lru_cache(10_000)
def folded_kecamatan(name: str) -> str:
    """ "Kec. Peusangan" is "peusangan"; two kecamatan are one when this is alike."""
    return re.sub(r"^(kecamatan )+", "", folded(name))


def of_government(name: str) -> bool:
    """Whether a home is named as one of the government, which is in no numerator."""
    return bool(_GOVERNMENT.search(folded(name)))


def is_no_lks(name: str) -> bool:
    """Whether it is a LKKS, a Karang Taruna, a firm, or people (PSM, TKSK, Tagana): never an LKS, though lists mix
    them."""
    return len(name) <= LONGEST and bool(_NO_LKS.search(_unnumbered(name)))


def is_other_kind(said: str) -> bool:
    """Whether a cell or title that names a kind names one that is no LKS: TKSK, "Dunia Usaha", "Keluarga Pioner"."""
    return is_no_lks(said) or (len(said) <= LONGEST and bool(_OTHER_KIND.search(_unnumbered(said))))


def _unnumbered(text: str) -> str:
    """Folded, without the "II." or "3)" before it."""
    return _NUMBER.sub("", folded(text))


def _plain(text: str) -> str:
    """Small letters without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
