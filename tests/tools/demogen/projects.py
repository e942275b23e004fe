# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The invented projects that the demo's agents work on, and how a stretch of work in one looks."""

from dataclasses import dataclass

from . import tools


@dataclass(frozen=True)
class Edit:
    path: str
    old: str
    new: str


@dataclass(frozen=True)
class Project:
    folder: str
    edits: tuple
    search: tuple
    test: str
    passed: str
    failed: str
    takes: tuple = (8, 30)

    def path(self, relative):
        return f"{self.folder}/{relative}"


def home(name):
    return "/home/dev/" + name


API = Project(
    home("api-server"),
    (
        Edit("src/limits/bucket.py", "return self.tokens > 0", "return self.refill(now) >= cost"),
        Edit("src/routes/orders.py", "limit = 100", "limit = settings.page_size"),
        Edit("tests/api/test_limits.py", "sleep(1.1)", "clock.advance(seconds=1.1)"),
        Edit("src/middleware/auth.py", "if not token:", "if token is None or token.expired:"),
    ),
    ("RateLimiter", "X-RateLimit", "def acquire"),
    "pytest -q tests/api",
    "212 passed in 18.42s",
    "tests/api/test_limits.py::test_burst FAILED\nE   assert 429 == 200\n1 failed, 211 passed in 19.03s",
    (12, 40),
)

WEB = Project(
    home("web"),
    (
        Edit(
            "src/pages/Login.tsx",
            "const [user, setUser] = useState()",
            "const { user, signIn } = useSession()",
        ),
        Edit(
            "src/components/Table.tsx",
            "rows.map(renderRow)",
            "<Virtualized rows={rows} row={renderRow} />",
        ),
        Edit("src/api/client.ts", "fetch(url)", "fetch(url, { signal: controller.signal })"),
        Edit("src/theme.css", "color: #333;", "color: var(--text);"),
    ),
    ("useSession", "localStorage", "dangerouslySetInnerHTML"),
    "npm test -- --run",
    "Test Files  48 passed (48)\n     Tests  391 passed (391)",
    "FAIL src/pages/Login.test.tsx > redirects after sign-in\nAssertionError: expected '/login' to be '/home'",
    (8, 30),
)

BILLING = Project(
    home("billing"),
    (
        Edit(
            "internal/invoice/round.go", "math.Round(v*100) / 100", "money.FromFloat(v).HalfEven()"
        ),
        Edit("internal/ledger/post.go", "for _, e := range entries {", "for i := range entries {"),
        Edit("cmd/worker/main.go", "context.Background()", "ctx"),
        Edit("internal/tax/rates.go", '"DE": 0.19,', '"DE": standard(19),'),
    ),
    ("float64", "Idempotency-Key", "func Post"),
    "go test ./...",
    "ok  \tbilling/internal/invoice\t0.412s\nok  \tbilling/internal/ledger\t1.208s",
    "--- FAIL: TestHalfEven (0.00s)\n    round_test.go:31: got 10.13, want 10.12\nFAIL\tbilling/internal/invoice",
    (9, 32),
)

MOBILE = Project(
    home("mobile"),
    (
        Edit(
            "app/src/main/kotlin/ResumeGuard.kt",
            "state!!.restore()",
            "state?.restore() ?: freshStart()",
        ),
        Edit("app/src/main/kotlin/Feed.kt", "items.toList()", "items.asReversed()"),
        Edit("app/src/main/kotlin/Sync.kt", "delay(5_000)", "delay(backoff.next())"),
    ),
    ("onResume", "lateinit", "runBlocking"),
    "./gradlew testDebugUnitTest",
    "BUILD SUCCESSFUL in 41s\n38 actionable tasks: 6 executed",
    "ResumeGuardTest > restoresAfterKill FAILED\n    java.lang.NullPointerException at ResumeGuard.kt:27",
    (20, 55),
)

INFRA = Project(
    home("infra"),
    (
        Edit("modules/network/main.tf", "count = 2", "for_each = var.zones"),
        Edit("modules/database/variables.tf", "default = 20", "default = 50"),
        Edit("envs/staging/main.tf", 'version = "~> 4.0"', 'version = "~> 5.2"'),
    ),
    ("aws_security_group", "prevent_destroy", "0.0.0.0/0"),
    "terraform validate && tflint",
    "Success! The configuration is valid.\n0 issues found",
    'Error: Unsupported argument\n  on modules/network/main.tf line 14: "zones" is not expected here.',
    (8, 24),
)

