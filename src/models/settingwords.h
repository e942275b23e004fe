// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace dogwatch {

// How the window calls a setting and its values, translated. A setting that is not known here is
// called by its name, and explained as the command line does.

struct SettingWords
{
    QString title;
    QString help;
};

[[nodiscard]] SettingWords settingWords(const QString &key, const QString &help);
// Of a choice or a switch.
[[nodiscard]] QString settingValueWord(const QString &value);

} // namespace dogwatch
