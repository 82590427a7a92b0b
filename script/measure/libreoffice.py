"""LibreOffice kept running, as a rival that is warm: one UNO connection, one conversion after the other.

Run by the system's Python, which has the ``uno`` module; prints the seconds of each conversion as JSON.
"""

import json
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue


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


def convert(desktop, source, target):
    document = desktop.loadComponentFromURL(f"file://{source}", "_blank", 0, (PropertyValue("Hidden", 0, True, 0),))
    document.storeToURL(f"file://{target}", (PropertyValue("FilterName", 0, "writer_pdf_Export", 0),))
    document.close(True)


def main(source, times):
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
        office = subprocess.Popen([*command, "--accept=pipe,name=tuntasbench;urp;"], stderr=subprocess.DEVNULL)  # noqa: S603
        desktop = connect("tuntasbench")
        spent = []
        for _ in range(times + 2):
            start = time.perf_counter()
            convert(desktop, source, f"{folder}/out.pdf")
            spent.append(time.perf_counter() - start)
        try:
            desktop.terminate()
        except Exception:  # it may hang up before it answers
            office.terminate()
        office.wait(20)
    print(json.dumps(spent[2:]))


main(sys.argv[1], int(sys.argv[2]))
