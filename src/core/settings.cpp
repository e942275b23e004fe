// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/settings.h"

#include "core/enumnames.h"
#include "core/noticesettings.h"

#include <QDir>
#include <QStringList>

#include <algorithm>
#include <type_traits>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kStoreLevels{
    EnumName{StoreLevel::Full, u"full"},
    EnumName{StoreLevel::NoOutputs, u"no-outputs"},
    EnumName{StoreLevel::Metadata, u"metadata"},
};
constexpr std::array kVaultModes{
    EnumName{VaultMode::Auto, u"auto"},
    EnumName{VaultMode::On, u"on"},
    EnumName{VaultMode::Off, u"off"},
};
constexpr std::array kThemes{
    EnumName{WindowTheme::Desktop, u"desktop"},
    EnumName{WindowTheme::Light, u"light"},
    EnumName{WindowTheme::Dark, u"dark"},
};
constexpr std::array kDensities{
    EnumName{WindowDensity::Roomy, u"roomy"},
    EnumName{WindowDensity::Compact, u"compact"},
};
constexpr std::array kLanguages{
    EnumName{UiLanguage::System, u"system"},
    EnumName{UiLanguage::English, u"en"},
    EnumName{UiLanguage::German, u"de"},
};
constexpr std::array kSwitch{EnumName{false, u"off"}, EnumName{true, u"on"}};

Error notAllowed(const SettingKey &key, const QString &text)
{
    return {ErrorCode::InvalidInput,
            u"%1 can't be '%2': allowed is %3"_s.arg(key.name, text, key.allowed)};
}

template<class Value, std::size_t N>
SettingKey choice(const QString &name, Value Settings::*member,
                  const std::array<EnumName<Value>, N> &names, const QString &help)
{
    QStringList allowed;
    for (const EnumName<Value> &row : names)
        allowed.append(row.name.toString());
    SettingKey key{name,
                   std::is_same_v<Value, bool> ? u"switch"_s : u"choice"_s,
                   allowed.join(u", "_s),
                   help,
                   {},
                   {}};
    key.get = [member, names](const Settings &settings) { return nameOf(names, settings.*member); };
    key.set = [member, names, key](Settings &settings, const QString &text) -> Result<void> {
        const std::optional<Value> value = valueOf(names, text);
        if (!value)
            return notAllowed(key, text);
        settings.*member = *value;
        return {};
    };
    return key;
}

SettingKey number(const QString &name, qint64 Settings::*member, qint64 least, qint64 most,
                  const QString &help)
{
    SettingKey key{name, u"number"_s, u"a number from %1 to %2"_s.arg(least).arg(most),
                   help, {},          {}};
    key.get = [member](const Settings &settings) { return QString::number(settings.*member); };
    key.set = [member, least, most, key](Settings &settings, const QString &text) -> Result<void> {
        bool isNumber = false;
        const qint64 value = text.toLongLong(&isNumber);
        if (!isNumber || value < least || value > most)
            return notAllowed(key, text);
        settings.*member = value;
        return {};
    };
    return key;
}

// Of a person's limits.
SettingKey limit(const QString &name, qint64 SpendingLimits::*member, const QString &help)
{
    constexpr qint64 kMost = 1'000'000'000'000;
    SettingKey key{name, u"number"_s, u"a number from 0 to %1"_s.arg(kMost), help, {}, {}};
    key.get = [member](const Settings &settings) {
        return QString::number(settings.limits.*member);
    };
    key.set = [member, key](Settings &settings, const QString &text) -> Result<void> {
        bool isNumber = false;
        const qint64 value = text.toLongLong(&isNumber);
        if (!isNumber || value < 0 || value > kMost)
            return notAllowed(key, text);
        settings.limits.*member = value;
        return {};
    };
    return key;
}

SettingKey path(const QString &name, QString Settings::*member, const QString &help)
{
    SettingKey key{name, u"path"_s, u"an absolute path, or nothing"_s, help, {}, {}};
    key.get = [member](const Settings &settings) { return settings.*member; };
    key.set = [member, key](Settings &settings, const QString &text) -> Result<void> {
        if (!text.isEmpty() && !QDir::isAbsolutePath(text))
            return notAllowed(key, text);
        settings.*member = text;
        return {};
    };
    return key;
}

