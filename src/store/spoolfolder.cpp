// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/spoolfolder.h"

#include "core/fault.h"
#include "store/eventenvelope.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcSpool, "dogwatch.spool", QtInfoMsg)

// A payload of 64 MiB and what stands around it.
constexpr qint64 kLargestFile = 65LL * 1024 * 1024;

struct CloseFolder
{
    void operator()(DIR *folder) const { closedir(folder); }
};

// An open file, closed at the end of its scope.
class OpenFile
{
public:
    explicit OpenFile(int file)
        : m_file(file)
    { }
    ~OpenFile()
    {
        if (m_file >= 0)
            close(m_file);
    }
    Q_DISABLE_COPY_MOVE(OpenFile)

    [[nodiscard]] int get() const { return m_file; }

private:
    const int m_file;
};

bool isCandidate(const dirent &entry)
{
    return entry.d_name[0] != '.' && std::strcmp(entry.d_name, "rejected") != 0;
}

Result<void> checkFile(const struct stat &info)
{
    if (!S_ISREG(info.st_mode))
        return Error{ErrorCode::InvalidInput, u"not a regular file"_s};
    if (info.st_uid != geteuid())
        return Error{ErrorCode::InvalidInput, u"it belongs to another user"_s};
    if (info.st_nlink != 1)
        return Error{ErrorCode::InvalidInput, u"it has another name elsewhere"_s};
    if (info.st_size > kLargestFile)
        return Error{ErrorCode::InvalidInput, u"larger than any event may be"_s};
    return {};
}

Result<QByteArray> readAll(int file, qint64 size)
{
    QByteArray content(static_cast<qsizetype>(size), Qt::Uninitialized);
    qsizetype have = 0;
    while (have < content.size()) {
        const ssize_t got =
            ::read(file, content.data() + have, static_cast<std::size_t>(content.size() - have));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return Error{ErrorCode::StorageFull, qt_error_string(errno)};
        if (got == 0)
            break;
        have += got;
    }
    content.truncate(have);
    return content;
}

} // namespace

SpoolFolder::SpoolFolder(const DataFolder &folder)
    : m_path(folder.spool())
    , m_rejected(folder.rejected())
{ }

Result<QStringList> SpoolFolder::waiting(qsizetype limit) const
{
    const std::unique_ptr<DIR, CloseFolder> folder(opendir(QFile::encodeName(m_path).constData()));
    if (!folder)
        return Error{ErrorCode::Permission,
                     u"cannot read %1: %2"_s.arg(m_path, qt_error_string(errno))};
    // As bytes: a name that is no valid text must still be found again to be set aside.
    std::vector<QByteArray> names;
    while (const dirent *entry = readdir(folder.get())) {
        if (isCandidate(*entry))
            names.emplace_back(entry->d_name);
    }
    std::sort(names.begin(), names.end());
    QStringList waiting;
    for (const QByteArray &name : names) {
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

Result<IncomingEvent> SpoolFolder::read(const QString &name, qint64 nowMs) const
{
    const QByteArray path = QFile::encodeName(m_path + u'/' + name);
    // Looked at first: opening a FIFO or a device could block or do something.
    struct stat before
    { };
    if (lstat(path.constData(), &before) != 0)
        return Error{ErrorCode::StorageFull, qt_error_string(errno)};
    if (Result<void> sound = checkFile(before); !sound)
        return sound.error();
    const OpenFile file(open(path.constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat info
    { };
    if (file.get() < 0 || fstat(file.get(), &info) != 0)
        return Error{ErrorCode::StorageFull, qt_error_string(errno)};
    if (Result<void> sound = checkFile(info); !sound)
        return sound.error();
    Result<QByteArray> content = readAll(file.get(), info.st_size);
    if (!content)
        return content.error();
    return eventFromSpoolFile(*content, nowMs);
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

void SpoolFolder::setAside(const QString &name, const QString &reason) const
{
    const QByteArray from = QFile::encodeName(m_path + u'/' + name);
    QString target = m_rejected + u'/' + name;
    for (int n = 1; QFile::exists(target) && n < 10000; ++n)
        target = m_rejected + u'/' + name + u".%1"_s.arg(n);
    if (rename(from.constData(), QFile::encodeName(target).constData()) != 0) {
        qCWarning(lcSpool).noquote() << "cannot set aside" << name << qt_error_string(errno);
        return;
    }
    QFile note(target + u".reason"_s);
    if (note.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
        note.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        note.write(reason.toUtf8() + '\n');
    }
    qCWarning(lcSpool).noquote() << "set aside a file of the spool:" << reason;
}

qint64 SpoolFolder::droppedCount() const
{
    QFile gap(m_path + u"/.gap"_s);
    if (!gap.open(QIODevice::ReadOnly))
        return 0;
    qint64 dropped = 0;
    for (const QByteArray &line : gap.read(1024 * 1024).split('\n'))
        dropped += line.trimmed().isEmpty() ? 0 : 1;
    return dropped;
}

} // namespace dogwatch
