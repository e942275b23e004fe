// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/transcriptentry.h"
#include "livestore.h"

#include <QJsonObject>

namespace dogwatch::test {

// One entry of a transcript, for the store.
struct ToldEntry
{
    EntryKind kind = EntryKind::Answer;
    QJsonObject body = {};
    QString toolUseId = {};
    QString tool = {};
    QString agent = {};
    bool failed = false;
};

// Writes entries into the store as the pass over the texts would, a second after each other.
class ToldTranscript
{
public:
    explicit ToldTranscript(LiveStore &store, const QString &session);

    // Returns the entry's id.
    qint64 tell(const ToldEntry &entry);
    qint64 say(EntryKind kind, const QString &text, const QString &agent = {});
    // A call and what it gave back.
    void call(const QString &id, const QString &tool, const QJsonObject &input,
              const QString &result, bool failed = false);
    void setTime(qint64 unixMs) { m_timeMs = unixMs; }

private:
    LiveStore &m_store;
    const qint64 m_session;
    qint64 m_timeMs;
    qint64 m_lines = 0;
};

// Some of everything that a viewer has to show.
void tellEveryKind(LiveStore &store, const QString &session);

} // namespace dogwatch::test
