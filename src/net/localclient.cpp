// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/localclient.h"

#include <QElapsedTimer>
#include <QLocalSocket>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

QByteArray textOf(const LocalRequest &request)
{
    QByteArray text = request.method + ' ' + request.path
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + request.headers;
    if (request.method != "GET")
        text += "Content-Type: application/json\r\nContent-Length: "
            + QByteArray::number(request.body.size()) + "\r\n";
    return text + "\r\n" + request.body;
}

Result<LocalAnswer> parse(const QByteArray &answer)
{
    const qsizetype headEnd = answer.indexOf("\r\n\r\n");
    const int status = answer.startsWith("HTTP/1.1 ") ? answer.mid(9, 3).toInt() : 0;
    if (headEnd < 0 || status == 0)
        return Error{ErrorCode::Busy, u"Dogwatch is running and does not answer"_s};
    return LocalAnswer{status, answer.mid(headEnd + 4)};
}

Error notConnected(QLocalSocket::LocalSocketError problem, const QString &path)
{
    switch (problem) {
    case QLocalSocket::ServerNotFoundError:
    case QLocalSocket::ConnectionRefusedError:
        return {ErrorCode::Unavailable, u"no Dogwatch is running at %1"_s.arg(path)};
    case QLocalSocket::SocketAccessError:
        return {ErrorCode::Permission, u"%1 may not be opened"_s.arg(path)};
    default:
        return {ErrorCode::Busy, u"Dogwatch is running and does not answer"_s};
    }
}

} // namespace

Result<LocalAnswer> askLocally(const QString &socketPath, const LocalRequest &request,
                               int timeoutMs)
{
    QElapsedTimer spent;
    spent.start();
    const auto left = [&] { return std::max(0, timeoutMs - static_cast<int>(spent.elapsed())); };
    QLocalSocket socket;
    socket.connectToServer(socketPath);
    if (!socket.waitForConnected(left()))
        return notConnected(socket.error(), socketPath);
    socket.write(textOf(request));
    QByteArray answer;
    // The server closes after its answer, because we asked it to.
    while (socket.state() == QLocalSocket::ConnectedState && left() > 0) {
        if (socket.bytesToWrite() > 0)
            socket.waitForBytesWritten(left());
        else
            socket.waitForReadyRead(left());
        answer += socket.readAll();
    }
    answer += socket.readAll();
    return parse(answer);
}

} // namespace dogwatch
