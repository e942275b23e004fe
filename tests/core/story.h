// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/reducer.h"

#include <QJsonObject>
#include <QMap>
#include <QString>

#include <vector>

namespace dogwatch::test {

// The payloads recorded from a real client: one file of tests/data/claude, without ".json".
[[nodiscard]] QJsonObject recorded(const QString &name);

// One line of a recording: when the hook was called, and with what.
struct RecordedHook
{
    qint64 atMs = 0;
    QJsonObject payload;
};

// The recorded sessions, each with its hooks in the order in which they were called.
[[nodiscard]] QMap<QString, std::vector<RecordedHook>> recordedSessions();

// One session's way through the reducer, with tables as the store keeps them: the reducer gets what
// is open and what an entry names, and the rows that it returns replace those of the same key.
class Story
{
public:
    explicit Story(Source source = Source::ClaudeCode);

    // Reports an event at `atMs` that comes in `lateMs` afterwards; returns the session as it is
    // then.
    Session tell(const QJsonObject &payload, qint64 atMs, qint64 lateMs = 0);
    Session tell(const Report &report, qint64 atMs, qint64 lateMs = 0);
    // The shorter way: an event's name and its fields.
    Session tell(const QString &event, qint64 atMs, const QJsonObject &fields = {});
    Session tellLate(const QString &event, qint64 atMs, qint64 nowMs,
                     const QJsonObject &fields = {});

    [[nodiscard]] const Session &session() const { return m_session; }
    [[nodiscard]] QString status() const { return statusName(m_session.status); }
    [[nodiscard]] const QMap<QString, Agent> &agents() const { return m_agents; }
    [[nodiscard]] const QMap<QString, ToolCall> &calls() const { return m_calls; }
    [[nodiscard]] const QMap<QString, Turn> &turns() const { return m_turns; }
    [[nodiscard]] const QMap<QString, AttentionItem> &attention() const { return m_attention; }
    [[nodiscard]] QString callStatus(const QString &id) const;
    [[nodiscard]] std::vector<AttentionItem> openAsks() const;

    // What must hold of the tables at any time; empty, or what does not.
    [[nodiscard]] QString contradiction() const;

    friend bool operator==(const Story &, const Story &) = default;

private:
    Session fold(const Entry &entry);

    Source m_source;
    qint64 m_seq = 0;
    Session m_session;
    QMap<QString, Agent> m_agents;
    QMap<QString, ToolCall> m_calls;
    QMap<QString, Turn> m_turns;
    QMap<QString, AttentionItem> m_attention;
};

} // namespace dogwatch::test
