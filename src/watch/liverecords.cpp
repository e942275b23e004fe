// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/liverecords.h"

#include "core/times.h"
#include "watch/transcriptfile.h"
#include "watch/transcriptroots.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMostBytes = 64 * 1024;

LiveWord wordOf(const QString &status)
{
    if (status == u"busy"_s || status == u"shell"_s)
        return LiveWord::Busy;
    if (status == u"idle"_s)
        return LiveWord::Idle;
    return status == u"waiting"_s ? LiveWord::Waiting : LiveWord::Other;
}

// Unix ms as a number, or a time as text.
qint64 timeOf(const QJsonValue &value)
{
    return value.isDouble() ? value.toInteger() : fromRfc3339(value.toString()).value_or(0);
}

QJsonObject readRecord(const QString &folder, qint64 pid)
{
    const Result<TranscriptFile> file =
        TranscriptFile::openBelow({folder}, u"%1/%2.json"_s.arg(folder).arg(pid), ForbiddenFiles());
    if (!file || file->size() > kMostBytes)
        return {};
    QByteArray content(static_cast<qsizetype>(file->size()), Qt::Uninitialized);
    const Result<qint64> read = file->readAt(0, content.data(), content.size());
    if (!read)
        return {};
    content.truncate(static_cast<qsizetype>(*read));
    return QJsonDocument::fromJson(content).object();
}

} // namespace

QStringList liveRecordFolders()
{
    QStringList folders = transcriptRoots();
    for (QString &folder : folders)
        folder = folder.section(u'/', 0, -2) + u"/sessions"_s;
    return folders;
}

std::optional<LiveRecord> liveRecordOf(const QStringList &folders, qint64 pid,
                                       const QString &sessionId)
{
    for (const QString &folder : folders) {
        const QJsonObject record = readRecord(folder, pid);
        if (record.value(u"sessionId").toString() != sessionId)
            continue;
        LiveRecord found;
        found.word = wordOf(record.value(u"status").toString());
        found.waitingFor = record.value(u"waitingFor").toString();
        found.updatedAtMs = timeOf(record.value(u"statusUpdatedAt"));
        if (found.updatedAtMs > 0)
            return found;
    }
    return std::nullopt;
}

} // namespace dogwatch
