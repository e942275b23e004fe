# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo's everyday sessions: prompts, stretches of work, a rest, the next prompt."""

from . import projects
from .claude import Claude
from .projects import stretch

LENGTH = 605  # seconds that the demo is recorded for

LONG_PROMPT = (
    "Write the migration guide from version 1 to version 2 for people who run the search service "
    "themselves. Begin with who has to do something and who has nothing to do.\n\n"
    + "\n".join(
        f"{n}. {text}"
        for n, text in enumerate(
            (
                "The index format changed: say how long a rebuild takes for one, ten and a hundred million "
                "documents, and that the old one stays readable until the rebuild has finished.",
                "The query language has brackets now. Old queries mean the same, but a query that holds a "
                "bare bracket must be quoted; show three examples of before and after.",
                "The configuration file moved. Show the old and the new place for each system, and that "
                "the program says on start which one it read.",
                "Ranking weights are numbers between 0 and 1 and no longer percentages.",
                "Replicas must be of the same version. Give the order in which to bring them up.",
                "The way back: what a downgrade keeps, what it loses, and until when it is possible.",
            ),
            1,
        )
    )
    + "\n\nKeep each part short enough to read while something is on fire. Where a number is not "
    "known, measure it with benches/ and say on what machine. This is what an upgrade printed:\n\n"
    + "\n".join(
        f"[{12 + n // 6:02}:{n * 10 % 60:02}] segment {n:03} of 024: {7 * n + 41} MB read, "
        f"{5 * n + 33} MB written, ok"
        for n in range(24)
    )
)


def live(session, project, prompts, *, rounds=(1, 3), rest=(40, 120), fails=0.3, until=LENGTH):
    """Works through the prompts and begins again, until the demo ends."""
    turn = session.random.randrange(4)
    while session.now < until:
        for text, said in prompts:
            session.prompt(text)
            for _ in range(session.random.randint(*rounds)):
                if session.now > until:
                    return
                stretch(session, project, turn, fails)
                turn += 1
            session.stop(said)
            session.wait(*rest)
            if session.now > until:
                return


def everyday(name, project, start, prompts, **more):
    pace = {key: more.pop(key) for key in ("rounds", "rest", "fails") if key in more}
    session = Claude(name, project.folder, start, **more)
    session.wait(0.3, 0.9)
    live(session, project, prompts, **pace)
    return session


