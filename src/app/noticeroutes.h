// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/settings.h"
#include "store/noticeclaim.h"

#include <vector>

namespace dogwatch {

// Where else goes what a notification tells: target and address.
struct NoticeRoute
{
    QString target;
    QString address;
};
using NoticeRoutes = std::vector<NoticeRoute>;
[[nodiscard]] NoticeRoutes routesOf(const Settings &settings);

// Queues a parcel for each route and each notice that was claimed; to be called in the transaction
// of the claim. So the same rules hold for all ways out, and where the screen gets a sum, so do
// they. A summary goes when it is whole, as one of `told` causes.
[[nodiscard]] Result<void> queueRouted(Database &database, const NoticeRoutes &routes,
                                       const NoticeClaim &claim, qsizetype told, qint64 nowMs);

} // namespace dogwatch
