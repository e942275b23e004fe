// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"
#include "core/result.h"
#include "store/transcriptslice.h"

#include <QSet>
#include <QStringList>

#include <utility>

namespace dogwatch {

// Files that must never be opened as a transcript, however they are named: our own store. An open
// and close of it outside SQLite would cancel the locks that SQLite holds.
class ForbiddenFiles
{
public:
    ForbiddenFiles() = default;
    // What lies in the folder now; it is only looked at, never opened.
    explicit ForbiddenFiles(const DataFolder &folder);

    [[nodiscard]] bool contains(quint64 device, quint64 inode) const;

private:
    QSet<std::pair<quint64, quint64>> m_files;
};

// A transcript, opened for reading. Blocking: for a thread of a pool. Movable; closes itself.
class TranscriptFile
{
public:
    // A path that came from outside: only a regular file of ours with one name, below one of the
    // roots, and no link on the way from there. Permission: it is not, and was not opened.
    [[nodiscard]] static Result<TranscriptFile>
    openBelow(const QStringList &roots, const QString &path, const ForbiddenFiles &forbidden);
    // A path that a person has named: any regular file but our own.
    [[nodiscard]] static Result<TranscriptFile> openNamed(const QString &path,
                                                          const ForbiddenFiles &forbidden);

    TranscriptFile(TranscriptFile &&other) noexcept;
    TranscriptFile &operator=(TranscriptFile &&other) noexcept;
    ~TranscriptFile();

    [[nodiscard]] quint64 device() const { return m_device; }
    [[nodiscard]] quint64 inode() const { return m_inode; }
    [[nodiscard]] qint64 size() const { return m_size; } // when it was opened
    [[nodiscard]] qint64 modifiedMs() const { return m_modifiedMs; } // unix ms, as of then

    // Bytes read into `buffer`, fewer only at the end.
    [[nodiscard]] Result<qint64> readAt(qint64 offset, char *buffer, qint64 length) const;

    // The file goes on where the position stands: it is long enough, and ends there as it did.
    [[nodiscard]] Result<bool> continues(const TranscriptPosition &position) const;

private:
    explicit TranscriptFile(int descriptor);
    [[nodiscard]] static Result<TranscriptFile> fromPath(int pathDescriptor, bool mustBeOurs,
                                                         const ForbiddenFiles &forbidden,
                                                         const QString &path);

    int m_descriptor = -1;
    quint64 m_device = 0;
    quint64 m_inode = 0;
    qint64 m_size = 0;
    qint64 m_modifiedMs = 0;
};

// The fingerprint of the last bytes before a position.
[[nodiscard]] QByteArray tailHash(const char *bytes, qint64 length);
inline constexpr qint64 kTailLength = 1024; // of them at most

} // namespace dogwatch
