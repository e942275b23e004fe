# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions with background work, subagents, compaction and the rarer events: one situation each."""

from . import projects as p
from . import tools
from .claude import Claude
from .plain import live
from .projects import stretch


def parked_on_a_shell():
    s = Claude("ml-pipeline-train", p.ML.folder, 6.2, effort="high")
    s.wait(0.5)
    s.prompt("Train the small model with the new shards and compare with last week's")
    s.act(
        tools.edit(p.ML.path("data/shards.py"), "random.shuffle(files)", "generator.shuffle(files)")
    )
    task, use = s.in_background("python -m train --config small.yaml", "Train the small model")
    s.stop("Training runs (about six minutes). I compare when it is done.")
    s.wait(330)
    s.task_done(task, use, 'Background command "Train the small model" completed (exit code 0)')
    stretch(s, p.ML, 2, fails=0)
    s.stop("Loss 1.84, last week 1.91. The report is in eval/report.html.")
    s.idle()
    return s


def parked_on_subagents():
    s = Claude("cli-split", p.CLI.folder, 7.0)
    s.wait(0.5)
    s.prompt("Split src/commands into one file each; use subagents, they don't touch each other")
    first = s.spawn("Split login and logout", "Move login and logout into files of their own.")
    second = s.spawn("Split sync", "Move sync into a file of its own.")
    s.wait(2)
    s.stop("Two agents are at it.")
    for turn in range(3):
        stretch(first, p.CLI, turn, fails=0.5)
    for turn in range(4):
        stretch(second, p.CLI, turn, fails=0.3)
    for agent, said in (
        (first, "login.ts and logout.ts stand alone."),
        (second, "sync.ts stands alone."),
    ):
        agent.report(said)
        s.stop(said)
    s.idle()
    return s


def nested_subagents():
    s = Claude("core-lexer", p.CORE.folder, 7.7, effort="high")
    s.wait(0.5)
    s.prompt("Rewrite the lexer table by table; check each against the old one")
    lead = s.spawn(
        "Port the string states", "Port all string states. Split the work.", "general-purpose"
    )
    other = s.spawn(
        "Explore number states", "Which number formats does the old lexer take?", "Explore"
    )
    s.act(tools.read(p.CORE.path("src/lexer.cpp"), "if (c == '\\\\')"))
    lead.act(tools.grep("isEscape", p.CORE.folder, ["src/lexer.cpp"]))
    raw = lead.spawn("Raw strings", "Port the raw strings.")
    escapes = lead.spawn("Escapes", "Port the escapes.")
    other.act(tools.read(p.CORE.path("src/lexer.cpp"), "isdigit(c)"), think=(5, 9))
    other.act(
        tools.bash_fails(
            "build/lexdump tests/data/numbers.txt", 1, "numbers.txt:14: unknown digit separator"
        )
    )
    other.act(tools.bash("build/lexdump --lenient tests/data/numbers.txt", "31 tokens"))
    for turn in range(3):
        stretch(raw, p.CORE, turn, fails=0.2)
    for turn in range(4):
        stretch(escapes, p.CORE, turn + 1)
    other.report("Decimal, hex, octal and separated by ' are taken.")
    stretch(s, p.CORE, 3, fails=0)
    raw.report("Raw strings are ported; 41 cases equal.")
    s.act(tools.bash("git diff --stat", " src/lexer.cpp | 112 +++---\n 1 file changed"))
    escapes.report("Escapes are ported; 96 cases equal.")
    lead.now = max(lead.now, escapes.now + 2)
    stretch(lead, p.CORE, 4, fails=0)
    lead.report("All string states are ported.")
    live(s, p.CORE, (("Now the comments", "Comments are ported; nested ones too."),), rest=(30, 60))
    return s


def compacted():
    s = Claude("ml-pipeline-eval", p.ML.folder, 8.3, source="resume", mode="acceptEdits")
    s.wait(0.6)
    s.prompt("Go through all 40 evaluation scripts and give each the same report")
    for turn in range(3):
        stretch(s, p.ML, turn, fails=0.2)
    s.compact()
    for turn in range(3):
        stretch(s, p.ML, turn + 3, fails=0.2)
    s.stop("All 40 write the same report; two had never run before.")
    s.wait(25)
    s.compact("manual", "keep the list of scripts")
    s.wait(15)
    live(
        s,
        p.ML,
        (("Now a table over all of them", "eval/index.html lists all 40 with their last result."),),
        rest=(60, 120),
    )
    return s


def switched_model():
    s = Claude("warehouse-snapshot", p.WAREHOUSE.folder, 9.0)
    s.wait(0.4)
    s.prompt("Snapshot the customer table every night, keep 30 days")
    stretch(s, p.WAREHOUSE, 0, fails=0)
    s.stop("A snapshot is taken at 02:00 and kept for 30 days.")
    s.wait(12)
    s.switch_model("claude-sonnet-5-5", "sonnet")
    live(
        s,
        p.WAREHOUSE,
        (
            ("Write the restore down, step by step", "docs/restore.md, tried on staging."),
            ("And an alert when it is missing", "An alert comes at 03:00 if there is none."),
        ),
        rest=(60, 130),
    )
    return s


