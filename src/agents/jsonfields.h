// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <initializer_list>
#include <optional>

namespace dogwatch {

// Reads fields of a payload that may have any type: what is not of the type asked for is absent.
// Texts come back as valid Unicode without NUL.
[[nodiscard]] QString stringField(const QJsonObject &object, QStringView key);
[[nodiscard]] QString firstString(const QJsonObject &object,
                                  std::initializer_list<QStringView> keys);
[[nodiscard]] std::optional<qint64> integerField(const QJsonObject &object, QStringView key);
[[nodiscard]] QJsonObject objectField(const QJsonObject &object, QStringView key);
[[nodiscard]] QJsonArray arrayField(const QJsonObject &object, QStringView key);

} // namespace dogwatch
