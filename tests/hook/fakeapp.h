// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QLocalServer>
#include <QString>

#include <functional>

#include <sys/un.h>

class QLocalSocket;

namespace dogwatch::hooktest {

struct Request
{
    QByteArray line; // "POST /api/hooks/codex HTTP/1.1"
    QHash<QByteArray, QByteArray> headers; // names in lower case
    QByteArray body;
};

// Stands in for the application on its local socket: records every whole request and answers it.
// Lives in the thread of the test, and works while that runs its event loop.
class FakeApp : public QObject
{
    Q_OBJECT
public:
    explicit FakeApp(const QString &socketPath, QObject *parent = nullptr);

    [[nodiscard]] bool isListening() const { return m_server.isListening(); }
    [[nodiscard]] const QList<Request> &requests() const { return m_requests; }

    // What it writes for a request; "HTTP/1.1 200 OK" and no body unless set. Nothing at all: it
    // closes without an answer.
    void setAnswer(const QByteArray &answer) { m_answer = answer; }
    void setStatus(int status);
    // Answers as soon as the header is there, and reads no further.
    void setAnswersEarly(bool early) { m_answersEarly = early; }
    // Takes the place of the answer.
    std::function<void(QLocalSocket *)> onRequest;

Q_SIGNALS:
    void requestRecorded();

private:
    void accept();
    void readFrom(QLocalSocket *socket, QByteArray &buffer);
    void answer(QLocalSocket *socket);

    QLocalServer m_server;
    QList<Request> m_requests;
    QByteArray m_answer;
    bool m_answersEarly = false;
};

// Listens on a local socket and never accepts by itself, like an application that hangs.
class SilentListener
{
public:
    explicit SilentListener(const QString &socketPath);
    ~SilentListener();
    Q_DISABLE_COPY_MOVE(SilentListener)

    [[nodiscard]] bool isListening() const { return m_listening; }
    // Connects to itself until nobody else can.
    void fillQueue();
    // How many connections wait, and all that was sent over them. Takes them.
    struct Arrived
    {
        int connections = 0;
        QByteArray bytes;
    };
    [[nodiscard]] Arrived takeArrived();

private:
    sockaddr_un m_address{};
    int m_socket = -1;
    bool m_listening = false;
    QList<int> m_clients;
};

} // namespace dogwatch::hooktest
