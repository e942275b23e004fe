// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/transcriptfile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Error refused(const QString &path, const QString &why)
{
    return {ErrorCode::InvalidInput, u"%1 is not read: %2"_s.arg(path, why)};
}

Error systemError(const QString &path, int number)
{
    const bool isMissing = number == ENOENT || number == ENOTDIR;
    return {isMissing ? ErrorCode::NotFound : ErrorCode::Permission,
            u"cannot open %1: %2"_s.arg(path, qt_error_string(number))};
}

// Closes what it holds.
class Descriptor
{
public:
    explicit Descriptor(int descriptor)
        : m_descriptor(descriptor)
    { }
    ~Descriptor() { reset(-1); }
    Q_DISABLE_COPY_MOVE(Descriptor)

    [[nodiscard]] int get() const { return m_descriptor; }
    void reset(int descriptor)
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
        m_descriptor = descriptor;
    }

private:
    int m_descriptor;
};

// Step by step from the root, following no link, so that nothing can lead out of it, and nothing
// can be put in the way between a look and the opening. O_PATH opens nothing yet.
Result<int> walkDown(const QString &root, const QStringList &steps, const QString &path)
{
    Descriptor folder(
        ::open(QFile::encodeName(root).constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() < 0)
        return systemError(path, errno);
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const bool isLast = i == steps.size() - 1;
        const int flags = O_PATH | O_NOFOLLOW | O_CLOEXEC | (isLast ? 0 : O_DIRECTORY);
        const int next = ::openat(folder.get(), QFile::encodeName(steps.at(i)).constData(), flags);
        if (next < 0)
            return systemError(path, errno);
        if (isLast)
            return next;
        folder.reset(next);
    }
    return refused(path, u"it is a folder"_s);
}

// What leads from the root to the path; empty if it does not lie below.
QStringList stepsBelow(const QString &root, const QString &path)
{
    const QString clean = QDir::cleanPath(path);
    const QString folder = QDir::cleanPath(root) + u'/';
    return clean.startsWith(folder) ? clean.mid(folder.size()).split(u'/') : QStringList();
}

} // namespace

ForbiddenFiles::ForbiddenFiles(const DataFolder &folder)
{
    const QString database = folder.database();
    const QStringList paths{
        database,       database + u"-wal"_s, database + u"-shm"_s, database + u"-journal"_s,
        folder.token(), folder.lock(),        folder.endpoint()};
    for (const QString &path : paths) {
        struct stat info
        { };
        if (::stat(QFile::encodeName(path).constData(), &info) == 0)
            m_files.insert({info.st_dev, info.st_ino});
    }
}

bool ForbiddenFiles::contains(quint64 device, quint64 inode) const
{
    return m_files.contains({device, inode});
}

TranscriptFile::TranscriptFile(int descriptor)
    : m_descriptor(descriptor)
{ }

TranscriptFile::TranscriptFile(TranscriptFile &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_device(other.m_device)
    , m_inode(other.m_inode)
    , m_size(other.m_size)
    , m_modifiedMs(other.m_modifiedMs)
{ }

TranscriptFile &TranscriptFile::operator=(TranscriptFile &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    m_device = other.m_device;
    m_inode = other.m_inode;
    m_size = other.m_size;
    m_modifiedMs = other.m_modifiedMs;
    return *this;
}

TranscriptFile::~TranscriptFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<TranscriptFile> TranscriptFile::openBelow(const QStringList &roots, const QString &path,
                                                 const ForbiddenFiles &forbidden)
{
    constexpr qsizetype kMostPath = 4096;
    if (path.size() > kMostPath || path.contains(QChar(u'\0')) || !path.startsWith(u'/'))
        return refused(path.left(200), u"that is no path of a file"_s);
    for (const QString &root : roots) {
        // A person may keep the root itself elsewhere and have a link to it; then both names are
        // its name.
        const QString canonical = QFileInfo(root).canonicalFilePath();
        if (canonical.isEmpty())
            continue;
        QStringList steps = stepsBelow(canonical, path);
        if (steps.isEmpty())
            steps = stepsBelow(root, path);
        if (steps.isEmpty())
            continue;
        const Result<int> found = walkDown(canonical, steps, path);
        if (!found)
            return found.error();
        return fromPath(*found, true, forbidden, path);
    }
    return refused(path, u"it is outside the folders of the agents"_s);
}

Result<TranscriptFile> TranscriptFile::openNamed(const QString &path,
                                                 const ForbiddenFiles &forbidden)
{
    const int found = ::open(QFile::encodeName(path).constData(), O_PATH | O_CLOEXEC);
    if (found < 0)
        return systemError(path, errno);
    return fromPath(found, false, forbidden, path);
}

// Looks at what the descriptor stands for, and opens just that.
Result<TranscriptFile> TranscriptFile::fromPath(int pathDescriptor, bool mustBeOurs,
                                                const ForbiddenFiles &forbidden,
                                                const QString &path)
{
    const Descriptor held(pathDescriptor);
    struct stat info
    { };
    if (::fstat(held.get(), &info) != 0)
        return systemError(path, errno);
    if (!S_ISREG(info.st_mode))
        return refused(path, u"it is no regular file"_s);
    if (forbidden.contains(info.st_dev, info.st_ino))
        return refused(path, u"it belongs to Dogwatch"_s);
    if (mustBeOurs && info.st_uid != ::geteuid())
        return refused(path, u"it belongs to another user"_s);
    if (mustBeOurs && info.st_nlink != 1)
        return refused(path, u"it has several names"_s);
    std::array<char, 64> self{};
    std::snprintf(self.data(), self.size(), "/proc/self/fd/%d", held.get());
    TranscriptFile file(::open(self.data(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (file.m_descriptor < 0)
        return systemError(path, errno);
    file.m_device = info.st_dev;
    file.m_inode = info.st_ino;
    file.m_size = info.st_size;
    file.m_modifiedMs = qint64(info.st_mtim.tv_sec) * 1000 + info.st_mtim.tv_nsec / 1'000'000;
    return file;
}

Result<qint64> TranscriptFile::readAt(qint64 offset, char *buffer, qint64 length) const
{
    qint64 done = 0;
    while (done < length) {
        const ssize_t got = ::pread(m_descriptor, buffer + done,
                                    static_cast<std::size_t>(length - done), offset + done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return Error{ErrorCode::Permission, u"cannot read: %1"_s.arg(qt_error_string(errno))};
        if (got == 0)
            break;
        done += got;
    }
    return done;
}

Result<bool> TranscriptFile::continues(const TranscriptPosition &position) const
{
    if (m_size < position.readTo || position.tailLength > kTailLength
        || position.tailLength > position.readTo)
        return false;
    std::array<char, kTailLength> tail{};
    const Result<qint64> got =
        readAt(position.readTo - position.tailLength, tail.data(), position.tailLength);
    if (!got)
        return got.error();
    return *got == position.tailLength
        && tailHash(tail.data(), position.tailLength) == position.tailHash;
}

QByteArray tailHash(const char *bytes, qint64 length)
{
    if (length == 0)
        return {};
    return QCryptographicHash::hash(QByteArrayView(bytes, length), QCryptographicHash::Sha256)
        .first(16);
}

} // namespace dogwatch