def busy():
    p = projects
    yield everyday(
        "api-server-pagination",
        p.API,
        0.4,
        (
            (
                "Add cursor pagination to GET /orders, keep the old parameters working",
                "Orders page by cursor now; `page` and `limit` still work and are marked as old.",
            ),
            ("Do the same for /customers", "Customers page by cursor too; one helper serves both."),
        ),
        mode="acceptEdits",
    )
    yield everyday(
        "web-virtual-table",
        p.WEB,
        1.0,
        (
            (
                "The orders table hangs with 20,000 rows. Find out why and make it smooth",
                "Only the rows in sight are rendered now: 9 ms a frame with 50,000 rows, before 640 ms.",
            ),
            (
                "Keep the keyboard selection while scrolling",
                "Selection survives scrolling; two tests added.",
            ),
        ),
        model="claude-sonnet-5-5",
    )
    yield everyday(
        "billing-rounding",
        p.BILLING,
        1.6,
        (
            (
                "Invoices are off by a cent for Swiss customers, see the ledger export",
                "It was float64 in the tax step. Amounts are integers now, rounded half to even.",
            ),
            (
                "Write a test from the three invoices that were wrong",
                "Three cases added; they fail on the old code.",
            ),
        ),
    )
    yield everyday(
        "search-migration-guide",
        p.SEARCH,
        3.9,
        (
            (
                LONG_PROMPT,
                "The guide stands in docs/migrate-2.md; two numbers are measured, one is marked unknown.",
            ),
            ("Shorter. Nobody reads the second page", "Down to one page and a table."),
        ),
        rounds=(1, 2),
        rest=(40, 110),
    )
    yield everyday(
        "cli-readme",
        p.CLI,
        5.8,
        (
            (
                'fix <img src="x.png"> in README',
                "The picture pointed to a file that is gone; README has a title instead.",
            ),
            (
                '<b>Tables</b> are cut at 80 columns & names with umlauts shift the rest: "Größe"',
                "Column width counts what is shown, not bytes.",
            ),
        ),
        model="claude-haiku-5-5",
    )
    yield everyday(
        "design-dialog",
        p.DESIGN,
        6.6,
        (
            ("ダイアログを右から左の言語に対応させてください。フォーカスの順番も確認して", "右から左の表示に対応しました。フォーカスの順番はテストで確認しています。"),
            (
                "بدّل الألوان إلى المتغيّرات في كل المكوّنات",
                "تم: كل الألوان تأتي الآن من tokens/color.json.",
            ),
        ),
        model="claude-sonnet-5-5",
    )
    yield everyday(
        "game-jump",
        p.GAME,
        7.3,
        (
            (
                "The jump feels floaty 🪶 on 144 Hz screens, make it the same on every machine 🎮",
                "Gravity is scaled by the frame's time: 4.0 units high on 30, 60 and 144 Hz.",
            ),
            (
                "Schwierigkeit im Wald etwas höher, aber fair",
                "Gegner 20 % schneller, dafür eine Herzkiste mehr.",
            ),
        ),
        rest=(60, 150),
    )
    yield everyday(
        "warehouse-daily",
        p.WAREHOUSE,
        8.0,
        (
            (
                "orders_daily counts returns twice since Monday",
                "The join had lost its condition on region; Monday to today are rebuilt.",
            ),
            (
                "Guard it with a test on the sum",
                "A test compares the day's sum with the source, to the cent.",
            ),
        ),
    )


def finished():
    """Turns that are over early: what waits for its person, and what has ended."""
    p = projects
    for name, project, start, asked, said, after, idle in (
        (
            "docs-settings",
            p.DOCS,
            8.6,
            "Port the settings page to the new layout",
            "The settings page is ported; 12 files changed.",
            1,
            True,
        ),
        (
            "billing-cold-start",
            p.BILLING,
            9.2,
            "Why does the worker need 9 s to start?",
            "It loads all tax rates before it listens. I would load them on first use: shall I?",
            1,
            True,
        ),
        (
            "firmware-size",
            p.FIRMWARE,
            9.9,
            "Make the image fit into 64 KB again",
            "61.8 KB. printf was linked for one debug line.",
            1,
            True,
        ),
    ):
        session = Claude(name, project.folder, start, model="claude-sonnet-5-5")
        session.wait(0.4, 1)
        session.prompt(asked)
        for turn in range(after):
            stretch(session, project, turn, fails=0)
        session.stop(said)
        if idle:
            session.idle()
        session.wait(200, 320)
        live(
            session,
            project,
            (
                (
                    f"Good. Anything left over from “{asked[:40]}”?",
                    "Nothing left; the notes are in the commit message.",
                ),
            ),
            rest=(80, 160),
        )
        yield session
    for name, project, start, asked, said in (
        (
            "docs-links",
            p.DOCS,
            10.5,
            "Check all links in the guide",
            "Three links were dead and are mended.",
        ),
        (
            "cli-release",
            p.CLI,
            11.1,
            "Bump the version to 3.2.0 and write the notes",
            "3.2.0 is tagged; notes in CHANGELOG.md.",
        ),
    ):
        session = Claude(name, project.folder, start, model="claude-haiku-5-5")
        session.wait(0.3, 0.8)
        session.prompt(asked)
        stretch(session, project, 0, fails=0)
        session.stop(said)
        session.wait(4, 9)
        session.end()
        yield session


def sessions():
    yield from busy()
    yield from finished()
