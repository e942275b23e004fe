// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTcpServer>

#include <functional>
#include <vector>

namespace dogwatch::test {

// A receiver of webhooks on the loopback that writes down what it gets, one post a connection.
class WebhookDesk : public QObject
{
    Q_OBJECT

public:
    WebhookDesk();

    [[nodiscard]] QString url(const QString &path = QStringLiteral("/")) const;

    struct Post
    {
        QByteArray requestLine;
        QByteArrayList headers; // lines
        QByteArray body;

        // By its name in lower case.
        [[nodiscard]] QByteArray header(const QByteArray &name) const;
    };
    std::vector<Post> posts;
    // Said to the first, the second and so on; then, 200.
    QByteArrayList answers;
    std::function<void()> onPost; // before it is answered
    bool keepsOpen = false; // after its answer

private:
    void read(QTcpSocket *socket);

    QTcpServer m_server;
};

} // namespace dogwatch::test
