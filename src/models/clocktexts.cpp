// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/clocktexts.h"

#include "core/times.h"

#include <QDateTime>
#include <QLocale>

namespace dogwatch {

using namespace Qt::StringLiterals;

QString clockText(qint64 unixMs, qint64 nowMs)
{
    if (unixMs == 0)
        return {};
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(unixMs);
    const bool sameDay = time.date() == QDateTime::fromMSecsSinceEpoch(nowMs).date();
    return time.toString(sameDay ? u"HH:mm:ss.zzz"_s : u"MM-dd HH:mm:ss"_s);
}

QString fullTimeText(qint64 unixMs)
{
    if (unixMs == 0)
        return {};
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(unixMs),
                              u"yyyy-MM-dd HH:mm:ss.zzz t"_s);
}

QString callDurationText(qint64 ms)
{
    if (ms < 0)
        return {};
    if (ms < 1000)
        return u"%1 ms"_s.arg(ms);
    if (ms < 10'000)
        return u"%1 s"_s.arg(QLocale().toString(static_cast<double>(ms) / 1000.0, 'f', 1));
    return shortDuration(ms);
}

} // namespace dogwatch
