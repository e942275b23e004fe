// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/workspace.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostLevels = 64;
constexpr qint64 kSmallFile = 4096;

QString firstLine(const QString &path)
{
    const QFileInfo info(path);
    QFile file(path);
    if (!info.isFile() || !file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.read(kSmallFile)).section(u'\n', 0, 0).trimmed();
}

// Where HEAD lies: .git itself, or, in a linked worktree, the folder that the file .git names.
QString gitFolderOf(const QString &dotGit)
{
    if (QFileInfo(dotGit).isDir())
        return dotGit;
    const QString line = firstLine(dotGit);
    if (!line.startsWith("gitdir: "_L1))
        return {};
    return QDir::cleanPath(QFileInfo(dotGit).dir().absoluteFilePath(line.mid(8)));
}

// A linked worktree's folder is <main>/.git/worktrees/<name>; "commondir" leads to <main>/.git.
QString mainWorktreeOf(const QString &gitFolder, const QString &worktree)
{
    const QString common = firstLine(gitFolder + "/commondir"_L1);
    if (common.isEmpty())
        return worktree;
    const QString commonFolder = QDir::cleanPath(QDir(gitFolder).absoluteFilePath(common));
    return commonFolder.endsWith("/.git"_L1) ? commonFolder.chopped(5) : commonFolder;
}

QString branchOf(const QString &gitFolder)
{
    const QString head = firstLine(gitFolder + "/HEAD"_L1);
    constexpr QLatin1StringView kPrefix("ref: refs/heads/");
    return head.startsWith(kPrefix) ? head.mid(kPrefix.size()) : QString();
}

} // namespace

Workspace findWorkspace(const QString &folder)
{
    QString path = QDir::cleanPath(folder);
    for (int level = 0; level < kMostLevels && path.startsWith(u'/'); ++level) {
        const QString dotGit = path + "/.git"_L1;
        if (QFileInfo::exists(dotGit)) {
            const QString gitFolder = gitFolderOf(dotGit);
            if (!gitFolder.isEmpty())
                return {QFileInfo(mainWorktreeOf(gitFolder, path)).fileName(), branchOf(gitFolder)};
        }
        const QString parent = QFileInfo(path).path();
        if (parent == path)
            break;
        path = parent;
    }
    return {QFileInfo(QDir::cleanPath(folder)).fileName(), QString()};
}

} // namespace dogwatch
