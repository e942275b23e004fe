// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QtGlobal>

#include <random>

namespace dogwatch::test {

// What a test that draws its input at random starts from: DOGWATCH_TEST_SEED where it is set, so
// that a failure can be played again, else something new. Says which one it is, as the first thing
// that is to be known of a failure. One seed a test function: each can be run alone.
[[nodiscard]] inline unsigned seedOfThisRun()
{
    bool isNumber = false;
    const unsigned given = qEnvironmentVariable("DOGWATCH_TEST_SEED").toUInt(&isNumber);
    const unsigned seed = isNumber ? given : std::random_device()();
    qInfo("seed %u (DOGWATCH_TEST_SEED plays it again)", seed);
    return seed;
}

} // namespace dogwatch::test
