// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/hookrun.h"
#include "hook/hostclock.h"
#include "hook/options.h"
#include "hook/selfcheck.h"
#include "hook/usage.h"

int main(int argc, char **argv)
{
    using namespace dogwatch::hook;

    const std::uint64_t calledAt = unixNanoseconds();
    const Options options = parseOptions(argc, argv);
    switch (options.mode) {
    case Mode::Hook:
        runHook(options, calledAt);
        return 0;
    case Mode::Check:
        return options.wrongArgument ? printWrongUsage(options.wrongArgument)
                                     : printSelfCheck(options, calledAt);
    case Mode::Help:
        return printHelp();
    case Mode::Version:
        return printVersion();
    }
    return 0;
}
