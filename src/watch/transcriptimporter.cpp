// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/transcriptimporter.h"

#include "store/readers.h"
#include "store/transcriptlog.h"

#include <QPromise>
#include <QtConcurrent>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// What `ask` finds in the store. Blocks until a reader thread has answered.
template<class T>
Result<T> askedOf(Readers &readers, Result<T> (*ask)(Database &))
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    QFuture<Result<T>> future = promise->future();
    promise->start();
    readers.post([promise = std::move(promise), ask](const Result<Database *> &database) {
        Result<T> found = database ? ask(**database) : Result<T>(database.error());
        const Result<void> outcome = found ? Result<void>() : Result<void>(found.error());
        promise->addResult(std::move(found));
        promise->finish();
        return outcome;
    });
    future.waitForFinished();
    return future.resultCount() == 0
        ? Result<T>(Error{ErrorCode::Cancelled, u"the store was closed"_s})
        : future.result();
}

} // namespace

TranscriptImporter::TranscriptImporter(const DataFolder &folder, Writer &writer,
                                       std::shared_ptr<Readers> readers, const Clock &clock,
                                       std::shared_ptr<const CurrentPolicy> policy)
    : m_folder(folder)
    , m_readers(std::move(readers))
    , m_commit(commitThrough(writer, clock))
    , m_policy(std::move(policy))
{
    m_pool.setMaxThreadCount(1);
    m_pool.setObjectName(QStringLiteral("import"));
}

TranscriptImporter::~TranscriptImporter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        if (m_import)
            m_import->cancel();
    }
    m_pool.waitForDone();
}

Result<void> TranscriptImporter::start(const QStringList &paths)
{
    const std::lock_guard lock(m_mutex);
    if (m_running || m_stopping)
        return Error{ErrorCode::Conflict, u"an import is under way"_s};
    m_running = true;
    TranscriptImport::Options options;
    options.paths = paths;
    options.forbidden = ForbiddenFiles(m_folder);
    if (m_policy)
        options.policy = m_policy->get();
    options.troubles = [readers = m_readers] { return askedOf(*readers, lineTroubles); };
    m_import = std::make_shared<TranscriptImport>(std::move(options), m_commit);
    m_pool.start([this, import = m_import] {
        // Where it can't be asked, everything is read anew.
        Result<ImportPositions> positions = askedOf(*m_readers, importPositions);
        import->setPositions(positions ? std::move(positions).value() : ImportPositions());
        import->run();
        const std::lock_guard done(m_mutex);
        m_running = false;
    });
    return {};
}

void TranscriptImporter::cancel()
{
    const std::lock_guard lock(m_mutex);
    if (m_running)
        m_import->cancel();
}

std::optional<ImportProgress> TranscriptImporter::progress() const
{
    const std::lock_guard lock(m_mutex);
    return m_import ? std::optional(m_import->progress()) : std::nullopt;
}

} // namespace dogwatch
