// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/subject.h"

#include "net/localclient.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcessEnvironment>
#include <QThread>
#include <QUrl>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStartMs = 15'000;
constexpr int kStopMs = 8'000;

} // namespace

Subject::~Subject()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(kStopMs))
        m_process.kill();
    m_process.waitForFinished(kStopMs);
}

Result<void> Subject::startHeadless()
{
    return start({u"--headless"_s});
}

Result<void> Subject::startWithWindow(const QByteArray &display)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DISPLAY"_s, QString::fromLatin1(display));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
    environment.remove(u"WAYLAND_DISPLAY"_s);
    environment.insert(u"HOME"_s, m_folder.path());
    environment.insert(u"XDG_RUNTIME_DIR"_s, m_folder.path());
    environment.remove(u"XDG_CONFIG_HOME"_s);
    m_process.setProcessEnvironment(environment);
    return start({});
}

Result<void> Subject::start(const QStringList &arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(programBesideUs(u"dogwatch"_s),
                    arguments + QStringList{u"--data-dir"_s, dataFolder(), u"--port"_s, u"0"_s});
    QElapsedTimer spent;
    spent.start();
    QFile endpoint(dataFolder() + u"/endpoint.json"_s);
    while (!endpoint.exists()) {
        if (spent.elapsed() > kStartMs || m_process.waitForFinished(10))
            return Error{ErrorCode::Unavailable, u"dogwatch did not start"_s};
    }
    if (!endpoint.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Permission, endpoint.errorString()};
    const QJsonObject object = QJsonDocument::fromJson(endpoint.readAll()).object();
    m_port = static_cast<quint16>(QUrl(object.value(u"url").toString()).port());
    m_token = object.value(u"token").toString().toLatin1();
    return {};
}

QHash<QString, qint64> Subject::cpuByThread() const
{
    QHash<QString, qint64> spent;
    const QDir tasks(u"/proc/%1/task"_s.arg(processId()));
    const QStringList threads = tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &thread : threads) {
        QFile name(tasks.filePath(thread + u"/comm"_s));
        QFile schedule(tasks.filePath(thread + u"/schedstat"_s));
        if (name.open(QIODevice::ReadOnly) && schedule.open(QIODevice::ReadOnly))
            spent[QString::fromUtf8(name.readAll().trimmed())] +=
                schedule.readAll().split(' ').first().toLongLong();
    }
    return spent;
}

qint64 Subject::commits() const
{
    LocalRequest request;
    request.path = "/api/status";
    const Result<LocalAnswer> answer =
        askLocally(dataFolder() + u"/dogwatch.sock"_s, request, kStopMs);
    if (!answer || answer->status != 200)
        return -1;
    const QJsonObject status = QJsonDocument::fromJson(answer->body).object();
    return status.value(u"commit_ms").toObject().value(u"commits").toInteger(-1);
}

double Subject::anonymousMb() const
{
    QFile status(u"/proc/%1/status"_s.arg(m_process.processId()));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("RssAnon:"))
            return line.mid(8).trimmed().split(' ').first().toDouble() / 1024;
    }
    return -1;
}

QString programBesideUs(const QString &name)
{
    return QCoreApplication::applicationDirPath() + u'/' + name;
}

} // namespace dogwatch
