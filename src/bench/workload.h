// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace dogwatch {

inline constexpr qsizetype kBenchEventBytes = 1500;

// Hook events of 1.5 KB as an agent at work sends them: calls that begin and end, spread over so
// many sessions. Each workload names its calls anew, so that no event of one doubles another's.
// Thread: any, one at a time.
class Workload
{
public:
    explicit Workload(int sessions);

    [[nodiscard]] QByteArray payload(qint64 n) const;
    // The whole text of a POST of the n-th event.
    [[nodiscard]] QByteArray request(qint64 n, quint16 port, const QByteArray &token,
                                     bool closing = false) const;

private:
    const int m_sessions;
    const QByteArray m_name;
};

} // namespace dogwatch
