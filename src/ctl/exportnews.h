// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"
#include "core/result.h"

namespace dogwatch {

// An exporter as a consumer of the monitor's stream: it takes what came since it was last done, by
// a name whose position the running app keeps. Until done() nothing has moved, so that what a kill
// leaves unsaid is exported again. Blocking.
class ExportNews
{
public:
    // Registers the name where it is new; then there is nothing yet, or everything with
    // `fromStart`. Unavailable: no app answers. Conflict: it is the name of a consumer of something
    // else.
    [[nodiscard]] static Result<ExportNews> begin(const DataFolder &folder, const QString &name,
                                                  bool fromStart);

    // The last event that is done.
    [[nodiscard]] qint64 afterSeq() const { return m_afterSeq; }

    // All up to that one have been written. Conflict: another exporter of that name was faster, or
    // is at it.
    [[nodiscard]] Result<void> done(qint64 untilSeq) const;

private:
    ExportNews(const DataFolder &folder, const QString &name);

    QString m_socket;
    QByteArray m_path; // of the subscription
    qint64 m_afterSeq = 0;
};

} // namespace dogwatch
