// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/vaultjob.h"

#include "core/fault.h"
#include "core/source.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <sys/stat.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kDayMs = 24LL * 60 * 60 * 1000;
constexpr qint64 kUsualCleanupDays = 30;
constexpr qint64 kLargestSettings = 1024 * 1024;
constexpr qint64 kHeadOfFile = 256 * 1024;
constexpr qsizetype kMostProblems = 20;

// Whose transcript it is, by its first lines.
void readNames(const TranscriptFile &file, VaultFile &kept)
{
    QByteArray head(std::min(kHeadOfFile, file.size()), Qt::Uninitialized);
    const Result<qint64> got = file.readAt(0, head.data(), head.size());
    head.truncate(got.ok() ? *got : 0);
    const QList<QByteArray> lines = head.split('\n');
    for (const QByteArray &line : lines) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (kept.sessionId.isEmpty())
            kept.sessionId = object.value(u"sessionId").toString();
        if (kept.agentId.isEmpty())
            kept.agentId = object.value(u"agentId").toString();
        if (!kept.sessionId.isEmpty() && object.contains(u"type"))
            break;
    }
}

bool isThere(const QString &path)
{
    struct stat info
    { };
    return lstat(QFile::encodeName(path).constData(), &info) == 0;
}

} // namespace

qint64 cleanupDays(const QString &root)
{
    QFile file(QFileInfo(root).path() + u"/settings.json"_s);
    if (!QFileInfo(file).isFile() || file.size() > kLargestSettings
        || !file.open(QIODevice::ReadOnly))
        return kUsualCleanupDays;
    const QJsonValue days =
        QJsonDocument::fromJson(file.readAll()).object().value(u"cleanupPeriodDays");
    return days.isDouble() && days.toInteger(-1) >= 0 ? days.toInteger() : kUsualCleanupDays;
}

VaultJob::VaultJob(const DataFolder &folder, Options options, VaultTable table)
    : m_folder(folder)
    , m_options(std::move(options))
    , m_table(std::move(table))
    , m_roots(transcriptRoots())
{ }

VaultProgress VaultJob::progress() const
{
    const std::lock_guard lock(m_mutex);
    return m_progress;
}

void VaultJob::note(const std::function<void(VaultProgress &)> &change)
{
    const std::lock_guard lock(m_mutex);
    change(m_progress);
}

void VaultJob::noteProblem(const QString &text)
{
    note([&text](VaultProgress &progress) {
        ++progress.problemCount;
        if (progress.problems.size() < kMostProblems)
            progress.problems.append(text);
    });
}

void VaultJob::run()
{
    const Result<void> done = round();
    note([&done](VaultProgress &progress) {
        if (!done)
            progress.failure = done.error().text;
        progress.finished = true;
    });
}

Result<void> VaultJob::round()
{
    const Result<std::vector<VaultFile>> known = m_table.files();
    if (!known)
        return known.error();
    for (const VaultFile &file : *known)
        m_files.insert(file.path, file);
    if (Result<void> noted = noteGone(); !noted)
        return noted;
    const std::vector<TranscriptName> names = candidates();
    note([&names](VaultProgress &progress) { progress.files = std::ssize(names); });
    for (const TranscriptName &name : names) {
        if (m_cancelled.load())
            return Error{ErrorCode::Cancelled, u"stopped"_s};
        if (Result<void> kept = keep(name); !kept) {
            // A full disk or a store that is gone: the next file would fare no better.
            if (kept.error().code == ErrorCode::StorageFull
                || kept.error().code == ErrorCode::Cancelled
                || kept.error().code == ErrorCode::Unavailable)
                return kept;
            noteProblem(kept.error().text);
        }
        note([](VaultProgress &progress) { ++progress.filesDone; });
    }
    if (Result<void> dropped = dropOld(); !dropped)
        return dropped;
    QSet<QByteArray> wanted;
    for (const VaultFile &file : qAsConst(m_files))
        wanted.insert(file.contentHash);
    const Result<qint64> swept = m_folder.sweep(wanted);
    return swept ? Result<void>() : Result<void>(swept.error());
}

// A path is gone when what it lay below is still there: a folder that is not mounted says nothing.
Result<void> VaultJob::noteGone()
{
    for (VaultFile &file : m_files) {
        const auto isAbove = [&file](const QString &root) {
            return file.path.startsWith(QFileInfo(root).canonicalFilePath() + u'/')
                && isThere(root);
        };
        const bool canTell = std::any_of(m_roots.begin(), m_roots.end(), isAbove)
            || isThere(QFileInfo(file.path).path());
        const bool isGone = !isThere(file.path);
        if (isGone == file.goneAtMs.has_value() || (isGone && !canTell))
            continue;
        file.goneAtMs = isGone ? std::optional(m_options.nowMs) : std::nullopt;
        const Result<void> noted = m_table.change([&file](Database &database) {
            return setVaultFileGone(database, file.path, file.goneAtMs);
        });
        if (!noted)
            return noted;
    }
    return {};
}

std::vector<TranscriptName> VaultJob::candidates()
{
    std::vector<TranscriptName> names;
    const auto filesOf = [this](FoundTranscripts found) {
        for (const QString &problem : std::as_const(found.problems))
            noteProblem(problem);
        return std::move(found.files);
    };
    for (const QString &path : m_options.paths) {
        const std::vector<TranscriptName> named = filesOf(transcriptsNamed(path));
        names.insert(names.end(), named.begin(), named.end());
    }
    if (!m_options.paths.isEmpty())
        return names;
    for (const QString &root : m_roots) {
        const qint64 days =
            std::max<qint64>(0, cleanupDays(root) - m_options.settings.vaultDaysBefore);
        for (TranscriptName &name : filesOf(transcriptsBelow(root, false))) {
            const qint64 modified = QFileInfo(name.path).lastModified().toMSecsSinceEpoch();
            if (modified <= m_options.nowMs - days * kDayMs)
                names.push_back(std::move(name));
        }
    }
    return names;
}

