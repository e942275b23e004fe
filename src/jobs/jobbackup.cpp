// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "jobs/jobbackup.h"

#include "store/backup.h"
#include "store/statement.h"

#include <QDateTime>
#include <QDir>
#include <QStorageInfo>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kSize[] =
    "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";

// A disk that a backup fills is worse than none.
Result<void> checkRoom(Database &database, const QString &folder)
{
    Statement size(database, kSize);
    const Result<bool> row = size.next();
    if (!row)
        return row.error();
    const QStorageInfo disk(folder);
    if (disk.isValid() && disk.bytesAvailable() < 2 * size.integer(0))
        return Error{ErrorCode::StorageFull, u"a backup would leave too little room on the disk"_s};
    return {};
}

} // namespace

Result<QString> backUpFor(Database &database, const ClaimedOccurrence &occurrence,
                          const QString &folder)
{
    const QString job = u"job-%1"_s.arg(occurrence.job.id);
    const QString due = QDateTime::fromMSecsSinceEpoch(occurrence.dueMs, Qt::UTC)
                            .toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
    QDir files(folder);
    const QStringList same = files.entryList({u"dogwatch-*-%1-%2.db"_s.arg(job, due)}, QDir::Files);
    QString path = same.isEmpty() ? QString() : files.filePath(same.front());
    if (path.isEmpty()) {
        if (!files.mkpath(folder))
            return Error{ErrorCode::Permission, u"cannot make the folder %1"_s.arg(folder)};
        if (Result<void> room = checkRoom(database, folder); !room)
            return room.error();
        Result<QString> made = backUpTo(database, folder, u"%1-%2"_s.arg(job, due));
        if (!made)
            return made;
        path = *made;
    }
    files.refresh();
    // Their names begin with the time at which they were made.
    QStringList all = files.entryList({u"dogwatch-*-%1-*.db"_s.arg(job)}, QDir::Files, QDir::Name);
    const qsizetype keep = std::max<qint64>(1, occurrence.job.options.value(u"keep").toInteger(1));
    while (all.size() > keep)
        QFile::remove(files.filePath(all.takeFirst()));
    return path;
}

} // namespace dogwatch
