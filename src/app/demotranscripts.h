// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>

namespace dogwatch {

// Writes transcripts for the sessions of --demo as their agent would: a line for each prompt, call,
// result and answer of the hooks that are played, with a model and tokens that look like life. So
// the demo shows what things cost, and everything that reads transcripts is at work in it.
//
// Any one thread; writes files below `folder`, which belongs to the demo.
class DemoTranscripts
{
public:
    explicit DemoTranscripts(const QString &folder);

    // The payload with paths to our transcripts in it.
    [[nodiscard]] QByteArray moved(QByteArray payload) const;
    // Adds what such a payload tells.
    void write(const QByteArray &payload, qint64 nowMs);

private:
    struct Conversation
    {
        QString model;
        QString lastUuid;
        qint64 context = 0; // tokens
        int answers = 0;
    };

    [[nodiscard]] QJsonObject lineOf(const QJsonObject &event, const QString &path,
                                     Conversation &conversation);
    [[nodiscard]] QJsonObject answer(const QString &path, Conversation &conversation,
                                     const QJsonObject &content);

    const QString m_folder;
    QHash<QString, Conversation> m_conversations; // by path
};

} // namespace dogwatch
