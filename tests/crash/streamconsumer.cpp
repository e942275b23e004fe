// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/fault.h"
#include "net/testclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <fcntl.h>
#include <thread>
#include <unistd.h>

using namespace dogwatch;
using namespace dogwatch::test;

// streamconsumer PORT TOKEN SUBSCRIPTION FOLDER: claims, reads on from where it was done, has an
// effect for each message and acknowledges what it read, until nothing is pending. The effect is a
// file by the message's number, which is there once or not at all. Says to FOLDER/log, a line a
// write(): "c offset" where it goes on, "e n" for an effect, "r n" for a message that had its
// effect before, "a offset" for what is acknowledged. May be killed at consumer.after_effect.

namespace {

struct Server
{
    quint16 port = 0;
    QByteArray token;

    [[nodiscard]] ClientResponse ask(const QByteArray &method, const QByteArray &path,
                                     const QByteArray &bearer, const QByteArray &body) const
    {
        TestClient client = TestClient::tcp(port);
        const QByteArray request = method + " /v1/stream/" + path + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + QByteArray::number(port) + "\r\nAuthorization: Bearer " + bearer
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        if (!client.isConnected() || !client.send(request))
            return {};
        return client.receive();
    }
};

void say(const QByteArray &folder, const QByteArray &line)
{
    const QByteArray path = folder + "/log";
    const int file = open(path.constData(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    const QByteArray bytes = line + '\n';
    if (write(file, bytes.constData(), static_cast<std::size_t>(bytes.size())) < 0)
        _exit(3);
    close(file);
}

void haveEffect(const QByteArray &folder, int number)
{
    const QByteArray name = QByteArray::number(number);
    const QByteArray path = folder + "/effect-" + name;
    const int file = open(path.constData(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0)
        return say(folder, "r " + name);
    close(file);
    say(folder, "e " + name);
    (void)faultAt("consumer.after_effect");
}

QJsonObject objectOf(const ClientResponse &answer)
{
    return QJsonDocument::fromJson(answer.body).object();
}

// False: it is refused.
bool work(const Server &server, const QByteArray &subscription, const QByteArray &folder,
          const QJsonObject &claim)
{
    const QJsonValue stream = claim[QLatin1String("streams")][0];
    const QByteArray path = stream[QLatin1String("path")].toString().toUtf8();
    const QByteArray from = stream[QLatin1String("acked_offset")].toString().toUtf8();
    say(folder, "c " + from);
    const ClientResponse page = server.ask("GET", path + "?offset=" + from, server.token, {});
    const QJsonArray messages = QJsonDocument::fromJson(page.body).array();
    for (const QJsonValue &message : messages)
        haveEffect(folder, message.toInt());
    const QByteArray next = page.header("Stream-Next-Offset");
    const QJsonObject ack{
        {QStringLiteral("wake_id"), claim[QLatin1String("wake_id")]},
        {QStringLiteral("generation"), claim[QLatin1String("generation")]},
        {QStringLiteral("acks"),
         QJsonArray{QJsonObject{{QStringLiteral("stream"), QString::fromUtf8(path)},
                                {QStringLiteral("offset"), QString::fromUtf8(next)}}}},
        {QStringLiteral("done"), true}};
    const ClientResponse answer = server.ask("POST", "__ds/subscriptions/" + subscription + "/ack",
                                             claim[QLatin1String("token")].toString().toUtf8(),
                                             QJsonDocument(ack).toJson(QJsonDocument::Compact));
    if (answer.status == 200)
        say(folder, "a " + next);
    return answer.status == 200;
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 5)
        return 2;
    const Server server{static_cast<quint16>(QByteArray(argv[1]).toInt()), argv[2]};
    const QByteArray subscription = argv[3];
    const QByteArray folder = argv[4];
    for (;;) {
        const ClientResponse claim =
            server.ask("POST", "__ds/subscriptions/" + subscription + "/claim", server.token,
                       R"({"worker":"consumer"})");
        if (claim.status == 200 && !work(server, subscription, folder, objectOf(claim)))
            return 1;
        if (claim.status == 200)
            continue;
        const QString code =
            objectOf(claim)[QLatin1String("error")][QLatin1String("code")].toString();
        if (code == QLatin1String("NO_PENDING_WORK"))
            return 0;
        if (code != QLatin1String("ALREADY_CLAIMED"))
            return 1;
        // One that was killed holds it until its lease ends.
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}
