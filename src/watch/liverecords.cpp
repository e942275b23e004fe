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
constexpr qint64 kClockToleranceMs = 3000;

LiveWord wordOf(const QString &status, const QString &waitingFor)
{
    // A list that a person has opened themselves asks for nothing.
    if (waitingFor == u"dialog open"_s)
        return LiveWord::Other;
    if (status == u"busy"_s)
        return LiveWord::Busy;
    if (status == u"shell"_s)
        return LiveWord::Shell;
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

std::optional<LiveRecord> liveRecordOf(const QStringList &folders, const ProcessIdentity &process)
{
    for (const QString &folder : folders) {
        const QJsonObject record = readRecord(folder, process.pid.value_or(0));
        LiveRecord found;
        found.sessionId = record.value(u"sessionId").toString();
        found.waitingFor = record.value(u"waitingFor").toString();
        found.word = wordOf(record.value(u"status").toString(), found.waitingFor);
        found.updatedAtMs = timeOf(record.value(u"statusUpdatedAt"));
        // A kill leaves the record behind, and another process may get the pid.
        const bool isLeftBehind =
            process.startedAtMs && found.updatedAtMs < *process.startedAtMs - kClockToleranceMs;
        if (!found.sessionId.isEmpty() && found.updatedAtMs > 0 && !isLeftBehind)
            return found;
    }
    return std::nullopt;
}

} // namespace dogwatch
