// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/failpoint.h"

#ifdef DOGWATCH_TEST_HOOKS

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <unistd.h>

namespace dogwatch::hook {

namespace {

std::string_view takeUntil(std::string_view &text, char separator)
{
    const std::size_t length = std::min(text.find(separator), text.size());
    const std::string_view part(text.data(), length);
    text.remove_prefix(std::min(length + 1, text.size()));
    return part;
}

struct Nth
{
    int number = 0;
    bool fromThenOn = false;

    explicit Nth(std::string_view text)
    {
        for (const char c : text) {
            if (c == '+')
                fromThenOn = true;
            else
                number = number * 10 + (c - '0');
        }
    }
};

bool act(std::string_view action)
{
    if (action == "kill")
        kill(getpid(), SIGKILL);
    else if (action == "exit")
        _exit(70);
    return action == "error";
}

} // namespace

bool faultAt(const char *point)
{
    constexpr int kMostFaults = 8;
    static int passed[kMostFaults];
    const char *const variable = getenv("DOGWATCH_FAULT");
    std::string_view text = variable ? variable : "";
    bool fails = false;
    for (int i = 0; i < kMostFaults && !text.empty(); ++i) {
        std::string_view fault = takeUntil(text, ',');
        if (takeUntil(fault, ':') != point)
            continue;
        const Nth nth(takeUntil(fault, ':'));
        ++passed[i];
        if (passed[i] == nth.number || (nth.fromThenOn && passed[i] > nth.number))
            fails = act(fault) || fails;
    }
    return fails;
}

} // namespace dogwatch::hook

#endif
