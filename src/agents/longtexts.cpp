// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/longtexts.h"

#include "core/texts.h"

#include <QJsonArray>
#include <QJsonObject>

namespace dogwatch {

using namespace Qt::StringLiterals;

QJsonValue withLongTextsCut(const QJsonValue &value, qsizetype longest)
{
    if (value.isString() && value.toString().size() > longest) {
        const QString text = value.toString();
        return QJsonObject{{u"dogwatch_truncated"_s, text.toUtf8().size()},
                           {u"text"_s, cut(text, longest)}};
    }
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        for (QJsonValueRef item : array)
            item = withLongTextsCut(item, longest);
        return array;
    }
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (QJsonValueRef item : object)
            item = withLongTextsCut(item, longest);
        return object;
    }
    return value;
}

} // namespace dogwatch
