// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/parcels.h"

#include <QObject>

namespace dogwatch {

// Whoever brings parcels of one target out. Main thread; every call returns at once.
class Carrier : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Answered by carried(), once, unless the carrier goes before that.
    virtual void carry(const ClaimedParcel &parcel) = 0;

Q_SIGNALS:
    void carried(qint64 id, dogwatch::SendOutcome outcome, const QString &error);
};

} // namespace dogwatch
