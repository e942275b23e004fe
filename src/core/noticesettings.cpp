// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/noticesettings.h"

#include "core/enumnames.h"
#include "core/sendaddress.h"
#include "core/times.h"

#include <QTime>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kSwitch{EnumName{false, u"off"}, EnumName{true, u"on"}};
constexpr std::array kLoudness{
    EnumName{NoticeLoudness::Off, u"off"},
    EnumName{NoticeLoudness::Silent, u"silent"},
    EnumName{NoticeLoudness::Sound, u"sound"},
};
constexpr qint64 kMostAnHour = 1000;

Error notAllowed(const SettingKey &key, const QString &text)
{
    return {ErrorCode::InvalidInput,
            u"%1 can't be '%2': allowed is %3"_s.arg(key.name, text, key.allowed)};
}

// `read` takes a text apart and says whether it can be used.
template<class Read>
SettingKey made(SettingKey key, std::function<QString(const Settings &)> get, Read read)
{
    key.get = std::move(get);
    key.set = [key, read](Settings &settings, const QString &text) -> Result<void> {
        return read(settings, text) ? Result<void>() : Result<void>(notAllowed(key, text));
    };
    return key;
}

SettingKey onOrOff(const QString &name, bool NoticeRules::*member, const QString &help)
{
    return made(
        {name, u"switch"_s, u"off, on"_s, help, {}, {}},
        [member](const Settings &settings) { return nameOf(kSwitch, settings.notices.*member); },
        [member](Settings &settings, const QString &text) {
            const std::optional<bool> value = valueOf(kSwitch, text);
            if (value)
                settings.notices.*member = *value;
            return value.has_value();
        });
}

QString helpOf(AttentionKind kind)
{
    switch (kind) {
    case AttentionKind::Permission:
        return u"when an agent asks for permission"_s;
    case AttentionKind::Question:
        return u"when an agent asks a question"_s;
    case AttentionKind::Failed:
        return u"when an agent has failed"_s;
    case AttentionKind::Stalled:
        return u"when an agent is stalled"_s;
    case AttentionKind::Overload:
        return u"when the API turns an agent away again and again"_s;
    case AttentionKind::Errors:
        return u"when an agent's calls fail one after the other"_s;
    case AttentionKind::Loop:
        return u"when an agent makes the same call again and again"_s;
    case AttentionKind::Disagreement:
        return u"when what is known of an agent contradicts itself"_s;
    case AttentionKind::Collision:
        return u"when two agents write the same file"_s;
    case AttentionKind::Limit:
        return u"when the tokens of five hours reach budget.five_hour_tokens"_s;
    case AttentionKind::Budget:
        return u"when the cost reaches budget.day_usd or budget.session_usd"_s;
    }
    return {};
}

SettingKey loudness(AttentionKind kind)
{
    return made(
        {u"notify."_s + attentionKindName(kind),
         u"choice"_s,
         u"off, silent, sound"_s,
         helpOf(kind) + u": no notification, one without a sound, or one with a sound"_s,
         {},
         {}},
        [kind](const Settings &settings) {
            return nameOf(kLoudness, settings.notices.loudnessOf(kind));
        },
        [kind](Settings &settings, const QString &text) {
            const std::optional<NoticeLoudness> value = valueOf(kLoudness, text);
            if (value)
                settings.notices.loudness[static_cast<std::size_t>(kind)] = *value;
            return value.has_value();
        });
}

