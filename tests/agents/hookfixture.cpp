// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hookfixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

void write(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(unreadable)");
}

struct stat statOf(const QString &path)
{
    struct stat info = {};
    if (::lstat(QFile::encodeName(path).constData(), &info) != 0)
        qFatal("no %s", qPrintable(path));
    return info;
}

uint modeOf(const QString &path)
{
    return statOf(path).st_mode & 07777;
}

bool HookFixture::reset()
{
    m_folder = std::make_unique<QTemporaryDir>();
    const QDir folder(m_folder->path());
    if (!m_folder->isValid() || !folder.mkpath(u"home"_s) || !folder.mkpath(u"project"_s))
        return false;
    m_environment.home = path(u"home"_s);
    m_environment.configFolder.clear();
    m_environment.managedFolder = path(u"managed"_s);
    const auto target = userSettings(m_environment);
    if (!target)
        return false;
    m_target = *target;
    m_options = {};
    m_options.hookProgram = path(u"bin/dogwatch-hook"_s);
    m_http = m_options;
    m_http.http = true;
    m_http.url = u"http://127.0.0.1:4519"_s;
    m_http.token = u"s3cret-Token"_s;
    return true;
}

QStringList HookFixture::filesBeside() const
{
    return QDir(path(u"home/.claude"_s))
        .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

HookReport HookFixture::install()
{
    auto report = installHooks(m_target, m_options);
    if (!report)
        qFatal("%s", qPrintable(report.error().text));
    return *report;
}

HookReport HookFixture::uninstall()
{
    auto report = uninstallHooks(m_target);
    if (!report)
        qFatal("%s", qPrintable(report.error().text));
    return *report;
}

HookStatus HookFixture::status()
{
    auto found = hookStatus(m_target, m_options);
    if (!found)
        qFatal("%s", qPrintable(found.error().text));
    return *found;
}

HookEventStatus HookFixture::statusOf(const QString &event)
{
    for (const HookEventStatus &one : status().events) {
        if (one.event == event)
            return one;
    }
    qFatal("no status of %s", qPrintable(event));
    return {};
}

} // namespace dogwatch::test
