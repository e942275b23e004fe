// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/noticewording.h"

#include "core/times.h"
#include "platform/noticetext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostName = 60;
constexpr qsizetype kMostBody = 240;
constexpr QLatin1StringView kPlainSound("message-new-instant");

struct Notices
{
    Q_DECLARE_TR_FUNCTIONS(Notices)
};

QString titleOf(AttentionKind kind)
{
    switch (kind) {
    case AttentionKind::Permission:
        return Notices::tr("%1 asks for permission");
    case AttentionKind::Question:
        return Notices::tr("%1 asks a question");
    case AttentionKind::Failed:
        return Notices::tr("%1 has failed");
    case AttentionKind::Stalled:
        return Notices::tr("%1 is stalled");
    case AttentionKind::Overload:
        return Notices::tr("%1 is turned away by the API");
    case AttentionKind::Errors:
        return Notices::tr("%1 fails again and again");
    case AttentionKind::Loop:
        return Notices::tr("%1 goes round in circles");
    case AttentionKind::Disagreement:
        return Notices::tr("What is known of %1 contradicts itself");
    case AttentionKind::Collision:
        return Notices::tr("%1 writes a file that another agent writes");
    case AttentionKind::Limit:
        return Notices::tr("%1 uses up the limit of five hours");
    case AttentionKind::Budget:
        return Notices::tr("%1 uses up a budget");
    }
    return u"%1"_s;
}

QString jsonText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace

NoticeContent wordingOf(const ClaimedNotice &notice)
{
    if (!notice.kind)
        return {
            noticeText(notice.title, kMostName), noticeText(notice.summary, kMostBody), false, {}};
    const QString name = noticeText(notice.project, kMostName);
    QString body = notice.toolName;
    if (!notice.summary.isEmpty())
        body += (body.isEmpty() ? u""_s : u": "_s) + notice.summary;
    // A reason that says the same again would only be longer.
    if (!notice.reason.isEmpty()
        && (notice.summary.isEmpty() || !notice.reason.contains(notice.summary)))
        body += (body.isEmpty() ? u""_s : u" · "_s) + notice.reason;
    return {titleOf(*notice.kind).arg(name.isEmpty() ? Notices::tr("A session") : name),
            noticeText(body, kMostBody),
            true,
            {}};
}

NoticeContent summaryWording(qsizetype count, bool besides)
{
    const int shown = static_cast<int>(count);
    return {besides ? Notices::tr("And %n more need you", nullptr, shown)
                    : Notices::tr("%n thing(s) need you", nullptr, shown),
            Notices::tr("Dogwatch shows what waits, the most urgent first."),
            false,
            {}};
}

QString noticeJson(const ClaimedNotice &notice)
{
    const NoticeContent content = wordingOf(notice);
    QJsonObject object{{u"type"_s, notice.kind ? u"attention"_s : u"message"_s},
                       {u"cause"_s, notice.cause},
                       {u"title"_s, content.title},
                       {u"text"_s, content.body}};
    if (notice.kind) {
        object.insert(u"kind"_s, attentionKindName(*notice.kind));
        object.insert(u"session_id"_s, notice.sessionId);
        object.insert(u"project"_s, notice.project);
        object.insert(u"tool"_s, notice.toolName);
        object.insert(u"since"_s, toRfc3339(notice.sinceMs));
    }
    return jsonText(object);
}

QString soundOf(const ClaimedNotice &notice, const NoticeRules &rules)
{
    if (!notice.kind)
        return kPlainSound;
    if (rules.loudnessOf(*notice.kind) != NoticeLoudness::Sound)
        return {};
    switch (*notice.kind) {
    case AttentionKind::Permission:
    case AttentionKind::Question:
        return u"dialog-question"_s;
    case AttentionKind::Failed:
        return u"dialog-error"_s;
    case AttentionKind::Stalled:
    case AttentionKind::Overload:
    case AttentionKind::Errors:
    case AttentionKind::Loop:
    case AttentionKind::Disagreement:
    case AttentionKind::Collision:
    case AttentionKind::Limit:
    case AttentionKind::Budget:
        return u"dialog-warning"_s;
    }
    return {};
}

QString silenceOf(const NoticeRules &rules, bool hasServer, bool isInhibited, qint64 nowMs)
{
    if (!rules.enabled)
        return Notices::tr("Notifications are switched off.");
    const qint64 untilMs = std::max(rules.pausedUntilMs, quietUntil(rules, nowMs).value_or(0));
    if (untilMs > nowMs)
        return Notices::tr("Nothing is shown until %1.")
            .arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(untilMs), QLocale::ShortFormat));
    if (!hasServer)
        return Notices::tr("Nothing on this desktop shows notifications.");
    if (isInhibited)
        return Notices::tr("The desktop is set not to disturb you.");
    return {};
}

QString summaryJson(qsizetype count, bool besides)
{
    const NoticeContent content = summaryWording(count, besides);
    return jsonText({{u"type"_s, u"summary"_s},
                     {u"title"_s, content.title},
                     {u"text"_s, content.body},
                     {u"count"_s, count}});
}

} // namespace dogwatch
