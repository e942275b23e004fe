// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "apifixture.h"

namespace dogwatch::test {

// Subscriptions of the API on a store of its own.
struct SubscriptionFixture : ApiFixture
{
    static constexpr char kRoot[] = "/v1/stream/__ds/subscriptions/";

    [[nodiscard]] static QJsonObject object(const HttpResponse &response)
    {
        return QJsonDocument::fromJson(response.body).object();
    }
    [[nodiscard]] static QString errorCode(const HttpResponse &response)
    {
        return object(response)[u"error"][u"code"].toString();
    }

    // `fields`: JSON members besides the type.
    HttpResponse subscribe(const QByteArray &name, const QByteArray &fields)
    {
        return ask("PUT", kRoot + name, "{\"type\":\"pull-wake\"," + fields + '}');
    }
    HttpResponse claim(const QByteArray &name, const QByteArray &worker)
    {
        return ask("POST", kRoot + name + "/claim", "{\"worker\":\"" + worker + "\"}");
    }
    // Says `more` (JSON members) as the holder whose claim or notification that was.
    HttpResponse say(const QByteArray &name, const QByteArray &verb, const QJsonObject &claim,
                     const QByteArray &more = "\"done\":true")
    {
        const QString token = claim.contains(u"token") ? claim[u"token"].toString()
                                                       : claim[u"callback_token"].toString();
        QJsonObject body{{QStringLiteral("wake_id"), claim[u"wake_id"]},
                         {QStringLiteral("generation"), claim[u"generation"]}};
        QByteArray text = QJsonDocument(body).toJson(QJsonDocument::Compact);
        text.chop(1);
        return ask("POST", kRoot + name + '/' + verb, text + ',' + more + '}', {},
                   {{"Authorization", "Bearer " + token.toUtf8()}});
    }
    static QByteArray acks(const QByteArray &stream, const QByteArray &offset)
    {
        return R"("acks":[{"stream":")" + stream + R"(","offset":")" + offset + "\"}]";
    }

    int put(const QByteArray &stream, const QByteArray &body = {})
    {
        return ask("PUT", "/v1/stream/" + stream, body, {}, {{"Content-Type", "text/plain"}})
            .status;
    }
    int append(const QByteArray &stream, const QByteArray &body)
    {
        return ask("POST", "/v1/stream/" + stream, body, {}, {{"Content-Type", "text/plain"}})
            .status;
    }
    int report()
    {
        return post("/api/hooks/claude-code", R"({"session_id":"s","hook_event_name":"Stop"})")
            .status;
    }

    // How far that stream is done; empty where it is none of its streams.
    [[nodiscard]] QByteArray acked(const QByteArray &name, const QByteArray &stream)
    {
        const QJsonArray streams = object(get(kRoot + name))[u"streams"].toArray();
        for (const QJsonValue &one : streams) {
            if (one[u"path"].toString().toUtf8() == stream)
                return one[u"acked_offset"].toString().toUtf8();
        }
        return {};
    }
};

} // namespace dogwatch::test
