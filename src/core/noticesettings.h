// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/settings.h"

#include <vector>

namespace dogwatch {

// The settings of what a person is told and how: "notify.…". Part of settingKeys().
[[nodiscard]] std::vector<SettingKey> noticeSettingKeys();

} // namespace dogwatch
