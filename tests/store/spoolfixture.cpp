// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "spoolfixture.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

QString spoolId(int n)
{
    return u"0199aaaa-0000-7000-8000-%1"_s.arg(n, 12, 10, QChar(u'0'));
}

QString spoolName(int n, qsizetype bytes)
{
    return u"%1-%2.%3.json"_s.arg(1763700000000000000LL + n, 20, 10, QChar(u'0'))
        .arg(spoolId(n))
        .arg(bytes);
}

QByteArray spoolContent(const QString &eventId, const QString &source, const QString &session)
{
    return "{\"event_id\":\"" + eventId.toUtf8() + "\",\"source\":\"" + source.toUtf8()
        + "\",\"observed_at\":1763700000000,\"terminal\":{},\"payload\":{\"session_id\":\""
        + session.toUtf8() + "\",\"hook_event_name\":\"UserPromptSubmit\",\"prompt\":\"go\"}}";
}

QString putFile(const QString &folder, const QString &name, const QByteArray &content)
{
    const QString path = folder + u'/' + name;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(content) < 0)
        qFatal("cannot make %s", qPrintable(path));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return path;
}

QString putSpooled(const DataFolder &folder, int n)
{
    const QByteArray content = spoolContent(spoolId(n));
    return putFile(folder.spool(), spoolName(n, content.size()), content);
}

void setAge(const QString &path, qint64 modifiedMs)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite)
        || !file.setFileTime(QDateTime::fromMSecsSinceEpoch(modifiedMs),
                             QFileDevice::FileModificationTime))
        qFatal("cannot set the time of %s", qPrintable(path));
}

QByteArray contentOfFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

QStringList filesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::Files | QDir::Hidden | QDir::System, QDir::Name);
}

} // namespace dogwatch::test
