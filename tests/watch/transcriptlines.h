// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "watch/transcriptfixture.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>

namespace dogwatch::test {

[[nodiscard]] QByteArray callBlock(const QByteArray &id, const QByteArray &tool,
                                   const QByteArray &input);
[[nodiscard]] QByteArray resultBlock(const QByteArray &id, const QByteArray &content,
                                     const QByteArray &more = {});

// A test that writes transcripts line by line and imports them.
class TranscriptLines : public QObject
{
    Q_OBJECT

protected:
    // A line of type `type` a second after the one before it.
    QByteArray line(const QByteArray &type, const QByteArray &fields);
    QByteArray user(const QByteArray &content, const QByteArray &fields = {});
    QByteArray answer(const QByteArray &block, const QByteArray &fields = {},
                      const QByteArray &model = "claude-opus-5-5");
    void write(const QString &name, const QByteArrayList &parts);
    // In a list, because only of that the parts are made in their order.
    void read(const QByteArrayList &lines);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TranscriptStore> m_store;
    int m_at = 0;
    int m_lines = 0;

protected Q_SLOTS:
    void init();
};

} // namespace dogwatch::test
