// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/transcriptimport.h"

#include "core/clock.h"
#include "platform/background.h"
#include "watch/agentmeta.h"
#include "watch/transcriptreader.h"
#include "watch/workspace.h"

#include <QtConcurrent>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kReaders = 2;
constexpr int kMostRounds = 3;
constexpr qsizetype kMostProblems = 20;

// The repository's name for each folder that sessions ran in. Looked up once for each.
void nameProjects(TranscriptFindings &findings, QHash<QByteArray, QString> &projects)
{
    for (SessionFacts &facts : findings.sessions) {
        if (facts.cwd.isEmpty())
            continue;
        auto known = projects.find(facts.cwd);
        if (known == projects.end())
            known = projects.insert(facts.cwd, findWorkspace(QString::fromUtf8(facts.cwd)).project);
        facts.project = *known;
    }
}

PassProgress &passOf(ImportProgress &progress, TranscriptPass pass)
{
    return pass == TranscriptPass::Texts ? progress.texts : progress.usage;
}

} // namespace

Result<ImportPositions> importPositions(Database &database)
{
    auto usage = transcriptPositions(database, TranscriptPass::Usage);
    if (!usage)
        return usage.error();
    auto texts = transcriptPositions(database, TranscriptPass::Texts);
    if (!texts)
        return texts.error();
    return ImportPositions{std::move(usage).value(), std::move(texts).value()};
}

TranscriptImport::TranscriptImport(Options options, SliceCommit commit)
    : m_options(std::move(options))
    , m_commit(std::move(commit))
    , m_roots(transcriptRoots())
{ }

void TranscriptImport::setPositions(ImportPositions positions)
{
    m_options.positions = std::move(positions);
}

void TranscriptImport::cancel()
{
    m_cancelled.store(true);
}

ImportProgress TranscriptImport::progress() const
{
    const std::lock_guard lock(m_mutex);
    ImportProgress progress = m_progress;
    if (!progress.finished && m_startedMs != 0)
        passOf(progress, m_pass).elapsedMs = SystemClock().monotonicMs() - m_startedMs;
    return progress;
}

void TranscriptImport::noteProblem(const QString &text)
{
    const std::lock_guard lock(m_mutex);
    ++m_progress.problemCount;
    if (m_progress.problems.size() < kMostProblems)
        m_progress.problems.append(text);
}

void TranscriptImport::run()
{
    const std::vector<File> files = findFiles();
    pass(TranscriptPass::Usage, files);
    pass(TranscriptPass::Texts, files);
    noteTroubles(files);
    const std::lock_guard lock(m_mutex);
    if (m_cancelled.load() && m_progress.failure.isEmpty())
        m_progress.failure = u"stopped; what was read is kept"_s;
    m_progress.finished = true;
}

void TranscriptImport::noteTroubles(const std::vector<File> &files)
{
    if (!m_options.troubles)
        return;
    const Result<QHash<QString, LineTroubles>> known = m_options.troubles();
    if (!known)
        return noteProblem(known.error().text);
    std::vector<TroubledFile> troubled;
    for (const File &file : files) {
        if (const auto it = known->constFind(file.name.path); it != known->cend())
            troubled.push_back({it.key(), it->malformed, it->oversized});
    }
    std::sort(troubled.begin(), troubled.end(),
              [](const TroubledFile &a, const TroubledFile &b) { return a.path < b.path; });
    const std::lock_guard lock(m_mutex);
    m_progress.troubledCount = static_cast<qint64>(troubled.size());
    troubled.resize(std::min<std::size_t>(troubled.size(), kMostProblems));
    m_progress.troubled = std::move(troubled);
}

void TranscriptImport::pass(TranscriptPass pass, std::vector<File> files)
{
    if (m_cancelled.load())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_pass = pass;
        m_startedMs = SystemClock().monotonicMs();
    }
    for (int i = 0; i < kMostRounds && !files.empty(); ++i)
        files = round(std::move(files));
    const std::lock_guard lock(m_mutex);
    PassProgress &progress = passOf(m_progress, pass);
    progress.elapsedMs = SystemClock().monotonicMs() - m_startedMs;
    progress.finished = !m_cancelled.load();
}

// The largest first, so that both readers end at about the same time.
std::vector<TranscriptImport::File> TranscriptImport::findFiles()
{
    std::vector<TranscriptName> names;
    const auto take = [&](FoundTranscripts found) {
        std::move(found.files.begin(), found.files.end(), std::back_inserter(names));
        for (const QString &problem : std::as_const(found.problems))
            noteProblem(problem);
    };
    if (m_options.paths.isEmpty()) {
        for (const QString &root : m_roots)
            take(transcriptsBelow(root, false));
    }
    for (const QString &path : m_options.paths)
        take(transcriptsNamed(path));
    // The same one may have been named twice.
    std::sort(names.begin(), names.end(), [](const TranscriptName &a, const TranscriptName &b) {
        return a.size != b.size ? a.size > b.size : a.path < b.path;
    });
    names.erase(std::unique(names.begin(), names.end(),
                            [](const TranscriptName &a, const TranscriptName &b) {
                                return a.path == b.path;
                            }),
                names.end());
    std::vector<File> files;
    const std::lock_guard lock(m_mutex);
    for (TranscriptName &name : names) {
        m_progress.bytes += name.size;
        files.push_back({std::move(name), false, false});
    }
    m_progress.files = static_cast<qint64>(files.size());
    return files;
}

