// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/sessionkey.h"

#include <QString>

#include <vector>

namespace dogwatch {

class Database;

// What went wrong in one session, from whatever told of it. As in readmodel.h, one short read on
// the given connection, in its thread.
struct Trouble
{
    enum Kind {
        FailedCall,
        DeniedCall,
        AbandonedCall, // its agent or session ended before it did
        FailedTurn,
        ApiError,
        ApiRetry,
        Interrupted,
        Refused,
    };

    Kind kind = FailedCall;
    qint64 atMs = 0; // 0: not known
    QString agentId; // empty: the main agent
    QString tool;
    QString what; // what the tool was applied to, or the prompt of a turn
    QString error;
    QString toolUseId; // of a call
    qint64 entry = 0; // of a transcript; 0: told by hooks
};

// The oldest first; of very many the newest `limit` of each source.
[[nodiscard]] Result<std::vector<Trouble>> troublesOf(Database &database, SessionRef session,
                                                      int limit);

} // namespace dogwatch
