// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/cellsmodel.h"
#include "models/livefeed.h"
#include "store/readport.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace dogwatch {

// The prices by which costs are worked out: those that ship, and a person's own. Read when the feed
// is set and when it is asked for. GUI thread; reads on the readers' threads. The feed outlives it
// or is set to null before.
class PricesModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(dogwatch::LiveFeed *feed READ feed WRITE setFeed NOTIFY feedChanged FINAL)
    // Model, whose it is, from and to which day, and dollars for a million tokens: input, output,
    // two cache writes, cache read.
    Q_PROPERTY(dogwatch::CellsModel *rows READ rows CONSTANT FINAL)

public:
    explicit PricesModel(QObject *parent = nullptr);
    ~PricesModel() override;

    [[nodiscard]] LiveFeed *feed() const { return m_feed; }
    void setFeed(LiveFeed *feed);
    [[nodiscard]] CellsModel *rows() { return &m_rows; }

    Q_INVOKABLE void read();

Q_SIGNALS:
    void feedChanged();

private:
    QPointer<LiveFeed> m_feed;
    std::unique_ptr<ReadPort> m_port;
    CellsModel m_rows;
};

} // namespace dogwatch
