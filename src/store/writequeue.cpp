// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/writequeue.h"

namespace dogwatch {

qsizetype queuedBytes(const WriteRequest &request)
{
    const Report &report = request.event.report;
    const qsizetype characters = report.text.size() + report.title.size();
    return request.event.stored.size() + characters * qsizetype(sizeof(QChar));
}

} // namespace dogwatch