DOCS = Project(
    home("docs"),
    (
        Edit(
            "guide/install.md", "Run the installer.", "Run the installer; it takes about a minute."
        ),
        Edit("guide/settings.md", "See below.", "Each setting takes effect at once."),
        Edit(
            "mkdocs.yml",
            "  - Home: index.md",
            "  - Home: index.md\n  - Settings: guide/settings.md",
        ),
    ),
    ("deprecated", "http://", "Screenshot"),
    "mkdocs build --strict",
    "INFO - Documentation built in 3.10 seconds",
    "WARNING - Doc file 'guide/install.md' contains a link 'setup.md', but the target is not found",
    (3, 9),
)

SEARCH = Project(
    home("search"),
    (
        Edit(
            "src/index/merge.rs",
            "let mut buf = Vec::new();",
            "let mut buf = Vec::with_capacity(total);",
        ),
        Edit("src/query/parse.rs", 'panic!("bad query")', "return Err(QueryError::Syntax(at))"),
        Edit("src/rank/bm25.rs", "const B: f32 = 0.5;", "const B: f32 = 0.75;"),
        Edit("benches/merge.rs", "1_000", "100_000"),
    ),
    ("unwrap\\(\\)", "unsafe", "impl Iterator"),
    "cargo test --workspace",
    "test result: ok. 164 passed; 0 failed; 2 ignored; finished in 6.77s",
    "---- query::parse::tests::nested stdout ----\nthread panicked at src/query/parse.rs:88: depth\ntest result: FAILED. 163 passed; 1 failed",
    (10, 45),
)

GATEWAY = Project(
    home("gateway"),
    (
        Edit("lib/retry.ex", "Process.sleep(1000)", "Process.sleep(jitter(attempt))"),
        Edit("lib/pool.ex", "timeout: :infinity", "timeout: 5_000"),
        Edit("config/runtime.exs", "pool_size: 10", "pool_size: String.to_integer(size)"),
    ),
    ("GenServer.call", "rescue", "Logger.warn"),
    "mix test",
    "......................\nFinished in 4.2 seconds\n96 tests, 0 failures",
    "  1) test gives up after three (RetryTest)\n     Assertion with == failed\n96 tests, 1 failure",
    (9, 28),
)

ML = Project(
    home("ml-pipeline"),
    (
        Edit("train/loop.py", "loss.backward()", "scaler.scale(loss).backward()"),
        Edit("data/shards.py", "random.shuffle(files)", "generator.shuffle(files)"),
        Edit("eval/report.py", "print(score)", "report.add(name, score)"),
    ),
    ("seed", "num_workers", "to\\(device\\)"),
    "python -m pytest -q",
    "88 passed, 3 skipped in 31.20s",
    "FAILED data/test_shards.py::test_same_order - assert [3, 1, 2] == [1, 2, 3]\n1 failed, 87 passed",
    (15, 40),
)

CORE = Project(
    home("core"),
    (
        Edit("src/arena.cpp", "return new Block(size);", "return m_pool.take(size);"),
        Edit("src/lexer.cpp", "if (c == '\\\\')", "if (isEscape(c))"),
        Edit("src/symbols.h", "std::map<std::string, Symbol>", "FlatMap<Name, Symbol>"),
        Edit("tests/tst_lexer.cpp", "QCOMPARE(tokens.size(), 3);", "QCOMPARE(tokens, expected);"),
    ),
    ("reinterpret_cast", "std::map<", "assert\\("),
    "ctest --test-dir build",
    "100% tests passed, 0 tests failed out of 57\nTotal Test time (real) = 9.81 sec",
    "98% tests passed, 1 tests failed out of 57\nThe following tests FAILED:\n\t 31 - tst_lexer (Failed)",
    (8, 35),
)

