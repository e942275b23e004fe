// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace dogwatch::test {

// One answer as it came over the wire.
struct ClientResponse
{
    int status = 0; // 0: the connection ended without an answer; -1: none within the patience
    QByteArray head;
    QByteArray body;

    [[nodiscard]] QByteArray header(QByteArrayView name) const;
};

// A blocking socket that says exactly what it is told, and nothing of its own accord. Each wait has
// an end (20 s), which only a failing test reaches.
class TestClient
{
public:
    [[nodiscard]] static TestClient tcp(quint16 port);
    [[nodiscard]] static TestClient local(const QString &path);
    // A local one in two steps.
    [[nodiscard]] static TestClient unconnected();
    bool connectTo(const QString &path);
    ~TestClient();
    TestClient(TestClient &&other) noexcept;
    TestClient &operator=(TestClient &&other) noexcept;
    Q_DISABLE_COPY(TestClient)

    [[nodiscard]] bool isConnected() const { return m_descriptor >= 0; }
    // False where the other side does not take it any more.
    bool send(const QByteArray &bytes);
    // The next final answer; what follows it stays for the next call.
    [[nodiscard]] ClientResponse receive(bool headOnly = false);
    // The next answer's head as a whole, interim ones (1xx) included.
    [[nodiscard]] QByteArray receiveHead();
    // Waits for the end of the connection; false where bytes come instead.
    [[nodiscard]] bool isClosedByPeer();
    void close();

private:
    explicit TestClient(int descriptor);
    // Appends to what has been received; false at the end or when patience is over.
    bool more();

    int m_descriptor = -1;
    bool m_timedOut = false;
    QByteArray m_received;
};

} // namespace dogwatch::test
