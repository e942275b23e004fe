// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <vector>

namespace dogwatch {

// What a run of load found. Latencies are sorted, in nanoseconds.
struct LoadResult
{
    qint64 sent = 0;
    qint64 answered = 0; // with 2xx
    qint64 failed = 0; // any other answer, or none
    double seconds = 0;
    std::vector<qint64> latencies;

    [[nodiscard]] double perSecond() const;
    [[nodiscard]] double percentileMs(double share) const;
};

struct LoadOptions
{
    quint16 port = 0;
    int clients = 1;
    bool newConnectionEach = false;
    qint64 total = 0; // requests over all clients; the run ends with them
    qint64 perSecond = 0; // at most so many over all clients; 0: as fast as they are answered
    // The whole text of the n-th request to that port.
    std::function<QByteArray(qint64 n, quint16 port)> request;
};

// A socket that is connected to that port of 127.0.0.1; negative where there is nobody.
[[nodiscard]] int connectTo(quint16 port);

// Drives a server on 127.0.0.1 with so many clients, each with one request under way, from a single
// thread with epoll, so that the load costs as little as possible beside what it measures. Bounded
// in count, and in time by 60 s. Blocking.
[[nodiscard]] LoadResult runLoad(const LoadOptions &options);

} // namespace dogwatch
