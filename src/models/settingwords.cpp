// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/settingwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace dogwatch {

namespace {

constexpr char kContext[] = "SettingWords";

struct Words
{
    const char *key;
    const char *title;
    const char *help;
};

constexpr Words kSettings[] = {
    {"notify.enabled", QT_TRANSLATE_NOOP("SettingWords", "Tell me what needs me"),
     QT_TRANSLATE_NOOP("SettingWords", "By a notification of the desktop, and by the ways below.")},
    {"notify.permission", QT_TRANSLATE_NOOP("SettingWords", "An agent asks for permission"), ""},
    {"notify.question", QT_TRANSLATE_NOOP("SettingWords", "An agent asks a question"), ""},
    {"notify.failed", QT_TRANSLATE_NOOP("SettingWords", "An agent has failed"), ""},
    {"notify.stalled", QT_TRANSLATE_NOOP("SettingWords", "An agent is stalled"), ""},
    {"notify.overload", QT_TRANSLATE_NOOP("SettingWords", "The API turns an agent away"), ""},
    {"notify.errors", QT_TRANSLATE_NOOP("SettingWords", "Call after call fails"), ""},
    {"notify.loop", QT_TRANSLATE_NOOP("SettingWords", "The same call again and again"), ""},
    {"notify.disagreement", QT_TRANSLATE_NOOP("SettingWords", "Sources contradict each other"), ""},
    {"notify.collision", QT_TRANSLATE_NOOP("SettingWords", "Two agents write one file"), ""},
    {"notify.limit", QT_TRANSLATE_NOOP("SettingWords", "A limit of the subscription is near"), ""},
    {"notify.budget", QT_TRANSLATE_NOOP("SettingWords", "Your own budget is used up"), ""},
    {"notify.in_front", QT_TRANSLATE_NOOP("SettingWords", "Of the session in front"),
     QT_TRANSLATE_NOOP("SettingWords", "Also while you look at its page.")},
    {"notify.quiet_hours", QT_TRANSLATE_NOOP("SettingWords", "Quiet hours"),
     QT_TRANSLATE_NOOP("SettingWords",
                       "Such as 22:00-07:30. What comes then is told afterwards, as a sum.")},
    {"notify.most_an_hour", QT_TRANSLATE_NOOP("SettingWords", "Most an hour"),
     QT_TRANSLATE_NOOP("SettingWords", "What is more is told as a sum.")},
    {"notify.paused_until", QT_TRANSLATE_NOOP("SettingWords", "Pause until"),
     QT_TRANSLATE_NOOP("SettingWords", "The menu in the tray does the same.")},
    {"notify.webhook", QT_TRANSLATE_NOOP("SettingWords", "Webhook"),
     QT_TRANSLATE_NOOP("SettingWords",
                       "An https:// address, or http:// to this machine, that is told the same, "
                       "signed: dogwatchctl outbox secret shows the key.")},
    {"notify.command", QT_TRANSLATE_NOOP("SettingWords", "Command"),
     QT_TRANSLATE_NOOP("SettingWords",
                       "Words in JSON such as [\"/usr/bin/mail\",\"me\"], run without a shell; it "
                       "reads the same as JSON.")},
    {"privacy.store", QT_TRANSLATE_NOOP("SettingWords", "What is stored"),
     QT_TRANSLATE_NOOP("SettingWords",
                       "Everything; all but what tools gave back; or only names, ids, times, "
                       "folders and figures. Counts for what comes from now on.")},
    {"privacy.redact", QT_TRANSLATE_NOOP("SettingWords", "Take out secrets"),
     QT_TRANSLATE_NOOP("SettingWords",
                       "Passwords, keys and tokens are taken out of everything before it is "
                       "stored.")},
    {"privacy.redaction_rules", QT_TRANSLATE_NOOP("SettingWords", "Rules of your own"),
     QT_TRANSLATE_NOOP("SettingWords",
                       "A file with a rule a line: a name and a pattern such as acme_[\\w-]{32}.")},
    {"retention.days", QT_TRANSLATE_NOOP("SettingWords", "Days to keep events"),
     QT_TRANSLATE_NOOP("SettingWords",
                       "Older events and texts are dropped; sessions, calls and figures stay. 0: "
                       "never.")},
    {"budget.day_usd", QT_TRANSLATE_NOOP("SettingWords", "Dollars a day"),
     QT_TRANSLATE_NOOP("SettingWords",
                       "Told when a day comes to so many at list prices. 0: never.")},
    {"budget.session_usd", QT_TRANSLATE_NOOP("SettingWords", "Dollars a session"),
     QT_TRANSLATE_NOOP("SettingWords", "The same of one session. 0: never.")},
    {"budget.five_hour_tokens", QT_TRANSLATE_NOOP("SettingWords", "Tokens in five hours"),
     QT_TRANSLATE_NOOP("SettingWords", "But those read from a cache. 0: never.")},
    {"vault.enabled", QT_TRANSLATE_NOOP("SettingWords", "Keep transcripts"),
     QT_TRANSLATE_NOOP("SettingWords",
                       "That their agent is about to delete, as they are. By itself: while "
                       "everything is stored and no secrets are taken out.")},
    {"vault.days_before", QT_TRANSLATE_NOOP("SettingWords", "Days before"),
     QT_TRANSLATE_NOOP("SettingWords", "The agent would delete them.")},
    {"vault.keep_days", QT_TRANSLATE_NOOP("SettingWords", "Days to keep them"),
     QT_TRANSLATE_NOOP("SettingWords", "0: for ever.")},
    {"startup.at_login", QT_TRANSLATE_NOOP("SettingWords", "Start at login"),
     QT_TRANSLATE_NOOP("SettingWords",
                       "In the tray, by an entry in the desktop's autostart folder.")},
    {"window.close_to_tray", QT_TRANSLATE_NOOP("SettingWords", "Go on in the tray"),
     QT_TRANSLATE_NOOP("SettingWords",
                       "When the window is closed, where there is a tray. Off: Dogwatch ends, and "
                       "what agents do is read at the next start.")},
    {"window.theme", QT_TRANSLATE_NOOP("SettingWords", "Colours"), ""},
    {"window.density", QT_TRANSLATE_NOOP("SettingWords", "Density"), ""},
    {"window.language", QT_TRANSLATE_NOOP("SettingWords", "Language"),
     QT_TRANSLATE_NOOP("SettingWords", "Of the window, the tray and notifications.")},
    {"network.port", QT_TRANSLATE_NOOP("SettingWords", "Port"),
     QT_TRANSLATE_NOOP("SettingWords",
                       "On 127.0.0.1, from the next start on. 0: 4519. Where it is taken, any free "
                       "one; the line below says which.")},
    {"vault.max_bytes", QT_TRANSLATE_NOOP("SettingWords", "Most bytes"),
     QT_TRANSLATE_NOOP("SettingWords", "When all take more the oldest go. 0: any number.")},
};

struct ValueWord
{
    const char *value;
    const char *word;
};

constexpr ValueWord kValues[] = {
    {"off", QT_TRANSLATE_NOOP("SettingWords", "Off")},
    {"on", QT_TRANSLATE_NOOP("SettingWords", "On")},
    {"auto", QT_TRANSLATE_NOOP("SettingWords", "By itself")},
    {"silent", QT_TRANSLATE_NOOP("SettingWords", "Silent")},
    {"sound", QT_TRANSLATE_NOOP("SettingWords", "With a sound")},
    {"full", QT_TRANSLATE_NOOP("SettingWords", "Everything")},
    {"no-outputs", QT_TRANSLATE_NOOP("SettingWords", "No outputs")},
    {"desktop", QT_TRANSLATE_NOOP("SettingWords", "As on the desktop")},
    {"system", QT_TRANSLATE_NOOP("SettingWords", "As on the desktop")},
    {"en", QT_TRANSLATE_NOOP("SettingWords", "English")},
    {"de", QT_TRANSLATE_NOOP("SettingWords", "Deutsch")},
    {"light", QT_TRANSLATE_NOOP("SettingWords", "Light")},
    {"dark", QT_TRANSLATE_NOOP("SettingWords", "Dark")},
    {"roomy", QT_TRANSLATE_NOOP("SettingWords", "Roomy")},
    {"compact", QT_TRANSLATE_NOOP("SettingWords", "Compact")},
    {"metadata", QT_TRANSLATE_NOOP("SettingWords", "No texts")},
};

QString translated(const char *text)
{
    return *text == 0 ? QString() : QCoreApplication::translate(kContext, text);
}

} // namespace

SettingWords settingWords(const QString &key, const QString &help)
{
    const auto known =
        std::find_if(std::begin(kSettings), std::end(kSettings),
                     [&](const Words &words) { return key == QLatin1StringView(words.key); });
    if (known == std::end(kSettings))
        return {key, help};
    return {translated(known->title), translated(known->help)};
}

QString settingValueWord(const QString &value)
{
    const auto known =
        std::find_if(std::begin(kValues), std::end(kValues),
                     [&](const ValueWord &word) { return value == QLatin1StringView(word.value); });
    return known == std::end(kValues) ? value : translated(known->word);
}

} // namespace dogwatch
