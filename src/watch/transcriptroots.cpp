// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/transcriptroots.h"

#include <QDir>
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

struct CloseFolder
{
    void operator()(DIR *folder) const { closedir(folder); }
};

QString cannotLookInto(const QString &folder)
{
    return u"cannot look into %1: %2"_s.arg(folder, qt_error_string(errno));
}

// What is not there holds nothing; of what can't be told that is a problem.
bool isThere(const QString &folder, FoundTranscripts &found)
{
    struct stat info
    { };
    if (::stat(QFile::encodeName(folder).constData(), &info) == 0)
        return true;
    if (errno != ENOENT && errno != ENOTDIR)
        found.problems.append(cannotLookInto(folder));
    return false;
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
    if (!isThere(folder, found))
        return found;
    QStringList folders{QFileInfo(folder).canonicalFilePath()};
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

FoundTranscripts transcriptsOfSession(const QString &transcriptPath)
{
    FoundTranscripts found;
    found.files.push_back({transcriptPath, 0, false});
    if (!transcriptPath.endsWith(kSuffix))
        return found;
    QStringList folders{transcriptPath.chopped(kSuffix.size()) + u"/subagents"_s};
    if (!isThere(folders.constFirst(), found))
        return found;
    while (!folders.isEmpty())
        lookInto(folders.takeLast(), false, folders, found);
    return found;
}

} // namespace dogwatch
