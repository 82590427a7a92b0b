"""Old Word files (.doc), by LibreOffice where it is installed: it makes the .docx that our own reader then reads.

LibreOffice meets a file that may be made to harm. It has a profile and a folder of its own that are gone afterwards,
limits of the kernel, no macros, no links that it would follow, and no network where the kernel lets us take it away.
"""

from __future__ import annotations

import io
import shutil
import signal
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

from olefile import OleFileIO

from documents.package import BROKEN, HEAVY, Unfit
from documents.readers.files.sniffing import OLE_FAULTS
from documents.readers.files.unreadable import Unreadable

CPU, MB = 8, 1024 * 1024  # seconds of work
SECONDS, SOONER = 60, 4  # where no alarm is set; before the alarm, of which two are the app's own
MEMORY, FILE = 250 * MB, 60 * MB
_ENDED = (-9, 124, 137, 152)  # by timeout, itself killed or not, and by the limit of work
INSTALL = "sudo apt-get install -y --no-install-recommends libreoffice-writer-nogui"
MISSING = (
    "Berkas ini dokumen Word lama (.doc). Simpan sebagai .docx di Word (Simpan Sebagai), lalu unggah lagi. Agar .doc "
    f"dibaca langsung, admin memasang LibreOffice di server: {INSTALL}"
)
_FILTERS = ("--infilter=MS Word 97", "--convert-to", "docx:MS Word 2007 XML")
# Of a profile that was never used: nothing is run, nothing is fetched, and what would be fetched goes nowhere.
_SETTINGS: dict[str, dict[str, str | int]] = {
    "org.openoffice.Office.Common/Security/Scripting": {
        "MacroSecurityLevel": 3, "DisableMacrosExecution": "true", "DisableActiveContent": "true",
        "BlockUntrustedRefererLinks": "true", "DisableOLEAutomation": "true",
    },
    "org.openoffice.Office.Writer/Content/Update": {"Link": 0},
    "org.openoffice.Inet/Settings": {
        "ooInetProxyType": 2, "ooInetHTTPProxyName": "127.0.0.1", "ooInetHTTPProxyPort": 9,
        "ooInetHTTPSProxyName": "127.0.0.1", "ooInetHTTPSProxyPort": 9,
    },
}  # fmt: skip
_FILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
)
_ITEM = '<item oor:path="/{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'


def docx_of(content: bytes) -> bytes:
    """The same text as a .docx. Raises ``Unreadable`` where there is no LibreOffice, and ``Unfit``."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise Unreadable(MISSING)
    _refuse_damaged(content)
    with tempfile.TemporaryDirectory(prefix="tuntas-doc-") as name:
        folder = Path(name)
        (folder / "isi.doc").write_bytes(content)
        _settle(folder / "profil")
        if _converted(office, folder) in _ENDED:
            raise Unfit(HEAVY)
        made = folder / "isi.docx"
        if not made.exists():
            raise Unfit(BROKEN)
        return made.read_bytes()


def _refuse_damaged(content: bytes) -> None:
    """What holds no text of Word at all is told at once: LibreOffice would look for anything else in it, for long."""
    try:
        with OleFileIO(io.BytesIO(content)) as ole:
            sound = ole.exists("WordDocument")
    except OLE_FAULTS:
        sound = False
    if not sound:
        raise Unfit(BROKEN)


def _settle(profile: Path) -> None:
    (profile / "user").mkdir(parents=True)
    items = (_ITEM.format(path, name, value) for path, said in _SETTINGS.items() for name, value in said.items())
    (profile / "user" / "registrymodifications.xcu").write_text(_FILE.format("".join(items)))


def _converted(office: str, folder: Path) -> int:
    """How it ended; one of ``_ENDED`` at a limit. ``timeout`` ends all of it, even if nobody waits any more."""
    limits = ["timeout", "--signal=KILL", str(_seconds())]
    limits += ["prlimit", f"--cpu={CPU}", f"--data={MEMORY}", f"--fsize={FILE}", "--core=0"]
    profile = f"-env:UserInstallation=file://{folder / 'profil'}"
    command = [*limits, *_without_network(), office, profile, "--headless", "--norestore", *_FILTERS]
    around = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"}
    return subprocess.run(  # noqa: S603 - a command of ours, and a file name of ours
        [*command, "--outdir", str(folder), str(folder / "isi.doc")],
        cwd=folder, env=around, stdin=subprocess.DEVNULL, capture_output=True, check=False, start_new_session=True,
    ).returncode  # fmt: skip


def _seconds() -> float:
    """A little less than what is left to the process that reads, whose kernel ends it by an alarm."""
    left = signal.getitimer(signal.ITIMER_REAL)[0]
    return max(1, left - SOONER) if left else SECONDS


@lru_cache(1)
def _without_network() -> tuple[str, ...]:
    """What is put before a command that shall have no network; nothing where the kernel keeps that from us."""
    alone = ("unshare", "--map-root-user", "--net")
    try:
        able = subprocess.run([*alone, "true"], capture_output=True, check=False)  # noqa: S603 - ours
    except OSError:
        return ()
    return alone if able.returncode == 0 else ()