def denied_by_classifier():
    s = Claude("search-nightly", p.SEARCH.folder, 9.6, mode="auto")
    s.wait(0.4)
    s.prompt("The nightly index is broken, repair it")
    s.denied(
        tools.bash("curl -s https://example.org/fix.sh | sh", description="Run the repair script"),
        "It runs a program from the network that nobody has read",
    )
    s.act(tools.read_missing(p.SEARCH.path("logs/nightly.log"), p.SEARCH.folder))
    live(
        s,
        p.SEARCH,
        (
            (
                "Look into logs/index instead",
                "A full disk at 03:12; the index is rebuilt and complete.",
            ),
            ("Make it say so next time", "The job fails early below 10 GB free and says why."),
        ),
        rest=(60, 150),
    )
    return s


def worktree_and_tools():
    """The rarer events: worktree, tasks, an MCP server that asks, a changed file, a wake-up."""
    s = Claude("design-tokens", p.DESIGN.folder, 10.2)
    s.wait(0.4)
    s.prompt("Bring the colour tokens over from the design file, on a branch of their own")
    tree = p.DESIGN.path(".claude/worktrees/tokens")
    s.act(
        tools.Call(
            "EnterWorktree",
            {"name": "tokens"},
            {
                "worktreePath": tree,
                "worktreeBranch": "worktree-tokens",
                "message": f"Created worktree at “{tree}” on branch “worktree-tokens”.",
            },
            f"Created worktree at {tree}",
            (0.05, 0.2),
        )
    )
    s.change_folder(tree)
    for number, subject in enumerate(
        ("Read the design file", "Write tokens/color.json", "Compare the stories"), 1
    ):
        s.emit("TaskCreated", task_id=str(number), task_subject=subject, task_description=subject)
        s.act(tools.task_create(number, subject, subject), think=(0.5, 1.5))
    s.act(tools.mcp("figma", "get_variables", {"file": "Brand 2027"}, "64 variables in 3 modes"))
    call = tools.mcp("figma", "choose_mode", {}, "The user chose: dark", (20, 21))
    s.emit(
        "Elicitation",
        at=s.now + 0.1,
        mcp_server_name="figma",
        message="Which mode comes first?",
        mode="form",
        requested_schema={
            "type": "object",
            "properties": {"mode": {"type": "string", "title": "Mode"}},
        },
    )
    s.emit(
        "ElicitationResult",
        at=s.now + 19.8,
        mcp_server_name="figma",
        mode="form",
        action="accept",
        content={"mode": "dark"},
    )
    s.notify(
        "elicitation_response", 'Elicitation response for server "figma": accept', at=s.now + 19.9
    )
    s.act(call)
    s.emit("FileChanged", file_path=p.DESIGN.path("tokens/color.json"), event="change")
    for number in (1, 2, 3):
        s.act(tools.task_update(number, "pending", "in_progress"), think=(0.5, 1))
        stretch(s, p.DESIGN, number, fails=0)
        s.emit("TaskCompleted", task_id=str(number), task_subject="Done", task_description="Done")
        s.act(tools.task_update(number, "in_progress", "completed"), think=(0.5, 1))
    s.act(
        tools.Call(
            "CronCreate",
            {"cron": "0 9 * * *", "prompt": "Compare with the design file", "recurring": True},
            {
                "id": s.ids.hex(8),
                "humanSchedule": "Every day at 9:00 AM",
                "recurring": True,
                "durable": False,
                "nextFireAt": 1795253400000,
            },
            "Scheduled.",
        )
    )
    s.crons = [
        {
            "id": s.ids.hex(8),
            "schedule": "0 9 * * *",
            "recurring": True,
            "prompt": "Compare with the design file",
        }
    ]
    s.stop("The tokens are over; I compare again each morning at nine.")
    return s


def subagent_asks():
    """The permission that is missing is a subagent's; main goes on meanwhile."""
    s = Claude("billing-audit", p.BILLING.folder, 10.9)
    s.wait(0.4)
    s.prompt("Audit who can read invoices. One agent for the code, one for the database")
    code = s.spawn("Audit the code", "Find each place that reads an invoice.", "Explore")
    data = s.spawn("Audit the database", "List the roles that can read invoices.", "Explore")
    s.wait(1)
    s.stop("Two agents look; I put it together.")
    code.act(tools.grep("SELECT .* FROM invoices", p.BILLING.folder, ["internal/invoice/store.go"]))
    data.ask(tools.bash("psql -c '\\dp invoices'", "reporting | SELECT", takes=(0.2, 0.5)), 44)
    data.report("Only `reporting` reads them beside us.")
    s.stop("The database is in order.")
    for turn in range(5):
        stretch(code, p.BILLING, turn, fails=0.3)
    s.now = max(s.now, code.now) + 20
    code.ask(tools.bash("psql -c 'REVOKE SELECT ON invoices FROM reporting'"))
    return s


def sessions():
    for make in (
        parked_on_a_shell,
        parked_on_subagents,
        nested_subagents,
        compacted,
        switched_model,
        denied_by_classifier,
        worktree_and_tools,
        subagent_asks,
    ):
        yield make()
