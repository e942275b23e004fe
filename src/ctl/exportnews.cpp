// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl/exportnews.h"

#include "core/streamposition.h"
#include "net/localclient.h"
#include "store/monitorstream.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAskMs = 30'000;

struct Answer
{
    int status = 0;
    QJsonObject body;

    [[nodiscard]] Error error() const
    {
        const QJsonObject told = body.value(u"error").toObject();
        const QString text = told.value(u"message").toString();
        return {status == 503 ? ErrorCode::Busy : ErrorCode::Conflict,
                text.isEmpty() ? u"the app answers %1"_s.arg(status) : text};
    }
    // Of its one stream, where that is the log of events.
    [[nodiscard]] Result<qint64> ackedSeq() const
    {
        const QJsonArray streams = body.value(u"streams").toArray();
        const QJsonObject stream = streams.at(0).toObject();
        if (streams.size() != 1 || stream.value(u"path") != QLatin1String(kMonitorStream))
            return Error{ErrorCode::Conflict, u"that consumer follows something else"_s};
        const QByteArray token = stream.value(u"acked_offset").toString().toLatin1();
        const std::optional<StreamPosition> position =
            token == "-1" ? std::optional<StreamPosition>(0) : positionOfToken(token);
        return position
            ? Result<qint64>(*position)
            : Result<qint64>(Error{ErrorCode::Internal, u"the app names no place in the stream"_s});
    }
};

Result<Answer> ask(const QString &socket, const QByteArray &method, const QByteArray &path,
                   const QJsonObject &body = {}, const QByteArray &token = {})
{
    LocalRequest request;
    request.method = method;
    request.path = path;
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    if (!token.isEmpty())
        request.headers = "Authorization: Bearer " + token + "\r\n";
    const Result<LocalAnswer> answer = askLocally(socket, request, kAskMs);
    if (!answer)
        return answer.error();
    return Answer{answer->status, QJsonDocument::fromJson(answer->body).object()};
}

} // namespace

ExportNews::ExportNews(const DataFolder &folder, const QString &name)
    : m_socket(folder.socket())
    , m_path("/v1/stream/__ds/subscriptions/" + QUrl::toPercentEncoding(name))
{ }

Result<ExportNews> ExportNews::begin(const DataFolder &folder, const QString &name, bool fromStart)
{
    ExportNews news(folder, name);
    Result<Answer> known = ask(news.m_socket, "GET", news.m_path);
    if (known && known->status == 404) {
        QJsonObject config{{u"type"_s, u"pull-wake"_s},
                           {u"streams"_s, QJsonArray{QLatin1String(kMonitorStream)}},
                           {u"description"_s, u"dogwatchctl export"_s}};
        if (fromStart)
            config.insert(u"offset"_s, u"-1"_s);
        known = ask(news.m_socket, "PUT", news.m_path, config);
    }
    if (!known)
        return known.error();
    if (known->status != 200 && known->status != 201)
        return known->error();
    const Result<qint64> acked = known->ackedSeq();
    if (!acked)
        return acked.error();
    news.m_afterSeq = *acked;
    return news;
}

// Held only for this: a lease that a killed export leaves behind would keep the next one waiting.
Result<void> ExportNews::done(qint64 untilSeq) const
{
    if (untilSeq == m_afterSeq)
        return {};
    const Result<Answer> held =
        ask(m_socket, "POST", m_path + "/claim", {{u"worker"_s, u"dogwatchctl export"_s}});
    if (!held)
        return held.error();
    if (held->status != 200)
        return held->error();
    const Result<qint64> acked = held->ackedSeq();
    if (!acked || *acked != m_afterSeq)
        return Error{ErrorCode::Conflict, u"another export of that name came between"_s};
    const QJsonObject ack{{u"stream"_s, QLatin1String(kMonitorStream)},
                          {u"offset"_s, QString::fromLatin1(offsetToken(untilSeq))}};
    const Result<Answer> answer = ask(m_socket, "POST", m_path + "/ack",
                                      {{u"wake_id"_s, held->body.value(u"wake_id")},
                                       {u"generation"_s, held->body.value(u"generation")},
                                       {u"acks"_s, QJsonArray{ack}},
                                       {u"done"_s, true}},
                                      held->body.value(u"token").toString().toLatin1());
    if (!answer)
        return answer.error();
    return answer->status == 200 ? Result<void>() : Result<void>(answer->error());
}

} // namespace dogwatch
