// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/api.h"
#include "runningwriter.h"
#include "store/readers.h"
#include "testserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace dogwatch::test {

// The API on a store of its own, without a transport: requests go in as the server hands them on.
// Lives in the test's thread, whose event loop runs while an answer is awaited.
struct ApiFixture
{
    [[nodiscard]] HttpResponse post(const QByteArray &path, const QByteArray &body,
                                    const QList<QueryItem> &headers = {})
    {
        return ask("POST", path, body, {}, headers);
    }
    [[nodiscard]] HttpResponse get(const QByteArray &path, const QList<QueryItem> &query = {})
    {
        return ask("GET", path, {}, query, {});
    }
    // Any method; `headers` as name and value.
    [[nodiscard]] HttpResponse ask(const QByteArray &method, const QByteArray &path,
                                   const QByteArray &body, const QList<QueryItem> &query = {},
                                   const QList<QueryItem> &headers = {});
    // Of a batch, one compact JSON text for each element; the body where that is no batch's answer.
    [[nodiscard]] QList<QByteArray> results(const HttpResponse &response) const
    {
        const QJsonObject answer = QJsonDocument::fromJson(response.body).object();
        if (!answer.contains(QStringLiteral("results")))
            return {response.body};
        QList<QByteArray> texts;
        const QJsonArray array = answer.value(QStringLiteral("results")).toArray();
        for (const QJsonValue &result : array)
            texts.append(QJsonDocument(result.toObject()).toJson(QJsonDocument::Compact));
        return texts;
    }
    [[nodiscard]] QStringList events() const
    {
        return running.rows(QStringLiteral("SELECT event_id, payload FROM event ORDER BY seq"));
    }

    RunningWriter running;
    ManualClock clock;
    std::shared_ptr<Readers> readers = std::make_shared<Readers>(running.folder.database());
    Api api{*running.writer,
            readers,
            clock,
            std::make_shared<CurrentPolicy>(),
            [] { return ServiceFigures(); },
            ServiceCommands()};
};

inline HttpResponse ApiFixture::ask(const QByteArray &method, const QByteArray &path,
                                    const QByteArray &body, const QList<QueryItem> &query,
                                    const QList<QueryItem> &headers)
{
    HttpRequest request;
    request.head.method = method;
    request.head.target = path;
    request.head.path = path;
    request.head.query = query;
    QByteArray text;
    for (const auto &[name, value] : headers)
        text += name + value;
    HeaderFields fields(text);
    qsizetype at = 0;
    for (const auto &[name, value] : headers) {
        fields.add(at, name.size(), at + name.size(), value.size());
        at += name.size() + value.size();
    }
    request.head.headers = fields;
    request.body = body;
    std::optional<HttpResponse> given;
    QObject home;
    const auto queue = std::make_shared<AnswerQueue>(
        &home, [&given](Answer &&answer) { given = std::move(answer.response); });
    api.handle(std::move(request), Responder(queue, {1, 1}));
    (void)QTest::qWaitFor([&given] { return given.has_value(); }, 30'000);
    queue->close();
    return given.value_or(HttpResponse::empty(0));
}

} // namespace dogwatch::test
