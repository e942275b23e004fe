# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Three sessions of other agents, so that the board shows what is known of them and what is not."""

from . import projects as p
from .others import Codex, Gemini
from .plain import LENGTH


def codex(name, project, start, asked, said, until=LENGTH):
    s = Codex(name, project.folder, start)
    turn = 0
    while s.now < until:
        s.wait(0.3, 1)
        s.prompt(asked[turn % len(asked)])
        for step in range(3):
            one = project.edits[(turn + step) % len(project.edits)]
            s.bash(f"rg -n '{project.search[step % len(project.search)]}'", one.path)
            s.patch(project.path(one.path), one.old, one.new)
            s.bash(project.test, project.passed, project.takes)
        s.stop(said[turn % len(said)])
        s.wait(70, 140)
        turn += 1
    return s


def gemini(name, project, start):
    s = Gemini(name, project.folder, start)
    while s.now < LENGTH:
        s.wait(0.3, 1)
        s.prompt("Explain how a request finds its way through this service")
        for one in project.edits[:3]:
            s.read(project.path(one.path), one.old)
            s.bash(f"git log --oneline -3 -- {one.path}", "8c1f2aa Limit requests by key")
        s.stop("It enters through the pool, is retried with jitter and leaves through one client.")
        s.wait(120, 200)
    return s


def sessions():
    yield codex(
        "codex-warehouse",
        p.WAREHOUSE,
        11.7,
        ("Find out why orders_daily takes nine minutes", "Now customers_daily"),
        ("It scanned all partitions; now the last two.", "The same cause; the same cure."),
    )
    yield codex(
        "codex-game",
        p.GAME,
        12.4,
        ("Port the spawner to the new signals", "And the camera"),
        ("The spawner awaits its timer.", "The camera follows the same signal."),
    )
    yield gemini("gemini-gateway", p.GATEWAY, 13.1)
