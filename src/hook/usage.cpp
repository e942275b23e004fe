// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/usage.h"

#include "hook/exitcode.h"
#include "hook/output.h"

namespace dogwatch::hook {

namespace {

constexpr std::string_view kHelp =
    "Usage: dogwatch-hook --source NAME [--data-dir DIR] < payload\n"
    "       dogwatch-hook --check [--source NAME] [--data-dir DIR]\n"
    "\n"
    "Hands one hook payload of an AI coding agent, read from the standard input, to Dogwatch.\n"
    "While Dogwatch does not run, the payload waits in its spool folder. Prints nothing and\n"
    "always exits 0, so that it never disturbs the agent that calls it.\n"
    "\n"
    "  --source NAME   which agent calls: claude-code, codex, gemini-cli, cursor, copilot,\n"
    "                  opencode or generic (the default)\n"
    "  --data-dir DIR  Dogwatch's data folder (else $DOGWATCH_DATA_DIR, else\n"
    "                  $XDG_DATA_HOME/dogwatch, else ~/.local/share/dogwatch)\n"
    "  --check         send nothing; say where a payload would go and whether Dogwatch answers\n"
    "  --help          show this text\n"
    "  --version       show the version\n"
    "\n"
    "Exit codes of --check: 0 Dogwatch takes events, 1 something is wrong, 2 wrong usage,\n"
    "3 Dogwatch does not run.\n";

} // namespace

int printHelp()
{
    return writeOut(kHelp) ? kExitDone : kExitFailed;
}

int printVersion()
{
    return writeOut("dogwatch-hook " DOGWATCH_VERSION "\n") ? kExitDone : kExitFailed;
}

int printWrongUsage(const char *argument)
{
    writeError({"dogwatch-hook: wrong argument, or one without its value: ", argument,
                "\nTry 'dogwatch-hook --help'.\n"});
    return kExitUsage;
}

} // namespace dogwatch::hook
