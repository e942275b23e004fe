// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/transcriptlines.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <QTime>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

QByteArray callBlock(const QByteArray &id, const QByteArray &tool, const QByteArray &input)
{
    return R"({"type":"tool_use","id":")" + id + R"(","name":")" + tool + R"(","input":)" + input
        + '}';
}
QByteArray resultBlock(const QByteArray &id, const QByteArray &content, const QByteArray &more)
{
    return R"([{"type":"tool_result","tool_use_id":")" + id + R"(","content":)" + content + more
        + "}]";
}

void TranscriptLines::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<TranscriptStore>();
    m_at = 0;
    m_lines = 0;
}

void TranscriptLines::write(const QString &name, const QByteArrayList &parts)
{
    const QByteArray lines = parts.join();
    const QString path = m_folder->filePath(name);
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    QCOMPARE(file.write(lines), lines.size());
}

void TranscriptLines::read(const QByteArrayList &lines)
{
    write(u"s.jsonl"_s, lines);
    QCOMPARE(m_store->import({m_folder->path()}).problems, QStringList());
}

QByteArray TranscriptLines::line(const QByteArray &type, const QByteArray &fields)
{
    const QByteArray uuid = "u" + QByteArray::number(++m_lines);
    const QByteArray at = QTime(9, 0).addSecs(++m_at).toString(u"hh:mm:ss").toLatin1();
    const QByteArray parent = m_lines == 1
        ? QByteArray("null")
        : QByteArray("\"u" + QByteArray::number(m_lines - 1) + '"');
    return R"({"type":")" + type + R"(","sessionId":"s","uuid":")" + uuid + R"(","parentUuid":)"
        + parent + R"(,"timestamp":"2026-10-12T)" + at + R"(.000Z",)" + fields + "}\n";
}

QByteArray TranscriptLines::user(const QByteArray &content, const QByteArray &fields)
{
    return line("user", fields + R"("message":{"role":"user","content":)" + content + '}');
}

QByteArray TranscriptLines::answer(const QByteArray &block, const QByteArray &fields,
                                   const QByteArray &model)
{
    return line("assistant",
                fields + R"("message":{"id":"m","role":"assistant","model":")" + model
                    + R"(","content":[)" + block + "]}");
}

} // namespace dogwatch::test