Result<void> VaultJob::keep(const TranscriptName &name)
{
    Result<TranscriptFile> file = name.named
        ? TranscriptFile::openNamed(name.path, m_options.forbidden)
        : TranscriptFile::openBelow(m_roots, name.path, m_options.forbidden);
    if (!file)
        return file.error();
    const auto known = m_files.constFind(name.path);
    const bool isKnown = known != m_files.constEnd();
    if (isKnown && known->size == file->size() && known->modifiedAtMs == file->modifiedMs())
        return {};
    if (!name.named && !isKnown && isFullFor(*file))
        return {};
    if (isKnown && known->size > file->size() && !name.named)
        return Error{
            ErrorCode::Conflict,
            u"%1 is shorter than its kept copy, which stays; name it to replace that"_s.arg(
                name.path)};
    VaultFile kept;
    kept.path = name.path;
    kept.source = sourceName(Source::ClaudeCode);
    readNames(*file, kept);
    const Result<VaultFolder::Copy> copy = m_folder.keep(*file, m_cancelled);
    if (!copy)
        return copy.error();
    kept.size = copy->size;
    kept.modifiedAtMs = file->modifiedMs();
    kept.contentHash = copy->hash;
    kept.storedSize = copy->storedSize;
    kept.keptAtMs = kept.verifiedAtMs = m_options.nowMs;
    (void)faultAt("vault.before_commit");
    const Result<void> stored =
        m_table.change([&kept](Database &database) { return putVaultFile(database, kept); });
    if (!stored)
        return stored;
    (void)faultAt("vault.after_commit");
    m_files.insert(kept.path, kept);
    note([&kept](VaultProgress &progress) {
        ++progress.kept;
        progress.bytes += kept.size;
    });
    return {};
}

// It would be the first to be dropped again, and again be kept by the next round.
bool VaultJob::isFullFor(const TranscriptFile &file) const
{
    constexpr qint64 kUsualShrinking = 4;
    const qint64 most = m_options.settings.vaultMaxBytes;
    if (most == 0 || usedBytes() + file.size() / kUsualShrinking <= most)
        return false;
    return std::all_of(m_files.begin(), m_files.end(), [&file](const VaultFile &kept) {
        return kept.modifiedAtMs >= file.modifiedMs();
    });
}

// Equal contents take room once.
qint64 VaultJob::usedBytes() const
{
    qint64 bytes = 0;
    QSet<QByteArray> counted;
    for (const VaultFile &file : m_files) {
        if (!counted.contains(file.contentHash))
            bytes += file.storedSize;
        counted.insert(file.contentHash);
    }
    return bytes;
}

Result<void> VaultJob::dropOld()
{
    std::vector<VaultFile> oldest(m_files.begin(), m_files.end());
    std::sort(oldest.begin(), oldest.end(), [](const VaultFile &a, const VaultFile &b) {
        return std::pair(a.modifiedAtMs, a.path) < std::pair(b.modifiedAtMs, b.path);
    });
    const Settings &settings = m_options.settings;
    for (const VaultFile &file : oldest) {
        const bool isOld = settings.vaultKeepDays > 0
            && file.keptAtMs < m_options.nowMs - settings.vaultKeepDays * kDayMs;
        const bool isTooMuch = settings.vaultMaxBytes > 0 && usedBytes() > settings.vaultMaxBytes;
        if (!isOld && !isTooMuch)
            continue;
        if (Result<void> dropped = drop(file); !dropped)
            return dropped;
    }
    return {};
}

Result<void> VaultJob::drop(const VaultFile &file)
{
    const Result<void> removed = m_table.change(
        [&file](Database &database) { return removeVaultFile(database, file.path); });
    if (!removed)
        return removed;
    m_files.remove(file.path);
    note([](VaultProgress &progress) { ++progress.dropped; });
    return {};
}

QJsonObject toJson(const VaultProgress &progress)
{
    return {{u"files"_s, progress.files},
            {u"files_done"_s, progress.filesDone},
            {u"kept"_s, progress.kept},
            {u"bytes"_s, progress.bytes},
            {u"dropped"_s, progress.dropped},
            {u"finished"_s, progress.finished},
            {u"problems"_s, QJsonArray::fromStringList(progress.problems)},
            {u"problem_count"_s, progress.problemCount},
            {u"failure"_s, progress.failure}};
}

VaultProgress vaultProgressFromJson(const QJsonObject &object)
{
    VaultProgress progress;
    progress.files = object.value(u"files").toInteger();
    progress.filesDone = object.value(u"files_done").toInteger();
    progress.kept = object.value(u"kept").toInteger();
    progress.bytes = object.value(u"bytes").toInteger();
    progress.dropped = object.value(u"dropped").toInteger();
    progress.finished = object.value(u"finished").toBool();
    const QJsonArray problems = object.value(u"problems").toArray();
    for (const QJsonValue &problem : problems)
        progress.problems.append(problem.toString());
    progress.problemCount = object.value(u"problem_count").toInteger();
    progress.failure = object.value(u"failure").toString();
    return progress;
}

} // namespace dogwatch
