// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/vaultfolder.h"

#include "core/fault.h"
#include "store/spoolfile.h"
#include "watch/privateoutput.h"
#include "watch/zstdstream.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>
#include <unistd.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kSuffix = ".zst"_L1;
constexpr qint64 kPiece = 256 * 1024;

using Hash = QCryptographicHash;

// The bytes of an open file of ours, from its beginning.
ByteSource bytesOf(QFile &file)
{
    return [&file](char *buffer, qint64 size) -> Result<qint64> {
        const qint64 got = file.read(buffer, size);
        if (got < 0)
            return Error{ErrorCode::Permission,
                         u"cannot read %1: %2"_s.arg(file.fileName(), file.errorString())};
        return got;
    };
}

// What a compressed file holds: its hash and size, and all of it into `sink`.
Result<void> unpackFile(const QString &path, Hash &hash, qint64 &size, const ByteSink &sink)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Error{file.exists() ? ErrorCode::Permission : ErrorCode::NotFound,
                     u"cannot open %1: %2"_s.arg(path, file.errorString())};
    Result<void> unpacked =
        unpack(bytesOf(file), [&](const char *bytes, qint64 length) -> Result<void> {
            hash.addData(QByteArrayView(bytes, length));
            size += length;
            return sink ? sink(bytes, length) : Result<void>();
        });
    if (!unpacked)
        return Error{unpacked.error().code,
                     u"the copy %1 is damaged: %2"_s.arg(path, unpacked.error().text)};
    return unpacked;
}

Result<void> unpackChecked(const QString &path, const QByteArray &hash, qint64 size,
                           const ByteSink &sink)
{
    Hash found(Hash::Sha256);
    qint64 length = 0;
    if (Result<void> unpacked = unpackFile(path, found, length, sink); !unpacked)
        return unpacked;
    if (found.result() != hash || length != size)
        return Error{ErrorCode::Corrupt,
                     u"the copy %1 is damaged: it is not what was kept"_s.arg(path)};
    return {};
}

// Whether a file holds just this. Nothing where there is no file.
Result<std::optional<bool>> holds(const QString &path, const VaultFile &wanted)
{
    struct stat info
    { };
    if (lstat(QFile::encodeName(path).constData(), &info) != 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            return std::optional<bool>();
        return Error{ErrorCode::Permission,
                     u"cannot look at %1: %2"_s.arg(path, qt_error_string(errno))};
    }
    if (!S_ISREG(info.st_mode))
        return Error{ErrorCode::Conflict, u"%1 is no regular file"_s.arg(path)};
    if (info.st_size != wanted.size)
        return std::optional(false);
    QFile file(path);
    Hash hash(Hash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return Error{ErrorCode::Permission, u"cannot read %1: %2"_s.arg(path, file.errorString())};
    return std::optional(hash.result() == wanted.contentHash);
}

} // namespace

VaultFolder::VaultFolder(const DataFolder &folder)
    : m_path(folder.vault())
{ }

QString VaultFolder::pathOf(const QByteArray &hash) const
{
    return m_path + u'/' + QString::fromLatin1(hash.toHex()) + kSuffix;
}

Result<VaultFolder::Copy> VaultFolder::keep(const TranscriptFile &file,
                                            const std::atomic<bool> &cancelled) const
{
    Result<PrivateOutput> output = PrivateOutput::create(m_path);
    if (!output)
        return output.error();
    Copy copy;
    Hash hash(Hash::Sha256);
    const Result<void> compressed = compress(
        [&](char *buffer, qint64 size) -> Result<qint64> {
            if (cancelled.load())
                return Error{ErrorCode::Cancelled, u"stopped"_s};
            const Result<qint64> got =
                file.readAt(copy.size, buffer, std::min({size, kPiece, file.size() - copy.size}));
            if (got) {
                hash.addData(QByteArrayView(buffer, *got));
                copy.size += *got;
            }
            return got;
        },
        [&](const char *bytes, qint64 size) { return output->write(bytes, size); });
    if (!compressed)
        return compressed.error();
    copy.hash = hash.result();
    if (Result<void> synced = output->sync(); !synced)
        return synced.error();
    // It counts only when what lies on the disk yields what was read.
    if (Result<void> sound = unpackChecked(output->path(), copy.hash, copy.size, {}); !sound)
        return sound.error();
    (void)faultAt("vault.before_rename");
    if (Result<void> named = output->rename(pathOf(copy.hash)); !named)
        return named.error();
    (void)faultAt("vault.after_rename");
    copy.storedSize = QFileInfo(pathOf(copy.hash)).size();
    return copy;
}

Result<void> VaultFolder::verify(const VaultFile &file) const
{
    return unpackChecked(pathOf(file.contentHash), file.contentHash, file.size, {});
}

Result<VaultFolder::Restored> VaultFolder::restore(const VaultFile &file, const QString &target,
                                                   bool force) const
{
    const Result<std::optional<bool>> present = holds(target, file);
    if (!present)
        return present.error();
    if (present->value_or(false))
        return Restored::WasThere;
    if (present->has_value() && !force)
        return Error{ErrorCode::Conflict,
                     u"%1 is there and holds something else; --force replaces it"_s.arg(target)};
    const QString folder = QFileInfo(target).path();
    if (!QDir().mkpath(folder))
        return Error{ErrorCode::Permission, u"cannot make the folder %1"_s.arg(folder)};
    Result<PrivateOutput> output = PrivateOutput::create(folder);
    if (!output)
        return output.error();
    if (Result<void> unpacked = unpackChecked(
            pathOf(file.contentHash), file.contentHash, file.size,
            [&](const char *bytes, qint64 size) { return output->write(bytes, size); });
        !unpacked)
        return unpacked.error();
    if (Result<void> synced = output->sync(file.modifiedAtMs); !synced)
        return synced.error();
    (void)faultAt("vault.before_restore");
    const Result<void> named = force ? output->rename(target) : output->renameNew(target);
    if (!named)
        return named.error();
    return Restored::Written;
}

Result<qint64> VaultFolder::sweep(const QSet<QByteArray> &wanted) const
{
    qint64 freed = 0;
    const QFileInfoList files = QDir(m_path).entryInfoList(QDir::Files | QDir::Hidden | QDir::System
                                                           | QDir::NoDotAndDotDot);
    for (const QFileInfo &file : files) {
        const QString name = file.fileName();
        const QByteArray hash = QByteArray::fromHex(
            name.chopped(name.endsWith(kSuffix) ? kSuffix.size() : 0).toLatin1());
        const bool isCopy = name.endsWith(kSuffix) && hash.size() == 32;
        // What is neither is none of ours.
        if ((!isCopy && !PrivateOutput::isTemporary(name)) || (isCopy && wanted.contains(hash)))
            continue;
        (void)faultAt("vault.before_unlink");
        const qint64 size = file.size();
        if (unlink(QFile::encodeName(file.filePath()).constData()) != 0 && errno != ENOENT)
            return Error{ErrorCode::Permission,
                         u"cannot remove %1: %2"_s.arg(file.filePath(), qt_error_string(errno))};
        freed += size;
    }
    return freed;
}

} // namespace dogwatch
