// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace dogwatch {

// The command line of dogwatch. A plain value.
struct Options
{
    bool headless = false;
    bool minimized = false;
    bool demo = false;
    bool insecureNoToken = false;
    QString dataDir;
    std::optional<quint16> port; // none: the usual one, or any free one if that is taken
    QString openSession;
    int longPollTimeoutMs = 30'000;

    bool help = false;
    bool version = false;
};

inline constexpr quint16 kDefaultPort = 4519;

// InvalidInput for what is not understood.
[[nodiscard]] Result<Options> parseOptions(const QStringList &arguments);
[[nodiscard]] QString helpText();

} // namespace dogwatch
