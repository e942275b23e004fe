// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/transcriptroots.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

const QString kSuffix = u".jsonl"_s;

// A session with more subagents than that is read without the rest.
constexpr qsizetype kMostOfSession = 1000;

struct CloseFolder
{
    void operator()(DIR *folder) const { closedir(folder); }
};

QString cannotLookInto(const QString &folder)
{
    return u"cannot look into %1: %2"_s.arg(folder, qt_error_string(errno));
}

// Adds the transcripts in it to `found`, and the folders in it to `folders`.
void lookInto(const QString &folder, bool named, QStringList &folders, FoundTranscripts &found)
{
    const std::unique_ptr<DIR, CloseFolder> open(opendir(QFile::encodeName(folder).constData()));
    if (!open) {
        found.problems.append(cannotLookInto(folder));
        return;
    }
    errno = 0;
    while (const dirent *entry = readdir(open.get())) {
        const QString name = QFile::decodeName(entry->d_name);
        if (name == "."_L1 || name == ".."_L1)
            continue;
        struct stat info
        { };
        if (fstatat(dirfd(open.get()), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0
            && errno != ENOENT)
            break; // and so it is with all the others
        if (S_ISDIR(info.st_mode))
            folders.append(folder + u'/' + name);
        else if (S_ISREG(info.st_mode) && name.endsWith(kSuffix))
            found.files.push_back({folder + u'/' + name, info.st_size, named});
        errno = 0; // by which an error is told from the end
    }
    if (errno != 0)
        found.problems.append(cannotLookInto(folder));
}

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

FoundTranscripts transcriptsBelow(const QString &folder, bool named)
{
    FoundTranscripts found;
    const QString canonical = QFileInfo(folder).canonicalFilePath();
    if (canonical.isEmpty())
        return found;
    QStringList folders{canonical};
    while (!folders.isEmpty())
        lookInto(folders.takeLast(), named, folders, found);
    return found;
}

FoundTranscripts transcriptsNamed(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return transcriptsBelow(path, true);
    if (!info.exists())
        return {{}, {u"%1 is not there"_s.arg(info.absoluteFilePath())}};
    return {{{info.canonicalFilePath(), info.size(), true}}, {}};
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