std::vector<TranscriptImport::File> TranscriptImport::round(std::vector<File> files)
{
    SliceQueue queue(kReaders);
    std::atomic<std::size_t> next = 0;
    QThreadPool pool; // of its own: a file that blocks must hold up nobody else's work
    pool.setMaxThreadCount(kReaders);
    std::vector<QFuture<void>> readers;
    for (int i = 0; i < kReaders; ++i)
        readers.push_back(QtConcurrent::run(&pool, [&] { readFiles(files, next, queue); }));
    commitAll(files, queue);
    for (QFuture<void> &reader : readers)
        reader.waitForFinished();
    std::vector<File> again;
    for (File &file : files) {
        if (file.contested)
            again.push_back({std::move(file.name), true, false});
    }
    return m_cancelled.load() ? std::vector<File>() : again;
}

void TranscriptImport::readFiles(std::vector<File> &files, std::atomic<std::size_t> &next,
                                 SliceQueue &queue)
{
    if (m_options.inBackground)
        workInBackground();
    TranscriptReader reader;
    QHash<QByteArray, QString> projects;
    for (std::size_t i = next++; i < files.size() && !m_cancelled.load(); i = next++)
        readFile(files, i, reader, projects, queue);
    queue.readerDone();
}

void TranscriptImport::readFile(std::vector<File> &files, std::size_t index,
                                TranscriptReader &reader, QHash<QByteArray, QString> &projects,
                                SliceQueue &queue)
{
    const TranscriptName &name = files[index].name;
    const bool again = files[index].fromTheStart;
    const OpenBeside open = [&](const QString &path) {
        return name.named ? TranscriptFile::openNamed(path, m_options.forbidden)
                          : TranscriptFile::openBelow(m_roots, path, m_options.forbidden);
    };
    const Result<TranscriptFile> file = open(name.path);
    TranscriptReader::Request request;
    request.path = name.path;
    request.policy = m_options.policy;
    const auto &positions =
        m_pass == TranscriptPass::Texts ? m_options.positions.texts : m_options.positions.usage;
    if (m_pass == TranscriptPass::Texts) {
        request.depth = ClaudeTranscript::Depth::Texts;
        request.mostOfSlice = m_options.textsPerSlice;
        request.agent = agentFactsBeside(name.path, open);
    }
    if (!again)
        request.from = positions.value(name.path);
    qint64 told = again ? name.size : std::min(request.from.readTo, name.size);
    if (!again) {
        const std::lock_guard lock(m_mutex);
        passOf(m_progress, m_pass).bytesDone += told;
    }
    const Result<qint64> read = !file
        ? Result<qint64>(file.error())
        : reader.read(*file, request, [&](TranscriptSlice slice) {
              nameProjects(slice.findings, projects);
              noteRead(slice);
              {
                  const std::lock_guard lock(m_mutex);
                  const qint64 done = std::min(slice.after.readTo, name.size);
                  passOf(m_progress, m_pass).bytesDone += std::max<qint64>(0, done - told);
                  told = std::max(told, done);
              }
              return queue.push({index, std::move(slice)}) && !m_cancelled.load();
          });
    // Told once; the second pass comes upon the same.
    if (!read && m_pass == TranscriptPass::Usage)
        noteProblem(read.error().text);
    if (again)
        return;
    const std::lock_guard lock(m_mutex);
    PassProgress &progress = passOf(m_progress, m_pass);
    progress.bytesDone += std::max<qint64>(0, name.size - told);
    ++progress.filesDone;
}

void TranscriptImport::noteRead(const TranscriptSlice &slice)
{
    const std::lock_guard lock(m_mutex);
    PassProgress &progress = passOf(m_progress, m_pass);
    progress.bytesRead += slice.after.readTo - slice.from;
    progress.malformed += slice.findings.malformed;
    progress.oversized += slice.findings.oversized;
    m_progress.answers += static_cast<qint64>(slice.findings.usage.size());
    m_progress.entries += static_cast<qint64>(slice.bodies.size());
}

void TranscriptImport::commitAll(std::vector<File> &files, SliceQueue &queue)
{
    while (true) {
        std::vector<SliceQueue::Item> items = queue.take(m_options.rowsPerCommit);
        if (items.empty())
            return;
        auto slices = std::make_shared<std::vector<TranscriptSlice>>();
        for (SliceQueue::Item &item : items)
            slices->push_back(std::move(item.slice));
        const Result<std::vector<bool>> taken = m_commit(slices);
        if (!taken) {
            {
                const std::lock_guard lock(m_mutex);
                m_progress.failure = taken.error().text;
            }
            m_cancelled.store(true);
            queue.close();
            return;
        }
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (!taken->at(i))
                files[items[i].file].contested = true;
        }
    }
}

} // namespace dogwatch
