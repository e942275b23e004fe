// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/transcripttail.h"

#include "watch/transcriptreader.h"
#include "watch/transcriptroots.h"

namespace dogwatch {

TranscriptTail::TranscriptTail(QStringList roots, ForbiddenFiles forbidden,
                               FindPosition findPosition, SliceCommit commit)
    : m_roots(std::move(roots))
    , m_forbidden(std::move(forbidden))
    , m_findPosition(std::move(findPosition))
    , m_commit(std::move(commit))
{ }

Result<bool> TranscriptTail::readOn(const QString &transcriptPath)
{
    bool any = false;
    const QStringList paths = transcriptsOfSession(transcriptPath);
    for (const QString &path : paths) {
        const Result<bool> read = readFile(path);
        if (!read)
            return read.error();
        any = any || *read;
    }
    return any;
}

Result<bool> TranscriptTail::readFile(const QString &path)
{
    const Result<TranscriptFile> file = TranscriptFile::openBelow(m_roots, path, m_forbidden);
    if (!file)
        return false;
    if (!m_positions.contains(path)) {
        Result<TranscriptPosition> found = m_findPosition(path);
        if (!found)
            return found.error();
        m_positions.insert(path, *found);
    }
    const TranscriptPosition known = m_positions.value(path);
    if (file->inode() == known.inode && file->device() == known.device
        && file->size() == known.readTo)
        return false;
    std::optional<Error> failure;
    bool any = false;
    TranscriptReader reader;
    const auto take = [&](TranscriptSlice slice) {
        const TranscriptPosition after = slice.after;
        const auto slices = std::make_shared<const std::vector<TranscriptSlice>>(
            std::vector<TranscriptSlice>{std::move(slice)});
        const Result<std::vector<bool>> taken = m_commit(slices);
        if (!taken) {
            failure = taken.error();
            return false;
        }
        any = true;
        // Somebody else has read on meanwhile; the store knows to where.
        if (!taken->front()) {
            m_positions.remove(path);
            return false;
        }
        m_positions.insert(path, after);
        return true;
    };
    // A file that can't be read now may be later.
    (void)reader.read(*file, {path, known, ClaudeTranscript::Depth::Everything}, take);
    if (failure)
        return *failure;
    return any;
}

} // namespace dogwatch
