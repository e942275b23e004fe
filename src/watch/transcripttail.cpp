// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/transcripttail.h"

#include "watch/agentmeta.h"
#include "watch/transcriptreader.h"
#include "watch/transcriptroots.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// Events wait behind what is written of it.
constexpr qint64 kMostOfLiveSlice = 256 * 1024;

} // namespace

TranscriptTail::TranscriptTail(QStringList roots, ForbiddenFiles forbidden,
                               FindPosition findPosition, SliceCommit commit, FindPolicy findPolicy)
    : m_roots(std::move(roots))
    , m_forbidden(std::move(forbidden))
    , m_findPosition(std::move(findPosition))
    , m_commit(std::move(commit))
    , m_findPolicy(std::move(findPolicy))
{ }

Result<TranscriptTail::News> TranscriptTail::readOn(const QString &transcriptPath)
{
    News news;
    const Result<TranscriptFile> own =
        TranscriptFile::openBelow(m_roots, transcriptPath, m_forbidden);
    // What an agent has no business to name is not looked at, nor what lies beside it.
    if (!own && own.error().code == ErrorCode::InvalidInput)
        return news;
    const FoundTranscripts found = transcriptsOfSession(transcriptPath);
    news.problems = found.problems;
    // What it costs and what a person did comes before what was said.
    for (const TranscriptPass pass : {TranscriptPass::Usage, TranscriptPass::Texts}) {
        for (const TranscriptName &name : found.files) {
            if (const Result<void> read = readFile(name.path, pass, news); !read)
                return read.error();
        }
    }
    news.problems.removeDuplicates();
    return news;
}

Result<void> TranscriptTail::readFile(const QString &path, TranscriptPass pass, News &news)
{
    QHash<QString, TranscriptPosition> &positions = m_positions.at(static_cast<std::size_t>(pass));
    const Result<TranscriptFile> file = TranscriptFile::openBelow(m_roots, path, m_forbidden);
    if (!file) {
        // An agent names its transcript before it writes it.
        if (file.error().code != ErrorCode::NotFound)
            news.problems.append(file.error().text);
        return {};
    }
    if (!positions.contains(path)) {
        Result<TranscriptPosition> found = m_findPosition(pass, path);
        if (!found)
            return found.error();
        positions.insert(path, *found);
    }
    const TranscriptPosition known = positions.value(path);
    if (file->inode() == known.inode && file->device() == known.device
        && file->size() == known.readTo)
        return {};
    std::optional<Error> failure;
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
        news.any = true;
        // Somebody else has read on meanwhile; the store knows to where.
        if (!taken->front()) {
            positions.remove(path);
            return false;
        }
        positions.insert(path, after);
        return true;
    };
    TranscriptReader::Request request;
    request.path = path;
    request.from = known;
    request.depth = pass == TranscriptPass::Texts ? ClaudeTranscript::Depth::Texts
                                                  : ClaudeTranscript::Depth::Everything;
    request.mostOfSlice = kMostOfLiveSlice;
    request.policy = m_findPolicy();
    if (pass == TranscriptPass::Texts)
        request.agent = agentFactsBeside(path, [this](const QString &beside) {
            return TranscriptFile::openBelow(m_roots, beside, m_forbidden);
        });
    if (const Result<qint64> read = reader.read(*file, request, take); !read)
        news.problems.append(path + u": "_s + read.error().text);
    if (failure)
        return *failure;
    return {};
}

} // namespace dogwatch
