// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/entriesmodel.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace dogwatch {

// One entry of a transcript as its viewer shows it. Pure; any thread.
struct TranscriptRow
{
    enum Tone {
        Plain,
        Removed,
        Added,
        Quiet,
    };

    EntryKey key;
    EntryKind kind = EntryKind::Prompt;
    QString head; // who or which tool
    QString what; // what the tool is applied to, in one line
    QString timeText;
    QString note; // beside the head: "failed", "12 lines"
    QString prose; // what was said; empty where lines are shown
    QStringList lines; // what a tool was given or gave back
    QList<int> tones; // of each line
    int hiddenLines = 0; // that are left out, because there are many
    bool canUnfold = false;
    bool unfolded = false;
    bool failed = false;
    QString toolUseId;
    QString agentId;

    friend bool operator==(const TranscriptRow &, const TranscriptRow &) = default;
};

// Longer things are folded unless `unfolded`; the tool of a result's call, if it is known.
[[nodiscard]] TranscriptRow makeTranscriptRow(const TranscriptEntry &entry, bool unfolded,
                                              const QString &toolOfCall, qint64 nowMs);
// The entry's own words, indented, one line each.
[[nodiscard]] QStringList rawLines(const TranscriptEntry &entry);

// So many lines of one entry are shown at most.
constexpr int kMostEntryLines = 3000;

} // namespace dogwatch
