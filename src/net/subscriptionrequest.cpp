// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/subscriptionrequest.h"

#include "net/webhookurl.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

using Kind = SubscriptionRoute::Kind;

constexpr char kRoot[] = "/v1/stream/__ds/";
constexpr qsizetype kLongestName = 255; // bytes

Error misuse(const QString &text)
{
    return {ErrorCode::InvalidInput, text};
}

Result<QJsonObject> objectOf(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return misuse(u"the body must be a JSON object"_s);
    return document.object();
}

struct Method
{
    const char *name;
    Kind kind;
};

void choose(SubscriptionRoute &route, const QByteArray &method, std::initializer_list<Method> known)
{
    route.kind = Kind::OtherMethod;
    for (const Method &one : known) {
        if (method == one.name)
            route.kind = one.kind;
        route.allowed += QByteArray(route.allowed.isEmpty() ? "" : ", ") + one.name;
    }
}

void choosePart(SubscriptionRoute &route, const QByteArray &method, const QList<QByteArray> &path)
{
    const QByteArray &part = path.at(5);
    if (part == "streams" && path.size() > 6) {
        route.stream = path.mid(6).join('/');
        return choose(route, method, {{"DELETE", Kind::RemoveStream}});
    }
    for (const Method &one : {Method{"streams", Kind::AddStreams}, Method{"claim", Kind::Claim},
                              Method{"ack", Kind::Ack}, Method{"release", Kind::Release},
                              Method{"callback", Kind::Callback}}) {
        if (part == one.name && path.size() == 6)
            choose(route, method, {{"POST", one.kind}});
    }
}

Result<std::vector<SubscriptionAck>> acksOf(const QJsonValue &value, bool mayBeNow)
{
    std::vector<SubscriptionAck> acks;
    if (value.isUndefined() || value.isNull())
        return acks;
    if (!value.isArray())
        return misuse(u"acks must be a list"_s);
    const QJsonArray array = value.toArray();
    for (const QJsonValue &one : array) {
        SubscriptionAck ack;
        ack.stream = one[u"stream"].toString().toUtf8();
        const QByteArray offset = one[u"offset"].toString().toUtf8();
        if (offset == "-1")
            ack.position = -1; // a place of no stream, which is said by the one that knows it
        else if (offset != "now" || !mayBeNow)
            ack.position = positionOfToken(offset);
        const bool isNow = mayBeNow && offset == "now";
        if (ack.stream.isEmpty() || (!ack.position && !isNow))
            return misuse(u"an ack is a stream and an offset of it"_s);
        acks.push_back(std::move(ack));
    }
    return acks;
}

} // namespace

bool isSubscriptionPath(const RequestHead &head)
{
    return head.path.startsWith(kRoot);
}

SubscriptionRoute subscriptionRouteOf(const RequestHead &head)
{
    const QList<QByteArray> path = head.segments(); // v1/stream/__ds/subscriptions/NAME/PART…
    SubscriptionRoute route;
    if (path.size() == 4 && path.at(3) == "jwks.json")
        choose(route, head.method, {{"GET", Kind::Keys}});
    if (path.size() < 5 || path.at(3) != "subscriptions" || !isSubscriptionName(path.at(4)))
        return route;
    route.name = path.at(4);
    if (path.size() == 5)
        choose(route, head.method,
               {{"PUT", Kind::Create}, {"GET", Kind::Show}, {"DELETE", Kind::Delete}});
    else
        choosePart(route, head.method, path);
    return route;
}

Result<SubscriptionConfig> configOf(const QByteArray &body)
{
    Result<QJsonObject> object = objectOf(body);
    if (!object)
        return object.error();
    Result<SubscriptionConfig> config = subscriptionConfigOf(*object);
    if (config && !config->url.isEmpty()
        && !isWebhookUrlAllowed(QUrl(QString::fromUtf8(config->url), QUrl::StrictMode)))
        return misuse(QString::fromLatin1(kUrlRejected));
    return config;
}

Result<QByteArrayList> streamsOf(const QByteArray &body)
{
    Result<QJsonObject> object = objectOf(body);
    if (!object)
        return object.error();
    const QJsonArray streams = object->value(u"streams").toArray();
    QByteArrayList paths;
    for (const QJsonValue &stream : streams)
        paths.append(stream.toString().toUtf8());
    const bool areGood = std::all_of(paths.begin(), paths.end(), isSubscribablePath);
    if (paths.isEmpty() || !areGood)
        return misuse(u"streams must be a list of paths as they stand behind /v1/stream/"_s);
    return paths;
}

Result<QByteArray> workerOf(const QByteArray &body)
{
    Result<QJsonObject> object = objectOf(body);
    if (!object)
        return object.error();
    const QByteArray worker = object->value(u"worker").toString().toUtf8();
    if (worker.isEmpty() || worker.size() > kLongestName)
        return misuse(u"worker must be a name of at most %1 bytes"_s.arg(kLongestName));
    return worker;
}

Result<ClaimRequest> claimRequestOf(const HttpRequest &request)
{
    Result<QJsonObject> object = objectOf(request.body);
    if (!object)
        return object.error();
    ClaimRequest claim;
    const QByteArray authorization = request.head.header("Authorization").toByteArray();
    if (authorization.first(std::min<qsizetype>(7, authorization.size())).toLower() == "bearer ")
        claim.token = authorization.sliced(7).trimmed();
    const QJsonValue generation = object->value(u"generation");
    claim.wakeId = object->value(u"wake_id").toString().toUtf8();
    claim.generation = generation.toInteger();
    if (claim.wakeId.isEmpty() || !generation.isDouble())
        return misuse(u"wake_id and generation say which wake is meant"_s);
    Result<std::vector<SubscriptionAck>> acks = acksOf(object->value(u"acks"), false);
    if (!acks)
        return acks.error();
    claim.acks = std::move(acks).value();
    claim.done = object->value(u"done").toBool();
    return claim;
}

Result<std::vector<SubscriptionAck>> skipsOf(const QByteArray &body)
{
    Result<QJsonObject> object = objectOf(body);
    if (!object)
        return object.error();
    Result<std::vector<SubscriptionAck>> acks = acksOf(object->value(u"acks"), true);
    if (acks && acks->empty())
        return misuse(u"acks must be a list of streams and offsets"_s);
    return acks;
}

bool isSubscriptionName(const QByteArray &name)
{
    return !name.isEmpty() && name.size() <= kLongestName && !name.contains('/')
        && QUtf8StringView(name).isValidUtf8();
}

} // namespace dogwatch
