// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/noticeroutes.h"

#include "app/noticewording.h"
#include "store/parcels.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

NoticeRoutes routesOf(const Settings &settings)
{
    NoticeRoutes routes;
    if (!settings.noticeWebhook.isEmpty())
        routes.push_back({kWebhookTarget, settings.noticeWebhook});
    if (!settings.noticeCommand.isEmpty())
        routes.push_back({kCommandTarget, settings.noticeCommand});
    return routes;
}

Result<void> queueRouted(Database &database, const NoticeRoutes &routes, const NoticeClaim &claim,
                         qsizetype told, qint64 nowMs)
{
    for (const NoticeRoute &route : routes) {
        Parcel parcel;
        parcel.target = route.target;
        parcel.address = route.address;
        for (const ClaimedNotice &notice : claim.alone) {
            parcel.cause = notice.cause;
            parcel.content = noticeJson(notice);
            if (Result<bool> queued = queueParcel(database, parcel, nowMs); !queued)
                return queued.error();
        }
        if (claim.summaryId == 0 || claim.more)
            continue;
        parcel.cause = u"summary/%1"_s.arg(claim.summaryId);
        parcel.content = summaryJson(told, !claim.alone.empty());
        if (Result<bool> queued = queueParcel(database, parcel, nowMs); !queued)
            return queued.error();
    }
    return {};
}

} // namespace dogwatch
