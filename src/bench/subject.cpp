// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/subject.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
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

Result<void> Subject::start()
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(programBesideUs(u"dogwatch"_s),
                    {u"--headless"_s, u"--data-dir"_s, dataFolder(), u"--port"_s, u"0"_s});
    QElapsedTimer spent;
    spent.start();
    QFile endpoint(dataFolder() + u"/endpoint.json"_s);
    while (!endpoint.exists()) {
        if (spent.elapsed() > kStartMs || m_process.waitForFinished(10))
            return Error{ErrorCode::Unavailable, u"dogwatch --headless did not start"_s};
    }
    if (!endpoint.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Permission, endpoint.errorString()};
    const QJsonObject object = QJsonDocument::fromJson(endpoint.readAll()).object();
    m_port = static_cast<quint16>(QUrl(object.value(u"url").toString()).port());
    m_token = object.value(u"token").toString().toLatin1();
    return {};
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
