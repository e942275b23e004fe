// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/transcriptroots.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

const QString kSuffix = u".jsonl"_s;

// A session with more subagents than that is read without the rest.
constexpr qsizetype kMostOfSession = 1000;

} // namespace

QStringList transcriptRoots()
{
    QStringList roots;
    const QString configured = qEnvironmentVariable("CLAUDE_CONFIG_DIR");
    const QStringList folders = configured.isEmpty()
        ? QStringList{QDir::homePath() + u"/.claude"_s, QDir::homePath() + u"/.config/claude"_s}
        : configured.split(u',', Qt::SkipEmptyParts);
    for (const QString &folder : folders)
        roots.append(QDir::cleanPath(folder.trimmed() + u"/projects"_s));
    return roots;
}

std::vector<TranscriptName> transcriptsBelow(const QString &folder, bool named)
{
    std::vector<TranscriptName> found;
    const QString canonical = QFileInfo(folder).canonicalFilePath();
    if (canonical.isEmpty())
        return found;
    QDirIterator files(canonical, {u'*' + kSuffix}, QDir::Files | QDir::Hidden | QDir::NoSymLinks,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        found.push_back({files.filePath(), files.fileInfo().size(), named});
    }
    return found;
}

std::vector<TranscriptName> transcriptsNamed(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return transcriptsBelow(path, true);
    const QString canonical = info.canonicalFilePath();
    return {{canonical.isEmpty() ? info.absoluteFilePath() : canonical, info.size(), true}};
}

QStringList transcriptsOfSession(const QString &transcriptPath)
{
    QStringList paths{transcriptPath};
    if (!transcriptPath.endsWith(kSuffix))
        return paths;
    const QString folder = transcriptPath.chopped(kSuffix.size()) + u"/subagents"_s;
    QDirIterator files(folder, {u'*' + kSuffix}, QDir::Files | QDir::NoSymLinks,
                       QDirIterator::Subdirectories);
    while (files.hasNext() && paths.size() < kMostOfSession)
        paths.append(files.next());
    return paths;
}

} // namespace dogwatch
