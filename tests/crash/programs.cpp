// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "programs.h"

#include "net/testclient.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QUrl>

#include <csignal>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 20'000;

void setFaultsOf(QProcess &process, const QByteArray &faults)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DOGWATCH_FAULT"_s, QString::fromLatin1(faults));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::SeparateChannels);
    // With something to run in the child Qt forks instead of vforks, which ThreadSanitizer needs.
    process.setChildProcessModifier([] {});
}

// The session follows from the id "run-client-n", so that an event can be sent again as it was.
QByteArray requestOf(const QString &id, quint16 port, const QByteArray &token)
{
    const char *types[] = {"UserPromptSubmit", "PreToolUse", "PostToolUse", "Stop"};
    const int n = id.section(u'-', -1).toInt();
    const QByteArray body = "{\"session_id\":\"" + id.section(u'-', 0, -2).toUtf8()
        + "\",\"hook_event_name\":\"" + types[n % 4] + "\",\"tool_use_id\":\"t"
        + QByteArray::number(n / 4) + "\",\"tool_name\":\"Bash\",\"prompt\":\""
        + QByteArray(1500, 'x') + "\"}";
    return "POST /api/hooks/claude-code HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port)
        + "\r\nAuthorization: Bearer " + token + "\r\nContent-Type: application/json\r\n"
        + "Dogwatch-Event-Id: " + id.toUtf8()
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace

bool CrashWriter::start(const QString &folder, const QString &run, const QByteArray &faults)
{
    setFaultsOf(m_process, faults);
    m_process.start(QStringLiteral(DOGWATCH_BIN_DIR "/crashwriter"), {folder, run});
    return m_process.waitForStarted(kPatienceMs);
}

History CrashWriter::end(bool killIt)
{
    if (killIt)
        m_process.kill();
    if (!m_process.waitForFinished(kPatienceMs)) {
        m_process.kill();
        m_process.waitForFinished();
    }
    History history;
    const QList<QByteArray> lines = m_process.readAllStandardOutput().split('\n');
    for (const QByteArray &line : lines) {
        const QList<QByteArray> words = line.split(' ');
        const QString id = QString::fromUtf8(words.value(1));
        if (words.first() == "S")
            history.sent.insert(id);
        else if (words.first() == "A")
            history.acknowledged.insert(id, words.value(2).toLongLong());
        else if (words.first() == "R")
            history.refused.append(QString::fromUtf8(line));
    }
    return history;
}

Headless::~Headless()
{
    (void)end(true); // which also ends the clients
}

bool Headless::isBuilt()
{
    return QFileInfo(QStringLiteral(DOGWATCH_BIN_DIR "/dogwatch")).isExecutable();
}

bool Headless::startOnly(const QString &folder, const QByteArray &faults)
{
    return m_process.start({DOGWATCH_BIN_DIR "/dogwatch", "--headless", "--data-dir",
                            QFile::encodeName(folder), "--port", "0"},
                           {"DOGWATCH_FAULT=" + faults});
}

std::optional<int> Headless::waitForEnd()
{
    const std::optional<int> code = m_process.wait(kPatienceMs);
    return code && *code >= 0 ? code : std::nullopt;
}

bool Headless::start(const QString &folder, const QString &run, const QByteArray &faults)
{
    QFile::remove(folder + u"/endpoint.json"_s);
    if (!startOnly(folder, faults))
        return false;
    const auto endpoint = [&folder] {
        QFile file(folder + u"/endpoint.json"_s);
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                              : QJsonObject();
    };
    const bool isUp = QTest::qWaitFor(
        [&] { return !m_process.isRunning() || !endpoint().isEmpty(); }, kPatienceMs);
    if (!isUp || endpoint().isEmpty())
        return false;
    m_port = static_cast<quint16>(QUrl(endpoint().value(u"url").toString()).port());
    m_token = endpoint().value(u"token").toString().toUtf8();
    m_stop = false;
    m_history = {};
    if (!run.isEmpty()) {
        for (int i = 0; i < 22; ++i)
            m_clients.emplace_back([this, i, run] { post(i, run); });
    }
    return true;
}

void Headless::post(int client, const QString &run)
{
    TestClient connection = TestClient::tcp(m_port);
    for (int n = 0; !m_stop; ++n) {
        const QString id = u"%1-%2-%3"_s.arg(run).arg(client).arg(n);
        {
            const std::lock_guard lock(m_mutex);
            m_history.sent.insert(id);
        }
        if (!connection.isConnected() || !connection.send(requestOf(id, m_port, m_token)))
            return;
        const ClientResponse answer = connection.receive();
        const std::lock_guard lock(m_mutex);
        if (answer.status == 200)
            m_history.acknowledged.insert(id, answer.header("Dogwatch-Seq").toLongLong());
        else if (answer.status > 0 && answer.status != 503)
            m_history.refused.append(u"%1 %2"_s.arg(id).arg(answer.status));
        if (answer.status <= 0)
            return;
    }
}

History Headless::end(bool killIt)
{
    if (killIt)
        m_process.signal(SIGKILL);
    if (!m_process.wait(kPatienceMs)) {
        m_process.signal(SIGKILL);
        (void)m_process.wait(-1);
    }
    m_stop = true;
    for (std::thread &client : m_clients)
        client.join();
    m_clients.clear();
    const std::lock_guard lock(m_mutex);
    return m_history;
}

std::pair<int, bool> Headless::send(const QString &id) const
{
    TestClient connection = TestClient::tcp(m_port);
    if (!connection.isConnected() || !connection.send(requestOf(id, m_port, m_token)))
        return {0, false};
    const ClientResponse answer = connection.receive();
    return {answer.status, answer.header("Dogwatch-Duplicate") == "true"};
}

Headless::Answer Headless::ask(const QByteArray &method, const QByteArray &path,
                               const QByteArray &body, const QByteArray &headerLines) const
{
    TestClient connection = TestClient::tcp(m_port);
    const QByteArray request = method + ' ' + path
        + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_port)
        + (headerLines.contains("Authorization:") ? QByteArray("\r\n")
                                                  : "\r\nAuthorization: Bearer " + m_token + "\r\n")
        + "Content-Type: application/json\r\n" + headerLines
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    if (!connection.isConnected() || !connection.send(request))
        return {};
    const ClientResponse answer = connection.receive();
    return {answer.status, answer.header("Retry-After"), answer.header("Stream-Next-Offset"),
            answer.body};
}

History Headless::history()
{
    const std::lock_guard lock(m_mutex);
    return m_history;
}

int Headless::terminate()
{
    m_process.signal(SIGTERM);
    return m_process.wait(kPatienceMs).value_or(-1);
}

} // namespace dogwatch::test
