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

[[nodiscard]] std::span<const SettingKey> settingKeys();
// InvalidInput: there is none of this name; the text says which there are.
[[nodiscard]] Result<const SettingKey *> settingKey(const QString &name);

} // namespace dogwatch
