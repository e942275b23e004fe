// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/cellsmodel.h"
#include "store/readport.h"
#include "store/usagereport.h"

#include <memory>

namespace dogwatch {

// The messages that a figure is made of, the newest first, read on as one scrolls. GUI thread;
// reads on the readers' threads.
class UsageMessagesModel : public dogwatch::CellsModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to the model of a page")

public:
    static constexpr int kPage = 200;

    explicit UsageMessagesModel(QObject *parent = nullptr);
    ~UsageMessagesModel() override;

    // Null: a failed read.
    void open(std::shared_ptr<Readers> readers);
    // The titles of sessions, for those that are known.
    void show(const UsageMessageFilter &filter, const QHash<SessionRef, UsageOwner> &owners);
    // Nothing is shown, and what is being read is left.
    void close();
    Q_INVOKABLE void retry();

    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

private:
    void read();
    [[nodiscard]] CellRow rowFrom(const UsageMessage &message) const;

    std::unique_ptr<ReadPort> m_port;
    UsageMessageFilter m_filter;
    QHash<SessionRef, UsageOwner> m_owners;
    std::optional<UsageMessage> m_last;
    std::shared_ptr<std::atomic<bool>> m_cancelled; // of the read under way; null: none is
    bool m_hasMore = false;
    bool m_isOpen = false;
};

// Cells of one message: when, in which session, agent, model, input, output, cache written and
// read, cost.
[[nodiscard]] CellRow messageRow(const UsageMessage &message, const QString &session);

} // namespace dogwatch
