// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/webhookurl.h"

#include "core/sendaddress.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// An IPv4 address in the clothes of an IPv6 one counts as what it is.
QHostAddress plain(const QHostAddress &address)
{
    bool isMapped = false;
    const QHostAddress four(address.toIPv4Address(&isMapped));
    return isMapped ? four : address;
}

// Of those that Qt 6.4 counts as global: private ones, those that a carrier's customers share, and
// those that a gateway makes IPv4 ones of.
bool isPrivate(const QHostAddress &address)
{
    static constexpr std::pair<const char *, int> kNetworks[] = {
        {"10.0.0.0", 8},    {"172.16.0.0", 12}, {"192.168.0.0", 16},
        {"100.64.0.0", 10}, {"64:ff9b::", 96},  {"64:ff9b:1::", 48}};
    return address.isUniqueLocalUnicast()
        || std::any_of(std::begin(kNetworks), std::end(kNetworks), [&address](const auto &one) {
               return address.isInSubnet(QHostAddress(QString::fromLatin1(one.first)), one.second);
           });
}

} // namespace

std::optional<QHostAddress> addressIn(const QUrl &url)
{
    QHostAddress address;
    return address.setAddress(url.host()) ? std::optional(plain(address)) : std::nullopt;
}

bool isWebhookAddressAllowed(const QUrl &url, const QHostAddress &address)
{
    const QHostAddress there = plain(address);
    if (isThisMachine(url))
        return there.isLoopback();
    return there.isGlobal() && !isPrivate(there);
}

bool isWebhookUrlAllowed(const QUrl &url)
{
    if (!webhookUrl(url.toString(QUrl::FullyEncoded)) || !url.userInfo().isEmpty())
        return false;
    const std::optional<QHostAddress> address = addressIn(url);
    if (address == QHostAddress(QHostAddress::LocalHostIPv6))
        return false; // the protocol knows the loopback of IPv4 only
    return !address || isWebhookAddressAllowed(url, *address);
}

} // namespace dogwatch
