// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/sendaddress.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace dogwatch {

using namespace Qt::StringLiterals;

bool isThisMachine(const QUrl &url)
{
    static const QRegularExpression loopback(u"\\A127(\\.[0-9]{1,3}){3}\\z"_s);
    const QString host = url.host();
    return host == "localhost"_L1 || host == "::1"_L1 || loopback.match(host).hasMatch();
}

Result<QUrl> webhookUrl(const QString &text)
{
    QUrl url(text, QUrl::StrictMode);
    const bool isPrivate =
        url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isThisMachine(url));
    if (!url.isValid() || url.host().isEmpty() || !isPrivate)
        return Error{ErrorCode::InvalidInput,
                     u"a webhook is an https:// address, or http:// to this machine"_s};
    return url;
}

Result<QStringList> commandWords(const QString &text)
{
    const QJsonArray array = QJsonDocument::fromJson(text.toUtf8()).array();
    QStringList words;
    for (const QJsonValue &word : array) {
        if (word.isString())
            words.append(word.toString());
    }
    if (words.size() != array.size() || words.value(0).isEmpty())
        return Error{ErrorCode::InvalidInput,
                     u"a command is a JSON array of its words, such as [\"mail\", \"me\"]"_s};
    return words;
}

} // namespace dogwatch
