// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/jsonfields.h"

#include "core/texts.h"

#include <QJsonArray>

#include <cmath>

namespace dogwatch {

using namespace Qt::StringLiterals;

QString stringField(const QJsonObject &object, QStringView key)
{
    const QJsonValue value = object.value(key);
    // A text that was too long to be kept whole stands there as an object with what is left of it.
    if (value.isObject() && value.toObject().contains(u"dogwatch_truncated"_s))
        return validUnicode(value.toObject().value(u"text").toString());
    return validUnicode(value.toString());
}

QString firstString(const QJsonObject &object, std::initializer_list<QStringView> keys)
{
    for (const QStringView key : keys) {
        QString text = stringField(object, key);
        if (!text.isEmpty())
            return text;
    }
    return {};
}

std::optional<qint64> integerField(const QJsonObject &object, QStringView key)
{
    const QJsonValue value = object.value(key);
    if (!value.isDouble() || !(std::abs(value.toDouble()) < 9.0e18))
        return std::nullopt;
    return static_cast<qint64>(value.toDouble());
}

QJsonObject objectField(const QJsonObject &object, QStringView key)
{
    return object.value(key).toObject();
}

QJsonArray arrayField(const QJsonObject &object, QStringView key)
{
    return object.value(key).toArray();
}

} // namespace dogwatch
