// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/entry.h"
#include "core/sessionkey.h"

#include <QHash>
#include <QString>

#include <optional>

namespace dogwatch {

// What was found outside about one session: on disk, in the process table. Plain values, made where
// reading may block, judged where the store is (see findings.h).

enum class ProcessState {
    NotKnown, // no pid was told, or this system does not say
    Alive,
    Gone, // nothing has that pid, or something that was started later
};

// What the agent itself writes about what it does.
enum class LiveWord {
    Busy,
    Idle, // it waits for a prompt
    Waiting, // for an answer of a person
    Shell, // a command runs; in its turn or behind it
    Other, // a word that this version does not know
};

struct LiveRecord
{
    QString sessionId; // of whom it speaks
    LiveWord word = LiveWord::Other;
    QString waitingFor;
    qint64 updatedAtMs = 0; // unix ms
};

// A lock that an agent keeps in the folder of a session for as long as a process works in it.
enum class LockSign {
    NotKnown, // it keeps none, or its folder could not be looked into
    Held, // by a process that lives
    Left, // by one that lives no more: it had no time to clear up
    Free, // there is the folder, and no lock in it
};

// What the transcript of a subagent holds that no hook has heard at work.
enum class AgentSign {
    NotKnown, // could not be looked at
    Absent, // its session's folder is there, and nothing of it
    Prompt, // what it was told to do, and no answer
    Answer,
};

struct SessionEvidence
{
    SessionKey key;
    ProcessIdentity process; // of which `state` is
    ProcessState state = ProcessState::NotKnown;
    std::optional<LiveRecord> record; // of that process
    LockSign lock = LockSign::NotKnown; // of that session
    // The nearest session whose process started this one's.
    std::optional<SessionRef> startedBy;
    QHash<QString, AgentSign> agents; // by id
    std::optional<qint64> transcriptAtMs; // the main agent's last answer there
    // How long a call of that id may take before it is out of the ordinary, and what is usual; ms.
    struct Usual
    {
        qint64 limitMs = 0;
        std::optional<qint64> usualMs; // none: too few like it were seen
        qint64 askedUntilMs = 0; // unix ms: before that it waited for a person
    };
    QHash<QString, Usual> calls;
    qint64 gatheredAtMs = 0; // unix ms
    // What lasted longer than since then may have slept, with the machine: only from then on it
    // counts.
    qint64 awakeSinceMs = 0; // unix ms
};

} // namespace dogwatch
