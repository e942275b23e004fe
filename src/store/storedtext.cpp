// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/storedtext.h"

#include "agents/longtexts.h"
#include "agents/storedform.h"
#include "core/texts.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace dogwatch {

// A secret that is cut in two may be none to the rules any more, so that the cutting comes last.
QByteArray storedBody(EntryKind kind, const QByteArray &body, const StoragePolicy &policy,
                      RedactionTally &tally)
{
    QByteArray stored = storedEntryBody(kind, body, policy, tally);
    // None of its texts can be longer than it is.
    if (stored.size() <= kLongestKeptText)
        return stored;
    const QJsonObject object = QJsonDocument::fromJson(stored).object();
    return QJsonDocument(withLongTextsCut(object).toObject()).toJson(QJsonDocument::Compact);
}

QString storedText(const QString &text, const StoragePolicy &policy, RedactionTally &tally)
{
    return cut(policy.text(text, tally), kLongestKeptText);
}

} // namespace dogwatch
