// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "webhookdesk.h"

#include <QTcpSocket>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

WebhookDesk::WebhookDesk()
{
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection())
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
    });
}

QString WebhookDesk::url(const QString &path) const
{
    return u"http://127.0.0.1:%1%2"_s.arg(m_server.serverPort()).arg(path);
}

QByteArray WebhookDesk::Post::header(const QByteArray &name) const
{
    for (const QByteArray &line : headers) {
        const qsizetype colon = line.indexOf(':');
        if (line.left(colon).toLower() == name)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

void WebhookDesk::read(QTcpSocket *socket)
{
    const QByteArray all = socket->peek(socket->bytesAvailable());
    const qsizetype headEnd = all.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return;
    Post post;
    post.headers = all.left(headEnd).replace("\r\n", "\n").split('\n');
    post.requestLine = post.headers.takeFirst();
    post.body = all.mid(headEnd + 4);
    if (post.body.size() < post.header("content-length").toLongLong())
        return;
    (void)socket->readAll();
    if (onPost)
        onPost();
    socket->write(answers.value(static_cast<qsizetype>(posts.size()), "HTTP/1.1 200 OK\r\n\r\n"));
    posts.push_back(std::move(post));
    if (!keepsOpen)
        socket->disconnectFromHost();
}

} // namespace dogwatch::test
