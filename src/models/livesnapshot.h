// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attentionitem.h"
#include "core/attentionmark.h"
#include "core/result.h"
#include "core/session.h"
#include "store/readmodel.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <vector>

namespace dogwatch {

class ReadPort;

// What the board starts from, read in one snapshot of the store.
struct LiveSnapshot
{
    std::vector<Session> sessions; // those that live, and those active since `activeSinceMs`
    std::vector<AttentionItem> attention; // open ones
    std::vector<ActivitySlot> activity;
    QHash<QString, AttentionMark> marks = {}; // of open ones
    QSet<SessionRef> muted = {};
};

struct SnapshotQuery
{
    qint64 activeSinceMs = 0;
    qint64 activitySinceMs = 0;
    qint64 activitySlotMs = 0;
};

using SnapshotDone = std::function<void(Result<LiveSnapshot>)>;
// Reads and later calls `done` in the GUI thread; never from within the call.
using SnapshotLoader = std::function<void(const SnapshotQuery &query, SnapshotDone done)>;

// Asks the store through `port`, which must outlive the loader.
[[nodiscard]] SnapshotLoader storeSnapshotLoader(ReadPort *port);

} // namespace dogwatch
