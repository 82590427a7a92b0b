"""The house's contracts by folder: imports run one way, libraries stay in their rooms, files stay small and apart.

Each contract is a function of the tree that says what breaks it, so that a made-up tree can show that it does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import pytest

from tests.world.places import ROOT
from tests.world.source_tree import SourceTree, circle

TREE = SourceTree.of(ROOT, "workflow", "documents")
Contract = Callable[[SourceTree], Iterator[str]]

# Stands below every room, the store too: what can go wrong, in sentences, and how a file is written for good.
GROUND = {"workflow/errors.py", "workflow/durable.py"}
# A room may import those before it, never those after it. A hall ("workflow", "documents") is the files in its folder.
ORDER = (
    "ground",
    *(
        "workflow/records", "workflow/store", "workflow", "workflow/guide", "workflow/machine", "workflow/audit",
        "workflow/evidence", "workflow/people", "workflow/mail", "workflow/offices", "workflow/lks", "workflow/agenda",
        "workflow/papers", "workflow/tasks", "workflow/rakor", "workflow/intake", "workflow/indicator",
        "workflow/reminders", "workflow/calendar", "workflow/keeping", "workflow/demo", "workflow/web",
        "workflow/commands", "workflow/pages", "workflow/api",
    ),
    *(
        "documents/report", "documents/apart", "documents", "documents/lists", "documents/word", "documents/pdf",
        "documents/compose", "documents/readers", "documents/mending", "documents/issue", "documents/travel",
        "documents/incoming", "documents/commands", "documents/pages",
    ),
    "app.py",
)  # fmt: skip
# Rooms that know few others, whatever stands before them.
KNOW_ONLY = {
    "documents/report": set(),  # neutral content: what it says, for whatever writer
    "documents": set(),
    "documents/apart": {"documents/report"},
    "documents/word": {"documents/report", "documents"},
    "documents/pdf": {"documents/report", "documents"},
    # Of the workflow its hall, and what an LKS is; of ours the dates in words, and the heads of a list that comes back.
    "documents/readers": {
        "documents/report",
        "documents",
        "documents/lists",
        "workflow/records",
        "workflow",
        "workflow/lks",
        "ground",
    },  # fmt: skip
}
WEB = {
    "workflow/web",
    "workflow/commands",
    "workflow/pages",
    "workflow/api",
    "documents/commands",
    "documents/pages",
    "app.py",
}
LIBRARIES = {
    **dict.fromkeys(("flask", "flask_login", "flask_wtf", "flask_bootstrap", "flask_compress", "wtforms"), tuple(WEB)),
    "brotli": ("workflow/web/packing.py",),
    "waitress": ("workflow/web/server.py", "workflow/web/connections.py"),
    "obstore": ("workflow/evidence/bucket.py",),
    "icalendar": ("workflow/calendar/",),
    "rapidfuzz": ("workflow/lks/duplicates.py",),
    "tinydb": ("workflow/store/",),
    "sqlite3": ("workflow/store/",),
    **dict.fromkeys(("psycopg", "psycopg_pool", "procrastinate"), ("workflow/store/postgres",)),  # and its other files
    "prometheus_client": ("workflow/web/metrics.py",),
    "hijridate": ("documents/readers/values/hijri.py",),
    "holidays": ("workflow/tasks/working_days.py",),
    "weasyprint": ("documents/pdf/",),
    "docx": ("documents/word/", "documents/travel/word.py"),  # the travelling form is a form, not a paper
    "pdfplumber": ("documents/readers/files/pdf_pages.py",),
    "pdfminer": ("documents/readers/files/pdf_pages.py",),
    "python_calamine": ("documents/readers/files/xls_values.py",),
    "msoffcrypto": ("documents/readers/files/locked.py",),
    "cryptography": ("documents/readers/files/locked_odf.py",),
    "olefile": tuple(f"documents/readers/files/{name}.py" for name in ("locked", "old_word", "outlook")),
    "openpyxl": ("documents/lists/excel", "documents/travel/excel", "documents/readers/files/xlsx"),
    "pydyf": ("documents/pdf/",),
    "pyhanko": ("documents/issue/signatures.py",),
    "PIL": (
        "workflow/evidence/",
        "workflow/demo/",
        "documents/report/",
        "documents/pdf/",
        "documents/issue/preview.py",
    ),
}
MOST_LINES, MOST_TEST_LINES = 300, 450
HALLS = {"workflow": 16, "documents": 3}  # files

SHOWN = "a subject, and its pages or commands"
BOTH_WAYS = "one thing, written and read"
FORMAT = "an office program's file, in rooms that want different things of it"
ROOMS_OF_A_PAPER = ("documents/report", "documents/word", "documents/pdf")
SAME_NAME = {
    "__init__.py": ("a room's door", "*"),
    "accounts.py": (SHOWN, "workflow/people", "workflow/pages/settings"),
    "addressees.py": (SHOWN, "workflow/offices", "workflow/pages/settings"),
    "backup.py": (SHOWN, "workflow/keeping", "workflow/commands"),
    "blocks.py": ("what a report consists of, and how Word shows each", "documents/report", "documents/word"),
    "blueprint.py": ("what a subject's addresses are put on", "*"),
    "check.py": (SHOWN, "workflow/audit", "workflow/commands"),
    "errors.py": ("what can go wrong, and its page", "workflow", "workflow/web"),
    "excel.py": (FORMAT, "documents/lists", "documents/travel"),
    "forms.py": ("the kit's forms, and a rakor's made of them", "workflow/web", "workflow/pages/rakor"),
    "intake.py": (SHOWN, "documents/commands", "documents/pages"),
    "jobs.py": (SHOWN, "documents/issue", "documents/pages"),
    "kabupaten.py": (
        "what is told of one, its page, and its paper",
        *("workflow/indicator", "workflow/pages/region", "documents/compose/kinds"),
    ),
    "kinds.py": ("the kinds of paper, and the words of an LKS", "workflow", "workflow/lks"),
    "letterhead.py": (SHOWN, "documents/word", "workflow/pages/settings"),
    "listing.py": ("what a list shows, and the list as a file", "workflow/agenda", "workflow/audit", "documents/lists"),
    "mandates.py": (SHOWN, "workflow/people", "workflow/pages/settings"),
    "meeting.py": (BOTH_WAYS, "documents/compose/parts", "documents/readers/meaning"),
    "names.py": ("of files, and of institutions as they are compared", "documents/issue", "workflow/lks"),
    "offices.py": (SHOWN, "workflow/offices", "workflow/pages/settings"),
    "own_kop.py": ("what it consists of, and how Word and PDF show it", *ROOMS_OF_A_PAPER),
    "package.py": (BOTH_WAYS, "documents", "documents/word"),
    "register.py": ("of numbers, and of institutions", "workflow/agenda", "workflow/lks"),
    "retention.py": (SHOWN, "workflow/keeping", "workflow/commands", "workflow/pages/settings"),
    "sheets.py": (SHOWN, "workflow/offices", "workflow/pages/settings"),
    "signatories.py": (SHOWN, "workflow/offices", "workflow/pages/settings"),
    "signed.py": (SHOWN, "documents/issue", "documents/pages"),
    "states.py": ("what a number or an institution is worth", "workflow/agenda", "workflow/lks"),
    "tables.py": (BOTH_WAYS, "documents/word", "documents/readers/meaning"),
    "who_saw.py": ("what is remembered, and after which answers", "workflow/audit", "workflow/web"),
    "word.py": (FORMAT, "documents/readers", "documents/travel"),
    "worker.py": ("what a process beside the app does", "documents/issue", "documents/incoming"),
    "writer.py": ("Word's and PDF's, called alike", "documents/word", "documents/pdf"),
}


def room(path: str) -> str:
    parts = PurePosixPath(path).parts
    if path in GROUND:
        return "ground"
    return path if len(parts) == 1 else "/".join(parts[:2]) if len(parts) > 2 else parts[0]


def rooms(tree: SourceTree) -> dict[str, set[str]]:
    """room -> the rooms it imports."""
    found: dict[str, set[str]] = defaultdict(set)
    for path, others in tree.arrows.items():
        found[room(path)] |= {room(other) for other in others} - {room(path)}
    return found


def without_a_place(tree: SourceTree) -> Iterator[str]:
    yield from (f"{path}: the order has no room {room(path)}" for path in tree.sources if room(path) not in ORDER)


def against_the_order(tree: SourceTree) -> Iterator[str]:
    place = {name: number for number, name in enumerate(ORDER)}
    for path, others in tree.arrows.items():
        for other in others:
            if place.get(room(other), 0) > place.get(room(path), 0):
                yield f"{path} imports {other}, which comes after it"


def in_a_circle(tree: SourceTree) -> Iterator[str]:
    for found in (circle(tree.arrows), circle(rooms(tree))):
        if found:
            yield f"a circle: {' -> '.join(found)}"


def knowing_too_much(tree: SourceTree) -> Iterator[str]:
    for path, others in tree.arrows.items():
        for other in others:
            if room(other) not in KNOW_ONLY.get(room(path), set(ORDER)) | {room(path)}:
                yield f"{path} imports {other}, of which its room knows nothing"
            elif room(other) in WEB and room(path) not in WEB:
                yield f"{path} imports {other}, and with it Flask"


def strangers(tree: SourceTree) -> Iterator[str]:
    for library, homes in LIBRARIES.items():
        for path in tree.users_of(library):
            if not path.startswith(homes):
                yield f"{path} imports {library}, which stays in {', '.join(sorted(homes))}"


def too_long(tree: SourceTree) -> Iterator[str]:
    for path, text in tree.sources.items():
        if (lines := text.count("\n")) > MOST_LINES:
            yield f"{path}: {lines} lines, at most {MOST_LINES}"


def crowded(tree: SourceTree) -> Iterator[str]:
    for hall, most in HALLS.items():
        here = [path for path in tree.sources if PurePosixPath(path).parent.as_posix() == hall]
        if len(here) > most:
            yield f"{hall}/: {len(here)} files, at most {most}; move what is about one subject into its room"


def namesakes(tree: SourceTree) -> Iterator[str]:
    """Files of one name that ``SAME_NAME`` does not explain."""
    places = defaultdict(set)
    for path in map(PurePosixPath, tree.sources):
        places[path.name].add(path.parent.as_posix())
    for name, found in places.items():
        allowed = set(SAME_NAME.get(name, ()))
        if len(found) > 1 and "*" not in allowed and found - allowed:
            yield f"{name} stands in {', '.join(sorted(found))}: rename one, or say why"


CONTRACTS = (
    without_a_place, against_the_order, in_a_circle, knowing_too_much, strangers, too_long, crowded, namesakes,
)  # fmt: skip


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.__name__)
def test_the_house_keeps_its_contract(contract: Contract):
    assert sorted(contract(TREE)) == []


FILLED = {f"workflow/{name}.py": "" for name in "abcdefghijklmnopq"}


@pytest.mark.parametrize(
    ("contract", "sources", "said"),
    [
        (without_a_place, {"workflow/attic/box.py": ""}, "no room workflow/attic"),
        (without_a_place, {"elsewhere.py": ""}, "no room elsewhere.py"),
        (
            against_the_order,
            {"workflow/agenda/acts.py": "from workflow.tasks.needs import LIMIT", "workflow/tasks/needs.py": ""},
            "workflow/agenda/acts.py imports workflow/tasks/needs.py",
        ),
        (
            against_the_order,
            {"workflow/errors.py": "import workflow.stages", "workflow/stages.py": ""},
            "workflow/errors.py imports workflow/stages.py",
        ),
        (
            against_the_order,
            {"workflow/store/tiny.py": "from .. import stages", "workflow/stages.py": ""},
            "workflow/store/tiny.py imports workflow/stages.py",
        ),
        (
            against_the_order,
            {"workflow/tasks/needs.py": "def f():\n    import documents.package", "documents/package.py": ""},
            "workflow/tasks/needs.py imports documents/package.py",
        ),
        (against_the_order, {"documents/pages/files.py": "from app import serve", "app.py": ""}, "imports app.py"),
        (
            in_a_circle,
            {
                "workflow/tasks/a.py": "if TYPE_CHECKING:\n    from workflow.tasks.b import B",
                "workflow/tasks/b.py": "from workflow.tasks import a",
            },
            "a circle: workflow/tasks/",
        ),
        (
            in_a_circle,
            {
                "workflow/tasks/a.py": "import workflow.rakor.a",
                "workflow/rakor/a.py": "",
                "workflow/rakor/b.py": "def f():\n    from workflow.tasks.b import g",
                "workflow/tasks/b.py": "",
            },
            "a circle: workflow/",
        ),
        (
            knowing_too_much,
            {"documents/word/flow.py": "from workflow.text import one_line", "workflow/text.py": ""},
            "documents/word/flow.py imports workflow/text.py, of which",
        ),
        (
            knowing_too_much,
            {"documents/pdf/html.py": "import documents.word.flow", "documents/word/flow.py": ""},
            "documents/pdf/html.py imports documents/word/flow.py, of which",
        ),
        (
            knowing_too_much,
            {"documents/readers/word.py": "import workflow.rakor.file", "workflow/rakor/file.py": ""},
            "documents/readers/word.py imports workflow/rakor/file.py, of which",
        ),
        (
            knowing_too_much,
            {"documents/compose/case.py": "from workflow.web.words import shown", "workflow/web/words.py": ""},
            "documents/compose/case.py imports workflow/web/words.py, and with it Flask",
        ),
        *[
            (
                strangers,
                {"workflow/tasks/a.py": f"def f():\n    from {library}.part import thing"},
                f"imports {library}",
            )
            for library in LIBRARIES
        ],
        (too_long, {"documents/lists/long.py": "\n" * 301}, "documents/lists/long.py: 301 lines"),
        (crowded, FILLED, "workflow/: 17 files"),
        (crowded, {f"documents/{name}.py": "" for name in "abcd"}, "documents/: 4 files"),
        (namesakes, {"workflow/tasks/grid.py": "", "documents/word/grid.py": ""}, "grid.py stands in documents/word"),
        (
            namesakes,
            {
                f"{folder}/sheets.py": ""
                for folder in ("workflow/offices", "workflow/pages/settings", "documents/lists")
            },
            "sheets.py stands in documents/lists",
        ),
    ],
)
def test_a_contract_reports_its_breach(
    contract: Callable[[SourceTree], Iterator[str]], sources: dict[str, str], said: str
):
    found = list(contract(SourceTree(sources)))
    assert len(found) == 1
    assert said in found[0]


def test_every_library_is_used_where_it_lives():
    assert [library for library in LIBRARIES if not TREE.users_of(library)] == [], "nobody would notice a stranger"


def test_every_name_that_may_stand_twice_does():
    named = {(PurePosixPath(path).name, PurePosixPath(path).parent.as_posix()) for path in TREE.sources}
    explained = {(name, place) for name, (_, *places) in SAME_NAME.items() for place in places if place != "*"}
    assert explained - named == set()


@pytest.fixture(scope="module")
def tests() -> dict[str, str]:
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py")
    }


def test_no_test_grows_too_long(tests: dict[str, str]):
    assert {path: lines for path, text in tests.items() if (lines := text.count("\n")) > MOST_TEST_LINES} == {}


def test_no_test_leans_on_another(tests: dict[str, str]):
    """What several need stands in tests/world/ or in a conftest; also for the programs that they start."""
    assert [path for path, text in tests.items() if re.search(r"^\s*(from|import) tests\.(?!world)", text, re.M)] == []


def test_nothing_at_run_time_points_outside_the_project():
    scripts = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "script").iterdir() if path.is_file()}
    assert [name for name, text in {**TREE.sources, **scripts}.items() if "../shared" in text] == []
