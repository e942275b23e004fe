// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/subscriptionanswer.h"

#include "core/times.h"
#include "net/subscriptionrequest.h"
#include "store/subscriptionjson.h"

#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

using Verdict = SubscriptionVerdict;

HttpResponse marked(HttpResponse response)
{
    response.addHeader("Cross-Origin-Resource-Policy", "same-origin");
    return response;
}

HttpResponse json(int status, const QJsonObject &object)
{
    return marked(HttpResponse::json(status, QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

// The refusal of an outcome that is one.
std::optional<HttpResponse> refused(const SubscriptionOutcome &outcome)
{
    const std::optional<Refusal> refusal = refusalOf(outcome.verdict);
    if (!refusal)
        return std::nullopt;
    if (outcome.verdict != Verdict::AlreadyClaimed)
        return marked(refuse(*refusal));
    return json(refusal->status,
                {{u"error"_s,
                  QJsonObject{{u"code"_s, QString::fromLatin1(refusal->code)},
                              {u"message"_s, QString::fromLatin1(refusal->message)},
                              {u"current_holder"_s, QString::fromUtf8(outcome.subscription.holder)},
                              {u"generation"_s, outcome.subscription.generation}}}});
}

} // namespace

std::optional<Refusal> refusalOf(SubscriptionVerdict verdict)
{
    switch (verdict) {
    case Verdict::Created:
    case Verdict::Exists:
    case Verdict::Done:
        return std::nullopt;
    case Verdict::NotFound:
        return Refusal{404, "SUBSCRIPTION_NOT_FOUND", "there is no such subscription"};
    case Verdict::OtherConfig:
        return Refusal{409, "SUBSCRIPTION_ALREADY_EXISTS",
                       "there is another subscription of that name"};
    case Verdict::OtherKind:
        return Refusal{400, "INVALID_REQUEST", "subscriptions of this type do not take that"};
    case Verdict::AlreadyClaimed:
        return Refusal{409, "ALREADY_CLAIMED", "somebody else holds it"};
    case Verdict::NoPendingWork:
        return Refusal{409, "NO_PENDING_WORK", "there is nothing to be done"};
    case Verdict::BadToken:
        return Refusal{401, "TOKEN_INVALID", "the token is none of this subscription"};
    case Verdict::Fenced:
        return Refusal{409, "FENCED", "this wake is over"};
    case Verdict::NoSuchStream:
        return Refusal{400, "INVALID_REQUEST", "that stream is none of this subscription"};
    case Verdict::BadOffset:
        break;
    }
    return Refusal{409, "INVALID_OFFSET",
                   "the offset is behind what is done, past the tail, or none of the stream"};
}

HttpResponse recordAnswer(const SubscriptionOutcome &outcome, const QByteArray &keys)
{
    if (std::optional<HttpResponse> refusal = refused(outcome))
        return std::move(*refusal);
    const Subscription &subscription = outcome.subscription;
    QJsonObject record = toJson(subscription.config);
    record.insert(u"id"_s, QString::fromUtf8(subscription.name));
    record.insert(u"created_at"_s, toRfc3339(subscription.createdAtMs));
    record.insert(u"status"_s, phaseName(subscription.phase));
    record.insert(u"generation"_s, subscription.generation);
    record.insert(u"streams"_s, linksJson(outcome.links, false));
    if (subscription.isWebhook()) {
        QJsonObject webhook = record.value(u"webhook").toObject();
        webhook.insert(u"signing"_s,
                       QJsonObject{{u"alg"_s, u"ed25519"_s},
                                   {u"kid"_s, QString::fromUtf8(outcome.kid)},
                                   {u"jwks_url"_s, QString::fromUtf8(keys)}});
        record.insert(u"webhook"_s, webhook);
    }
    return json(outcome.verdict == Verdict::Created ? 201 : 200, record);
}

HttpResponse claimAnswer(const SubscriptionOutcome &outcome)
{
    if (std::optional<HttpResponse> refusal = refused(outcome))
        return std::move(*refusal);
    return json(200,
                {{u"wake_id"_s, QString::fromUtf8(outcome.subscription.wakeId)},
                 {u"generation"_s, outcome.subscription.generation},
                 {u"token"_s, QString::fromUtf8(outcome.token)},
                 {u"streams"_s, linksJson(outcome.links, true)},
                 {u"lease_ttl_ms"_s, outcome.subscription.config.leaseTtlMs}});
}

HttpResponse ackAnswer(const SubscriptionOutcome &outcome)
{
    if (std::optional<HttpResponse> refusal = refused(outcome))
        return std::move(*refusal);
    return json(200, {{u"ok"_s, true}, {u"next_wake"_s, outcome.nextWake}});
}

HttpResponse doneAnswer(const SubscriptionOutcome &outcome)
{
    if (std::optional<HttpResponse> refusal = refused(outcome))
        return std::move(*refusal);
    return marked(HttpResponse::empty(204));
}

HttpResponse keysAnswer(const SigningKey &key)
{
    const auto url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    const QJsonObject one{{u"kty"_s, u"OKP"_s},
                          {u"crv"_s, u"Ed25519"_s},
                          {u"alg"_s, u"EdDSA"_s},
                          {u"use"_s, u"sig"_s},
                          {u"kid"_s, QString::fromLatin1(key.kid)},
                          {u"x"_s, QString::fromLatin1(key.publicKey.toBase64(url))}};
    HttpResponse response = HttpResponse::empty(200);
    response.addHeader("Content-Type", "application/jwk-set+json");
    response.body =
        QJsonDocument(QJsonObject{{u"keys"_s, QJsonArray{one}}}).toJson(QJsonDocument::Compact);
    return marked(std::move(response));
}

HttpResponse subscriptionMisuse(const Error &error)
{
    const QByteArray text = error.text.toUtf8();
    return marked(HttpResponse::error(
        400, text == kUrlRejected ? "WEBHOOK_URL_REJECTED" : "INVALID_REQUEST", text));
}

} // namespace dogwatch