QString quietHours(const Settings &settings)
{
    const auto text = [](int minute) {
        return QTime::fromMSecsSinceStartOfDay(minute * 60'000).toString(u"hh:mm");
    };
    const NoticeRules &rules = settings.notices;
    return rules.quietFromMinute == rules.quietToMinute
        ? QString()
        : text(rules.quietFromMinute) + u'-' + text(rules.quietToMinute);
}

bool setQuietHours(Settings &settings, const QString &text)
{
    NoticeRules &rules = settings.notices;
    if (text.isEmpty()) {
        rules.quietFromMinute = rules.quietToMinute = 0;
        return true;
    }
    const QStringList ends = text.split(u'-');
    const QTime from = QTime::fromString(ends.value(0).trimmed(), u"h:mm");
    const QTime to = QTime::fromString(ends.value(1).trimmed(), u"h:mm");
    if (ends.size() != 2 || !from.isValid() || !to.isValid() || from == to)
        return false;
    rules.quietFromMinute = from.msecsSinceStartOfDay() / 60'000;
    rules.quietToMinute = to.msecsSinceStartOfDay() / 60'000;
    return true;
}

bool setPause(Settings &settings, const QString &text)
{
    const std::optional<qint64> time =
        text.isEmpty() ? std::optional<qint64>(0) : fromRfc3339(text);
    if (time)
        settings.notices.pausedUntilMs = *time;
    return time.has_value();
}

SettingKey address(const QString &name, QString Settings::*member,
                   const std::function<bool(const QString &)> &isSound, const QString &allowed,
                   const QString &help)
{
    return made(
        {name, u"text"_s, allowed, help, {}, {}},
        [member](const Settings &settings) { return settings.*member; },
        [member, isSound](Settings &settings, const QString &text) {
            const bool isAllowed = text.isEmpty() || isSound(text);
            if (isAllowed)
                settings.*member = text;
            return isAllowed;
        });
}

} // namespace

std::vector<SettingKey> noticeSettingKeys()
{
    std::vector<SettingKey> keys;
    keys.push_back(
        onOrOff(u"notify.enabled"_s, &NoticeRules::enabled, u"tell of what needs you"_s));
    for (const AttentionKind kind : kAttentionKinds)
        keys.push_back(loudness(kind));
    keys.push_back(onOrOff(u"notify.in_front"_s, &NoticeRules::inFrontToo,
                           u"tell also of the session whose page you look at"_s));
    keys.push_back(made({u"notify.quiet_hours"_s,
                         u"text"_s,
                         u"hours such as 22:00-07:30, or nothing"_s,
                         u"what comes then is told afterwards, as a sum"_s,
                         {},
                         {}},
                        quietHours, setQuietHours));
    keys.push_back(made(
        {u"notify.most_an_hour"_s,
         u"number"_s,
         u"a number from 1 to %1"_s.arg(kMostAnHour),
         u"what is more is told as a sum"_s,
         {},
         {}},
        [](const Settings &settings) { return QString::number(settings.notices.mostAnHour); },
        [](Settings &settings, const QString &text) {
            const int value = text.toInt();
            if (value >= 1 && value <= kMostAnHour)
                settings.notices.mostAnHour = value;
            return value >= 1 && value <= kMostAnHour;
        }));
    keys.push_back(made(
        {u"notify.paused_until"_s,
         u"time"_s,
         u"a time such as 2026-11-20T09:00:00Z, or nothing"_s,
         u"tell nothing before; the tray's menu sets it"_s,
         {},
         {}},
        [](const Settings &settings) {
            const qint64 untilMs = settings.notices.pausedUntilMs;
            return untilMs == 0 ? QString() : toRfc3339(untilMs);
        },
        setPause));
    keys.push_back(address(
        u"notify.webhook"_s, &Settings::noticeWebhook,
        [](const QString &text) { return webhookUrl(text).ok(); },
        u"an https:// address, http:// to this machine, or nothing"_s,
        u"post there too what a notification tells, signed (dogwatchctl outbox secret)"_s));
    keys.push_back(address(
        u"notify.command"_s, &Settings::noticeCommand,
        [](const QString &text) { return commandWords(text).ok(); },
        u"a JSON array of words such as [\"/usr/bin/mail\",\"me\"], or nothing"_s,
        u"run it too for what a notification tells, which is its input as JSON; no shell"_s));
    return keys;
}

} // namespace dogwatch
