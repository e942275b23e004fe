// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

namespace dogwatch {

// One HTTP exchange with a running Dogwatch over its local socket. Blocking: for the command line
// and for a second start, never in a thread that serves. Unavailable: nobody is there. Busy:
// somebody is there and says nothing, so that nobody can tell whether what was asked for is done.
struct LocalAnswer
{
    int status = 0;
    QByteArray body;
};

struct LocalRequest
{
    QByteArray method = "GET";
    QByteArray path; // as it goes on the wire, with its query
    QByteArray headers; // "Name: value\r\n" lines
    QByteArray body; // JSON
};

[[nodiscard]] Result<LocalAnswer> askLocally(const QString &socketPath, const LocalRequest &request,
                                             int timeoutMs);

} // namespace dogwatch
