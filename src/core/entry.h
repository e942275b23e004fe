// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/report.h"
#include "core/source.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace dogwatch {

// The agent's process, as the hook client found it. The start time tells a reused pid apart.
struct ProcessIdentity
{
    std::optional<qint64> pid;
    std::optional<qint64> startedAtMs; // unix ms

    friend bool operator==(const ProcessIdentity &, const ProcessIdentity &) = default;
};

// Around a payload: who sent it, when and from where.
struct Envelope
{
    QString eventId; // unique; made by the client, or by us where it gave none
    Source source = Source::Generic;
    Origin origin = Origin::Hook;
    qint64 occurredAtMs = 0; // unix ms: when the agent said it, or when it came in
    qint64 receivedAtMs = 0; // unix ms: when it came in
    ProcessIdentity process;
    QString tty;
    QByteArray terminal; // a JSON object, or empty
};

// One line of the log: an event from outside or an observation of ours. The reducer folds these.
struct Entry
{
    qint64 seq = 0; // of the event; for an observation, of the last event before it
    Envelope envelope;
    QString type; // the agent's own event name
    Report report;
};

} // namespace dogwatch
