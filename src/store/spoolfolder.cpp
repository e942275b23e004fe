// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/spoolfolder.h"

#include "core/fault.h"
#include "core/foldernames.h"
#include "store/eventenvelope.h"
#include "store/spoolfile.h"

#include <QFile>
#include <QLoggingCategory>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcSpool, "dogwatch.spool", QtInfoMsg)

bool isCandidate(const QByteArray &name)
{
    return !name.startsWith('.') && name != "rejected";
}

} // namespace

SpoolFolder::SpoolFolder(const DataFolder &folder)
    : m_path(folder.spool())
    , m_rejected(folder.rejected())
{ }

Result<QStringList> SpoolFolder::waiting(qsizetype limit) const
{
    Result<std::vector<QByteArray>> names = namesIn(m_path);
    if (!names)
        return names.error();
    std::erase_if(*names, [](const QByteArray &name) { return !isCandidate(name); });
    std::sort(names->begin(), names->end());
    QStringList waiting;
    for (const QByteArray &name : *names) {
        if (waiting.size() == limit)
            break;
        waiting.append(QFile::decodeName(name));
    }
    return waiting;
}

Result<qint64> SpoolFolder::count() const
{
    Result<QStringList> names = waiting(std::numeric_limits<qsizetype>::max());
    if (!names)
        return names.error();
    return names->size();
}

Result<IncomingEvent> SpoolFolder::read(const QString &name, qint64 nowMs,
                                        const StoragePolicy &policy) const
{
    Result<QByteArray> content = readSpoolFile(m_path + u'/' + name);
    if (!content)
        return content.error();
    return eventFromSpoolFile(*content, nowMs, policy);
}

Result<void> SpoolFolder::remove(const QString &name) const
{
    if (faultAt("spool.before_unlink"))
        return Error{ErrorCode::StorageFull, u"failpoint spool.before_unlink"_s};
    if (unlink(QFile::encodeName(m_path + u'/' + name).constData()) != 0 && errno != ENOENT)
        return Error{ErrorCode::StorageFull, qt_error_string(errno)};
    (void)faultAt("spool.after_unlink");
    return {};
}

Result<void> SpoolFolder::setAside(const QString &name, const QString &reason,
                                   const QString &asName) const
{
    if (mkdir(QFile::encodeName(m_rejected).constData(), 0700) != 0 && errno != EEXIST)
        return Error{ErrorCode::StorageFull, qt_error_string(errno)};
    const QString wanted = m_rejected + u'/' + (asName.isEmpty() ? name : asName);
    QString target = wanted;
    Result<void> moved = renameNew(m_path + u'/' + name, target);
    for (int n = 1; !moved && moved.error().code == ErrorCode::Conflict && n < 10000; ++n) {
        target = wanted + u".%1"_s.arg(n);
        moved = renameNew(m_path + u'/' + name, target);
    }
    if (!moved)
        return moved;
    QFile note(target + u".reason"_s);
    if (note.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
        note.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        note.write(reason.toUtf8() + '\n');
    }
    qCWarning(lcSpool).noquote() << "set aside a file of the spool:" << reason;
    return {};
}

} // namespace dogwatch
