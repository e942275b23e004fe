// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/webhookurl.h"

#include <QHostAddress>

#include <algorithm>
#include <optional>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

bool isLoopbackName(const QString &host)
{
    return host == "localhost"_L1;
}

// Nothing for a name.
std::optional<QHostAddress> literalOf(QString host)
{
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1, host.size() - 2);
    QHostAddress address;
    if (!address.setAddress(host))
        return std::nullopt;
    bool isMapped = false;
    const QHostAddress four(address.toIPv4Address(&isMapped));
    return isMapped ? four : address;
}

bool isLoopback(const QString &host)
{
    const std::optional<QHostAddress> address = literalOf(host);
    return address ? address->protocol() == QAbstractSocket::IPv4Protocol && address->isLoopback()
                   : isLoopbackName(host);
}

// Of those that Qt 6.4 counts as global: private ones, and those that a carrier's customers share.
bool isPrivate(const QHostAddress &address)
{
    static constexpr std::pair<const char *, int> kNetworks[] = {
        {"10.0.0.0", 8}, {"172.16.0.0", 12}, {"192.168.0.0", 16}, {"100.64.0.0", 10}};
    return address.isUniqueLocalUnicast()
        || std::any_of(std::begin(kNetworks), std::end(kNetworks), [&address](const auto &one) {
               return address.isInSubnet(QHostAddress(QString::fromLatin1(one.first)), one.second);
           });
}

} // namespace

bool isWebhookUrlAllowed(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return false;
    const QString host = url.host().toLower();
    if (isLoopback(host))
        return url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    if (url.scheme() != "https"_L1)
        return false;
    const std::optional<QHostAddress> address = literalOf(host);
    return !address || (address->isGlobal() && !isPrivate(*address));
}

} // namespace dogwatch
