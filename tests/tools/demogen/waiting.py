# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions that wait for a person, have failed or make no progress: one situation each."""

from . import projects as p
from . import tools
from .claude import Claude
from .plain import live
from .projects import stretch


def permission_pending():
    """Asks twice and is answered; the third time nobody comes."""
    s = Claude("api-server-rate-limiter", p.API.folder, 0.0)
    s.wait(0.5)
    s.prompt("Ship the rate limiter: 100 requests a minute for each key, then 429 with Retry-After")
    s.act(tools.read(p.API.path("src/limits/bucket.py"), "…\nreturn self.tokens > 0\n…"))
    s.ask(
        tools.bash("pip install freezegun", "Successfully installed freezegun-1.5.1", takes=(3, 5)),
        11,
    )
    stretch(s, p.API, 0, fails=1)
    s.ask(tools.bash("alembic upgrade head", "Running upgrade 41ac -> 52bd, keys", takes=(2, 4)), 8)
    s.act(
        tools.bash(
            "git commit -am 'Limit requests by key'",
            "[main 8c1f2aa] Limit requests by key\n 6 files changed",
        )
    )
    s.ask(tools.bash("git push origin main", takes=(1, 2)))
    return s


def permission_refused():
    """A refusal fires no event: the next prompt is all that tells."""
    s = Claude("infra-cleanup", p.INFRA.folder, 0.8)
    s.wait(0.6)
    s.prompt("Remove the security groups that nothing uses any more")
    s.act(tools.grep("aws_security_group", p.INFRA.folder, ["modules/network/main.tf"]))
    s.ask(tools.bash("aws ec2 delete-security-group --group-id sg-0b1c2d"))
    s.wait(24)
    s.prompt("No. Show me the list first, and change it in terraform only")
    stretch(s, p.INFRA, 2)
    s.stop("Four groups are unused; the plan removes them, nothing is applied.")
    s.wait(30)
    live(
        s,
        p.INFRA,
        (
            ("Apply it to staging", "Staging has no unused group left."),
            ("Write down how to find them next time", "docs/cleanup.md has the query."),
        ),
        rest=(60, 150),
    )
    return s


def question_pending():
    s = Claude("web-single-sign-on", p.WEB.folder, 1.3)
    s.wait(0.5)
    s.prompt("Add single sign-on")
    s.act(
        tools.grep("useSession", p.WEB.folder, ["src/pages/Login.tsx", "src/api/client.ts"]),
        tools.read(p.WEB.path("src/pages/Login.tsx"), "…\nconst [user, setUser] = useState()\n…"),
    )
    s.ask(
        tools.question(
            "Which auth provider?",
            "Provider",
            (
                ("Keycloak", "Runs here already, for the intranet"),
                ("Auth0", "Hosted; the contract ends in March"),
                ("Own", "Passkeys only, no passwords"),
            ),
            "Keycloak",
        ),
        suggestions=False,
    )
    return s


def question_answered():
    s = Claude("mobile-theme", p.MOBILE.folder, 2.0, model="claude-sonnet-5-5")
    s.wait(0.5)
    s.prompt("Dark mode, please")
    s.act(tools.glob("app/src/main/res/values*/colors.xml", ["values/colors.xml"]))
    s.ask(
        tools.question(
            "Follow the system or have a switch of its own?",
            "Theme",
            (("System", "No setting to explain"), ("Switch", "Works on old phones too")),
            "System",
        ),
        16,
        suggestions=False,
    )
    live(
        s,
        p.MOBILE,
        (
            ("Dark mode, please: now the icons too", "All icons take the text's colour."),
            ("And the splash screen", "The splash screen is dark where the system is."),
        ),
        rest=(60, 140),
    )
    return s


def plan_pending():
    s = Claude("infra-modules", p.INFRA.folder, 2.7, mode="plan")
    s.wait(0.4)
    s.prompt("Upgrade all modules to provider 5. Plan first, I want to see the order")
    s.act(
        tools.grep('version = "~> 4', p.INFRA.folder, ["envs/staging/main.tf", "envs/prod/main.tf"])
    )
    s.act(
        tools.read(p.INFRA.path("envs/staging/main.tf"), 'version = "~> 4.0"'),
        tools.read(p.INFRA.path("envs/prod/main.tf"), 'version = "~> 4.0"'),
    )
    s.act(
        tools.web_fetch(
            "https://registry.example/aws/5.0/upgrade",
            "What breaks from 4 to 5?",
            "EC2-Classic is gone; S3 settings are resources of their own.",
        )
    )
    s.ask(tools.plan(), suggestions=False)
    return s


def plan_approved():
    s = Claude("firmware-uart", p.FIRMWARE.folder, 3.4, mode="plan")
    s.wait(0.4)
    s.prompt("The UART driver hangs when the cable is pulled. Think first")
    s.act(
        tools.read(p.FIRMWARE.path("src/uart.c"), "while (!(SR & TXE));"),
        tools.grep("while \\(1\\)", p.FIRMWARE.folder, ["src/uart.c"]),
    )
    s.ask(tools.plan(), 19, suggestions=False)
    s.mode = "acceptEdits"
    stretch(s, p.FIRMWARE, 0)
    s.stop("Each wait has an end now; a pulled cable is ETIMEDOUT after 5 ms.")
    s.wait(40)
    live(
        s,
        p.FIRMWARE,
        (("Same for the sensor bus", "The sensor bus gives up after three tries."),),
        rest=(60, 140),
    )
    return s


def failed():
    s = Claude("mobile-crash-on-resume", p.MOBILE.folder, 4.2, model="claude-sonnet-5-5")
    s.wait(0.5)
    s.prompt("Fix the crash on resume")
    s.act(tools.read(p.MOBILE.path("app/src/main/kotlin/ResumeGuard.kt"), "state!!.restore()"))
    s.act(
        tools.bash_fails(
            "./gradlew testDebugUnitTest", 1, p.MOBILE.failed, "Run the tests", (8, 12)
        )
    )
    s.stop_failure("rate_limit", "API Error: rate limit reached, resets at 14:00")
    return s


def failed_and_back():
    s = Claude("gateway-overload", p.GATEWAY.folder, 5.0)
    s.wait(0.4)
    s.prompt("Shed load when the queue is longer than two seconds")
    stretch(s, p.GATEWAY, 1, fails=0)
    s.stop_failure("server_error", "API Error: 529 overloaded")
    s.wait(75)
    live(
        s,
        p.GATEWAY,
        (
            ("Go on", "Calls beyond two seconds of queue get 503 with Retry-After."),
            (
                "How does it behave at the edge? Try 1.9 and 2.1 seconds",
                "1.9 s passes, 2.1 s is shed.",
            ),
        ),
        rest=(60, 130),
    )
    return s


def stalled():
    s = Claude("api-server-flaky", p.API.folder, 5.5)
    s.wait(0.4)
    s.prompt("Make the tests stable")
    s.act(tools.grep("sleep\\(", p.API.path("tests"), ["tests/api/test_limits.py"]))
    s.act(tools.bash("pytest -q tests/api -x", p.API.passed, "Run the tests", (4, 6)))
    s.hang(tools.bash("pytest -q tests/api --count 50", description="Run each test fifty times"))
    return s


def sessions():
    for make in (
        permission_pending,
        permission_refused,
        question_pending,
        question_answered,
        plan_pending,
        plan_approved,
        failed,
        failed_and_back,
        stalled,
    ):
        yield make()
