"""LibreOffice kept running, as a rival that is warm: one UNO connection, one conversion after the other.

Run by the system's Python, which has the ``uno`` module: ``libreoffice.py FILE TIMES [tagged]`` prints as JSON the
seconds of each conversion and the most memory of its process in MB. ``tagged`` asks for what our PDFs are: PDF/A-3
and PDF/UA.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

TAGGED = {"SelectPdfVersion": 3, "PDFUACompliance": True, "UseTaggedPDF": True}


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(200):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:  # it has not opened its pipe yet
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not open its pipe")


def said(**values):
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def convert(desktop, source, target, options):
    document = desktop.loadComponentFromURL(f"file://{source}", "_blank", 0, said(Hidden=True))
    data = uno.Any("[]com.sun.star.beans.PropertyValue", said(**options))
    document.storeToURL(f"file://{target}", said(FilterName="writer_pdf_Export", FilterData=data))
    document.close(True)


def peak(profile):
    """The most memory, in MB, of the process that works with this profile."""
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text, command = status.read_text(), status.with_name("cmdline").read_text()
        except OSError:  # it has ended meanwhile
            continue
        if profile in command and "soffice.bin" in text:
            return int(next(line for line in text.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
    return 0


def main(source, times, options):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
        office = subprocess.Popen([*command, "--accept=pipe,name=tuntasbench;urp;"], stderr=subprocess.DEVNULL)  # noqa: S603 - our own words only
        desktop = connect("tuntasbench")
        spent = []
        for _ in range(times + 1):
            start = time.perf_counter()
            convert(desktop, source, f"{folder}/out.pdf", options)
            spent.append(time.perf_counter() - start)
        most = peak(folder)
        try:
            desktop.terminate()
        except Exception:  # it may hang up before it answers
            office.terminate()
        office.wait(20)
    print(json.dumps({"seconds": spent[1:], "peak": most}))


main(sys.argv[1], int(sys.argv[2]), TAGGED if "tagged" in sys.argv[3:] else {})