CLI = Project(
    home("cli"),
    (
        Edit("src/commands/login.ts", "process.exit(1)", "throw new UsageError(text)"),
        Edit("src/table.ts", "padEnd(20)", "padEnd(width(column))"),
        Edit("README.md", "![logo](logo.png)", "# cli"),
    ),
    ("process.exit", "console.log", "any\\b"),
    "pnpm test",
    "Tests: 143 passed, 143 total",
    "Tests: 2 failed, 141 passed, 143 total\n  ● login › asks again after a wrong code",
    (8, 26),
)

WAREHOUSE = Project(
    home("warehouse"),
    (
        Edit("models/orders_daily.sql", "GROUP BY 1", "GROUP BY order_day, region"),
        Edit("models/schema.yml", "- unique", "- unique\n          - not_null"),
        Edit("macros/dates.sql", "CURRENT_DATE", "{{ run_day() }}"),
    ),
    ("SELECT \\*", "LEFT JOIN", "CURRENT_DATE"),
    "dbt build --select state:modified+",
    "Done. PASS=34 WARN=0 ERROR=0 SKIP=0 TOTAL=34",
    "Failure in test not_null_orders_daily_region\n  Got 17 results, configured to fail if != 0",
    (10, 45),
)

GAME = Project(
    home("game"),
    (
        Edit("scripts/player.gd", "velocity.y += gravity", "velocity.y += gravity * delta"),
        Edit("scripts/spawner.gd", 'yield(timer, "timeout")', "await timer.timeout"),
        Edit("levels/forest.tscn", "speed = 2.0", "speed = 2.4"),
    ),
    ("_process\\(", "yield\\(", "get_node"),
    "godot --headless --script tests/run.gd",
    "63 assertions, 0 failures",
    "tests/player_test.gd:41: jump height 3.9, wanted 4.0\n63 assertions, 1 failure",
    (8, 24),
)

FIRMWARE = Project(
    home("firmware"),
    (
        Edit("src/uart.c", "while (!(SR & TXE));", "if (!waitFor(&SR, TXE, 5)) return ETIMEDOUT;"),
        Edit("src/sensor.c", "raw / 10", "(raw * SCALE) >> 8"),
        Edit("Makefile", "-O0", "-Os"),
    ),
    ("volatile", "malloc", "while \\(1\\)"),
    "make test",
    "41 Tests 0 Failures 0 Ignored\nOK",
    "test_uart.c:58:test_times_out:FAIL: Expected 110 Was 0\n41 Tests 1 Failures 0 Ignored",
    (7, 22),
)

DESIGN = Project(
    home("design-system"),
    (
        Edit("tokens/color.json", '"#1f6feb"', '"{blue.600}"'),
        Edit("src/Button.vue", 'class="btn"', ':class="classes"'),
        Edit("src/Dialog.vue", '@keydown.esc="close"', '@keydown.esc.stop="close"'),
    ),
    ("z-index", "outline: none", "aria-"),
    "npm run test:visual",
    "112 stories, 112 equal",
    "112 stories, 109 equal, 3 differ: Dialog/long, Dialog/rtl, Button/loading",
    (12, 36),
)


def content(edit):
    """What a Read of the file shows around the line that will change."""
    return f"…\n{edit.old}\n…"


def stretch(who, project, turn, fails=0.3):
    """A session or a subagent looks, changes, tests; sometimes the test fails first."""
    rng = who.random
    one = project.edits[turn % len(project.edits)]
    two = project.edits[(turn + 1) % len(project.edits)]
    word = project.search[turn % len(project.search)]
    look = [tools.read(project.path(one.path), content(one))]
    if rng.random() < 0.4:
        look.append(tools.grep(word, project.folder, [one.path, two.path]))
    if rng.random() < 0.25:
        look.append(tools.read(project.path(two.path), content(two)))
    who.act(*look)
    who.act(tools.edit(project.path(one.path), one.old, one.new, 12 + 9 * turn), think=(3, 9))
    if rng.random() < fails:
        who.act(
            tools.bash_fails(project.test, 1, project.failed, "Run the tests", project.takes),
            think=(6, 14),
        )
        who.act(tools.edit(project.path(two.path), two.old, two.new, 30 + 7 * turn), think=(3, 9))
    who.act(tools.bash(project.test, project.passed, "Run the tests", project.takes))
