// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/autostart.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QSaveFile>
#include <QStandardPaths>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestEntry = 64 * 1024;
constexpr char kOurFolder[] = "X-Dogwatch-Data-Folder";

QString entryPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + u"/autostart/org.dogwatch.Dogwatch.desktop"_s;
}

Error cannotChange()
{
    return {ErrorCode::Permission, u"cannot change %1"_s.arg(entryPath())};
}

// A value of a desktop entry.
QString escaped(QString text)
{
    return text.replace(u'\\', u"\\\\"_s);
}

QString unescaped(QString text)
{
    return text.replace(u"\\\\"_s, u"\\"_s);
}

// A word of Exec, which is read as a value first and as a command then.
QString quoted(const QString &word)
{
    QString inside;
    for (const QChar c : word) {
        if (c == u'"' || c == u'`' || c == u'$' || c == u'\\')
            inside += u'\\';
        inside += c == u'%' ? u"%%"_s : QString(c);
    }
    return u'"' + escaped(inside) + u'"';
}

QByteArray entryOf(const QString &program, const DataFolder &folder)
{
    QString command = quoted(program) + u" --minimized"_s;
    if (!folder.isDefault())
        command += u" --data-dir "_s + quoted(folder.path());
    return u"[Desktop Entry]\nType=Application\nName=Dogwatch\nIcon=org.dogwatch.Dogwatch\n"
           "Comment=Starts Dogwatch in the tray\nTerminal=false\nTryExec=%1\nExec=%2\n%3=%4\n"_s
               .arg(escaped(program), command, QLatin1StringView(kOurFolder),
                    escaped(folder.path()))
               .toUtf8();
}

using Entry = QHash<QByteArray, QString>;

// The main section, by key. Empty where there is no entry; one that can't be read is an error.
Result<Entry> readEntry()
{
    Entry values;
    QFile file(entryPath());
    if (!file.exists())
        return values;
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Permission,
                     u"cannot read %1: %2"_s.arg(entryPath(), file.errorString())};
    bool isMain = false;
    const QList<QByteArray> lines = file.read(kLargestEntry).split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith('['))
            isMain = line.trimmed() == "[Desktop Entry]";
        const qsizetype equals = line.indexOf('=');
        if (isMain && equals > 0)
            values.insert(line.left(equals).trimmed(),
                          unescaped(QString::fromUtf8(line.mid(equals + 1).trimmed())));
    }
    return values;
}

} // namespace

Autostart autostartOf(const DataFolder &folder)
{
    const Result<Entry> entry = readEntry();
    if (!entry)
        return {false, entry.error().text};
    if (entry->value(kOurFolder) != folder.path() || entry->value("Hidden") == "true"_L1
        || entry->value("X-GNOME-Autostart-enabled") == "false"_L1)
        return {};
    const QString program = entry->value("TryExec");
    if (!QFileInfo(program).isExecutable())
        return {
            false,
            u"%1 starts nothing: '%2' is not there or is no program"_s.arg(entryPath(), program)};
    return {true, {}};
}

Result<void> setAutostart(const DataFolder &folder, const QString &program)
{
    if (!QFileInfo(program).isExecutable())
        return Error{ErrorCode::NotFound, u"there is no program %1"_s.arg(program)};
    if (program.contains(u'\n') || folder.path().contains(u'\n'))
        return Error{ErrorCode::InvalidInput, u"a line break in a path can't be started"_s};
    const QByteArray entry = entryOf(program, folder);
    QSaveFile file(entryPath());
    if (!QDir().mkpath(QFileInfo(entryPath()).path()) || !file.open(QIODevice::WriteOnly)
        || file.write(entry) != entry.size() || !file.commit())
        return cannotChange();
    return {};
}

Result<void> removeAutostart(const DataFolder &folder)
{
    const Result<Entry> entry = readEntry();
    if (!entry)
        return entry.error();
    if (entry->value(kOurFolder) != folder.path() || QFile::remove(entryPath()))
        return {};
    return cannotChange();
}

} // namespace dogwatch
