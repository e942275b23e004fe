// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/subscriptionrunner.h"

#include "store/subscriptionjson.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLongestSleepMs = 30'000; // so that a jump of the clock is noticed
constexpr int kRetryMs = 1'000;

QByteArray bodyOf(const WebhookCall &call, const SigningKey &key, const QByteArray &origin)
{
    const Subscription &subscription = call.subscription;
    const QString base = QString::fromUtf8(origin + "/v1/stream/__ds/subscriptions/"
                                           + subscription.name.toPercentEncoding());
    const QJsonObject body{
        {u"subscription_id"_s, QString::fromUtf8(subscription.name)},
        {u"wake_id"_s, QString::fromUtf8(subscription.wakeId)},
        {u"generation"_s, subscription.generation},
        {u"streams"_s, linksJson(call.links, true)},
        {u"callback_url"_s, QString(base + u"/callback"_s)},
        {u"callback_token"_s,
         QString::fromLatin1(claimToken(key, subscription.id, subscription.generation))},
    };
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

WebhookResult resultOf(const Result<WebhookReply> &reply)
{
    if (!reply)
        return {false, false, reply.error().text};
    if (!reply->isTaken())
        return {false, false, u"answered with status %1"_s.arg(reply->status)};
    return {true, QJsonDocument::fromJson(reply->body).object().value(u"done").toBool(), {}};
}

} // namespace

SubscriptionRunner::SubscriptionRunner(Writer &writer, std::shared_ptr<Readers> readers,
                                       const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_port(std::move(readers))
    , m_works(writer)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_wantsLeases = true;
        pass();
    });
    m_timer.start(0);
}

void SubscriptionRunner::setOrigin(const QByteArray &origin)
{
    m_origin = origin;
    look();
}

QByteArray SubscriptionRunner::keysUrl() const
{
    return m_origin + "/v1/stream/__ds/jwks.json";
}

void SubscriptionRunner::noteGrowth(qint64 stream)
{
    if (!m_any)
        return;
    m_grown.insert(stream);
    pass();
}

void SubscriptionRunner::noteChange(const Wakes &wakes)
{
    m_any = true;
    for (const GrownStream &stream : wakes.grown) {
        Q_EMIT wakeStreamGrew(stream.path);
        m_grown.insert(stream.id);
    }
    look();
    pass();
}

// One at a time; what grows meanwhile is for the next one.
void SubscriptionRunner::pass()
{
    if (m_isPassing || (!m_wantsAll && !m_wantsLeases && m_grown.isEmpty()))
        return;
    const bool all = std::exchange(m_wantsAll, false);
    const bool leases = std::exchange(m_wantsLeases, false);
    const std::vector<qint64> grown(m_grown.cbegin(), m_grown.cend());
    m_grown.clear();
    m_isPassing = m_works.run<Wakes>(
        [all, leases, grown, &clock = m_clock](Database &database) -> Result<Wakes> {
            if (all)
                return wakeAll(database, clock.nowMs());
            Wakes ended;
            if (leases) {
                Result<Wakes> wakes = endLeases(database, clock.nowMs());
                if (!wakes)
                    return wakes;
                ended = std::move(wakes).value();
            }
            Result<Wakes> wakes = wakeGrown(database, grown, clock.nowMs());
            if (!wakes)
                return wakes;
            wakes->any = wakes->any || ended.any;
            wakes->grown.insert(wakes->grown.end(), ended.grown.begin(), ended.grown.end());
            return wakes;
        },
        [this, looks = all || leases](const Result<Wakes> &wakes) {
            m_isPassing = false;
            if (!wakes)
                return tryAgain();
            if (wakes->any || looks)
                noteChange(*wakes);
            else
                pass();
        });
    if (!m_isPassing)
        tryAgain();
}

void SubscriptionRunner::tryAgain()
{
    m_wantsAll = true;
    m_timer.start(kRetryMs);
}

// What is to be called now, and when to come again.
void SubscriptionRunner::look()
{
    m_looksAgain = m_isLooking;
    if (m_isLooking)
        return;
    m_isLooking = true;
    m_port.ask<WebhooksDue>(
        [&clock = m_clock](Database &database) { return webhooksDue(database, clock.nowMs()); },
        [this](const Result<WebhooksDue> &due) {
            m_isLooking = false;
            if (!due)
                return m_timer.start(kRetryMs);
            m_any = due->any;
            for (const WebhookCall &one : due->calls)
                call(one, *due->key);
            if (due->nextMs && !m_wantsAll) {
                const qint64 leftMs = *due->nextMs - m_clock.nowMs();
                m_timer.start(static_cast<int>(std::clamp<qint64>(leftMs, 1, kLongestSleepMs)));
            }
            if (m_looksAgain)
                look();
        });
}

void SubscriptionRunner::call(const WebhookCall &call, const SigningKey &key)
{
    const qint64 id = call.subscription.id;
    if (m_origin.isEmpty() || m_called.contains(id))
        return;
    m_called.insert(id);
    const bool isPending = std::any_of(call.links.begin(), call.links.end(),
                                       [](const auto &link) { return link.hasPending(); });
    if (!isPending)
        return finish(call, {true, true, {}}); // what was there is gone
    WebhookRequest request;
    request.url = QUrl(QString::fromUtf8(call.subscription.config.url), QUrl::StrictMode);
    request.body = bodyOf(call, key, m_origin);
    const Result<QByteArray> signature =
        webhookSignature(key, m_clock.nowMs() / 1000, request.body);
    if (!signature)
        return finish(call, {false, false, signature.error().text});
    request.headers.emplace_back("Webhook-Signature", *signature);
    m_sender.post(request, [this, call](const Result<WebhookReply> &reply) {
        finish(call, resultOf(reply));
    });
}

void SubscriptionRunner::finish(const WebhookCall &call, const WebhookResult &result)
{
    const bool isTaken = m_works.run<Wakes>(
        [call, result, &clock = m_clock](Database &database) {
            return finishWebhook(database, call, result, clock.nowMs());
        },
        [this, id = call.subscription.id](const Result<Wakes> &wakes) {
            m_called.remove(id);
            if (wakes)
                noteChange(*wakes);
            else
                tryAgain();
        });
    if (isTaken)
        return;
    // It stays due, and is called again.
    m_called.remove(call.subscription.id);
    tryAgain();
}

} // namespace dogwatch
