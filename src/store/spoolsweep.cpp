// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/spoolsweep.h"

#include "store/eventenvelope.h"
#include "store/spoolfile.h"
#include "store/spoolfolder.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QRegularExpression>

#include <sys/stat.h>

#include <optional>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcSpool, "dogwatch.spool", QtInfoMsg)

constexpr qint64 kAbandonedAfterMs = 60LL * 60 * 1000;

struct Temporary
{
    QString name; // as it lies there
    QString finalName; // as its hook would have called it
    bool isAsLongAsItShouldBe = false;
};

// Nothing where it is not one of ours, or may still be in use.
std::optional<Temporary> abandoned(const QString &folder, const QString &name, qint64 nowMs)
{
    // ".NANOSECONDS-UUID.BYTES.json.tmp"; in rejected/ source and reason stand before the "json".
    static const QRegularExpression form(
        u"^\\.([0-9]{20}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.([0-9]{1,12})"
        "(?:\\.[a-z0-9._-]+)?\\.json)\\.tmp$"_s);
    const QRegularExpressionMatch match = form.match(name);
    if (!match.hasMatch())
        return {};
    struct stat info
    { };
    if (lstat(QFile::encodeName(folder + u'/' + name).constData(), &info) != 0
        || !checkSpoolFile(info))
        return {};
    if (qint64(info.st_mtim.tv_sec) * 1000 > nowMs - kAbandonedAfterMs)
        return {};
    return Temporary{name, match.captured(1), match.captured(2).toLongLong() == info.st_size};
}

QStringList hiddenFiles(const QString &folder)
{
    return QDir(folder).entryList({u".*.tmp"_s}, QDir::Files | QDir::Hidden, QDir::Name);
}

bool isWholeEvent(const QString &path, const Temporary &temporary, qint64 nowMs)
{
    if (!temporary.isAsLongAsItShouldBe)
        return false;
    const Result<QByteArray> content = readSpoolFile(path);
    return content && eventFromSpoolFile(*content, nowMs, {});
}

void sweepEvents(const SpoolFolder &folder, qint64 nowMs)
{
    for (const QString &name : hiddenFiles(folder.path())) {
        const std::optional<Temporary> temporary = abandoned(folder.path(), name, nowMs);
        if (!temporary)
            continue;
        const QString path = folder.path() + u'/' + name;
        if (isWholeEvent(path, *temporary, nowMs)
            && renameNew(path, folder.path() + u'/' + temporary->finalName)) {
            qCInfo(lcSpool) << "took over an event that a killed hook had written to its end";
            continue;
        }
        if (Result<void> moved = folder.setAside(name, u"a hook was killed while it wrote this"_s,
                                                 temporary->finalName + u".tmp"_s);
            !moved)
            qCWarning(lcSpool).noquote() << "cannot set aside" << name << moved.error().text;
    }
}

// What is kept for a person must not be hidden from them.
void sweepRejected(const QString &folder, qint64 nowMs)
{
    for (const QString &name : hiddenFiles(folder)) {
        const std::optional<Temporary> temporary = abandoned(folder, name, nowMs);
        if (!temporary)
            continue;
        const QString visible = temporary->isAsLongAsItShouldBe
            ? temporary->finalName
            : QString(temporary->finalName + u".tmp"_s);
        if (Result<void> renamed = renameNew(folder + u'/' + name, folder + u'/' + visible);
            !renamed)
            qCWarning(lcSpool).noquote() << "cannot rename" << name << renamed.error().text;
    }
}

} // namespace

void sweepSpool(const SpoolFolder &folder, qint64 nowMs)
{
    sweepEvents(folder, nowMs);
    sweepRejected(folder.rejected(), nowMs);
}

} // namespace dogwatch
