// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/noticeplan.h"
#include "core/result.h"
#include "core/storagepolicy.h"

#include <QString>

#include <functional>
#include <span>

namespace dogwatch {

enum class VaultMode {
    Auto, // on, as long as everything else is stored as it came, too
    On,
    Off,
};

enum class WindowTheme {
    Desktop, // as the desktop has it
    Light,
    Dark,
};

enum class WindowDensity {
    Roomy,
    Compact, // more rows and tiles in the same window
};

enum class UiLanguage {
    System, // the desktop's, or English
    English,
    German,
};

// How much a person wants to use; 0: no limit.
struct SpendingLimits
{
    qint64 dayUsd = 0;
    qint64 sessionUsd = 0;
    qint64 fiveHourTokens = 0;

    friend bool operator==(const SpendingLimits &, const SpendingLimits &) = default;
};

// What a person has set; what stands here are the defaults. Workers get a copy. A new one is a
// member here and a line in settings.cpp or noticesettings.cpp.
struct Settings
{
    StoreLevel store = StoreLevel::Full;
    bool redact = false;
    QString redactionRules; // a file of a person's own; empty: none
    VaultMode vault = VaultMode::Auto;
    qint64 vaultDaysBefore = 5; // before the agent would delete it
    qint64 vaultKeepDays = 0; // 0: for ever
    qint64 retentionDays = 0; // of events and texts; 0: for ever
    qint64 vaultMaxBytes = 10LL * 1024 * 1024 * 1024; // 0: any number
    NoticeRules notices;
    // Where else goes what a notification tells; empty: nowhere. See core/sendaddress.h.
    QString noticeWebhook;
    QString noticeCommand;

    SpendingLimits limits;

    // Said by the desktop's autostart folder and not by the file of settings; store/autostart.h.
    bool startsAtLogin = false;
    bool closesToTray = true; // where there is one; else closing the window ends the program
    WindowTheme theme = WindowTheme::Desktop;
    WindowDensity density = WindowDensity::Roomy;
    UiLanguage language = UiLanguage::System; // of the window, the tray and notifications
    qint64 port = 0; // of the next start; 0: the usual one

    [[nodiscard]] bool keepsTranscripts() const
    {
        return vault == VaultMode::On
            || (vault == VaultMode::Auto && store == StoreLevel::Full && !redact);
    }

    friend bool operator==(const Settings &, const Settings &) = default;
};

// One of them as people and files name it.
struct SettingKey
{
    QString name;
    QString type; // "choice", "switch", "number", "path", "text", "time"
    QString allowed; // in words
    QString help; // one line
    std::function<QString(const Settings &)> get;
    // InvalidInput says what is allowed.
    std::function<Result<void>(Settings &, const QString &)> set;

    [[nodiscard]] QString defaultText() const { return get(Settings()); }
};

inline constexpr QStringView kStartAtLogin = u"startup.at_login";

[[nodiscard]] std::span<const SettingKey> settingKeys();
// InvalidInput: there is none of this name; the text says which there are.
[[nodiscard]] Result<const SettingKey *> settingKey(const QString &name);

} // namespace dogwatch