constexpr qint64 kMostDays = 36'500;

std::vector<SettingKey> storeKeys()
{
    return {
        choice(u"privacy.store"_s, &Settings::store, kStoreLevels,
               u"what is stored: everything; all but what tools gave back; or names, ids, times, "
               "folders and figures, without any text"_s),
        choice(u"privacy.redact"_s, &Settings::redact, kSwitch,
               u"take passwords, keys and tokens out of everything before it is stored"_s),
        path(
            u"privacy.redaction_rules"_s, &Settings::redactionRules,
            u"a file with more rules: a line each, a name and a pattern such as acme_[\\w-]{32}"_s),
        number(u"retention.days"_s, &Settings::retentionDays, 0, kMostDays,
               u"drop events and texts of transcripts after so many days; sessions, calls and "
               "figures stay; 0: never"_s),
        choice(u"vault.enabled"_s, &Settings::vault, kVaultModes,
               u"keep transcripts that their agent is about to delete, unredacted; auto: while "
               "privacy.store is full and privacy.redact is off"_s),
        number(u"vault.days_before"_s, &Settings::vaultDaysBefore, 0, kMostDays,
               u"so many days before the agent would delete them"_s),
        number(u"vault.keep_days"_s, &Settings::vaultKeepDays, 0, kMostDays,
               u"drop kept transcripts after so many days; 0: never"_s),
        number(u"vault.max_bytes"_s, &Settings::vaultMaxBytes, 0, 1LL << 50,
               u"drop the oldest when all take more; 0: never"_s),
        limit(u"budget.day_usd"_s, &SpendingLimits::dayUsd,
              u"say so when a day's use comes to so many dollars at list prices; 0: never"_s),
        limit(u"budget.session_usd"_s, &SpendingLimits::sessionUsd, u"the same of one session"_s),
        limit(u"budget.five_hour_tokens"_s, &SpendingLimits::fiveHourTokens,
              u"say so when five hours' use comes to so many tokens, but those read from a cache; "
              "0: never"_s),
    };
}

std::vector<SettingKey> programKeys()
{
    constexpr qint64 kMostPort = 65'535;
    return {
        choice(kStartAtLogin.toString(), &Settings::startsAtLogin, kSwitch,
               u"start in the tray when you log in: an entry in the desktop's autostart folder"_s),
        choice(u"window.close_to_tray"_s, &Settings::closesToTray, kSwitch,
               u"closing the window leaves the program in the tray, where there is one; off: it "
               "ends"_s),
        choice(u"window.theme"_s, &Settings::theme, kThemes, u"the colours of the window"_s),
        choice(u"window.density"_s, &Settings::density, kDensities,
               u"how close things stand in the window"_s),
        choice(u"window.language"_s, &Settings::language, kLanguages,
               u"the language of the window, the tray and notifications"_s),
        number(u"network.port"_s, &Settings::port, 0, kMostPort,
               u"the port on 127.0.0.1, from the next start on; 0: 4519; any free one if it is "
               "taken"_s),
    };
}

const std::vector<SettingKey> &keys()
{
    static const std::vector<SettingKey> all = [] {
        std::vector<SettingKey> keys = storeKeys();
        for (SettingKey &key : noticeSettingKeys())
            keys.push_back(std::move(key));
        for (SettingKey &key : programKeys())
            keys.push_back(std::move(key));
        return keys;
    }();
    return all;
}

} // namespace

std::span<const SettingKey> settingKeys()
{
    return keys();
}

Result<const SettingKey *> settingKey(const QString &name)
{
    QStringList names;
    for (const SettingKey &key : keys()) {
        if (key.name == name)
            return &key;
        names.append(key.name);
    }
    return Error{ErrorCode::InvalidInput,
                 u"there is no setting '%1': there are %2"_s.arg(name, names.join(u", "_s))};
}

} // namespace dogwatch
