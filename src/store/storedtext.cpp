// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/storedtext.h"

#include "agents/longtexts.h"
#include "core/texts.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace dogwatch {

QByteArray storedBody(EntryKind kind, QByteArray body)
{
    Q_UNUSED(kind)
    // None of its texts can be longer than it is.
    if (body.size() <= kLongestKeptText)
        return body;
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    return QJsonDocument(withLongTextsCut(object).toObject()).toJson(QJsonDocument::Compact);
}

QString storedText(QString text)
{
    return cut(text, kLongestKeptText);
}

} // namespace dogwatch
