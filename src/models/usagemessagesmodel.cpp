// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/usagemessagesmodel.h"

#include "core/times.h"
#include "models/clocktexts.h"
#include "models/displaytext.h"
#include "models/usagetexts.h"

#include <QDateTime>

#include <cmath>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kNameLength = 80;

} // namespace

CellRow messageRow(const UsageMessage &message, const QString &session)
{
    const TokenCounts &tokens = message.tokens;
    const qint64 written = tokens.cacheWrite5m + tokens.cacheWrite1h;
    const QString name = message.agentName.isEmpty() ? message.agentId : message.agentName;
    const QString agent =
        message.agentId.isEmpty() ? UsageMessagesModel::tr("main") : displayLine(name, kNameLength);
    CellRow row;
    row.key = QString::number(message.id);
    row.ref = static_cast<double>(message.session);
    row.texts = {clockText(message.atMs, QDateTime::currentMSecsSinceEpoch()).left(14),
                 displayLine(session, kNameLength),
                 agent,
                 modelText(message.model),
                 amountText(static_cast<double>(tokens.input)),
                 amountText(static_cast<double>(tokens.output)),
                 amountText(static_cast<double>(written)),
                 amountText(static_cast<double>(tokens.cacheRead)),
                 costText(message.cost)};
    const double text = std::nan("");
    row.orders = {static_cast<double>(message.atMs),
                  text,
                  text,
                  text,
                  static_cast<double>(tokens.input),
                  static_cast<double>(tokens.output),
                  static_cast<double>(written),
                  static_cast<double>(tokens.cacheRead),
                  static_cast<double>(message.cost.value_or(-1))};
    row.raws = {message.atMs == 0 ? QString() : toRfc3339(message.atMs),
                session,
                message.agentId,
                message.model,
                QString::number(tokens.input),
                QString::number(tokens.output),
                QString::number(written),
                QString::number(tokens.cacheRead),
                message.cost ? QString::number(static_cast<double>(*message.cost) / 1e12, 'f', 6)
                             : QString()};
    row.detail = u"%1\n%2"_s.arg(fullTimeText(message.atMs), displayLine(message.messageId, 120));
    row.tone = message.cost ? CellRow::Plain : CellRow::Dim;
    return row;
}

UsageMessagesModel::UsageMessagesModel(QObject *parent)
    : CellsModel(parent)
{ }

UsageMessagesModel::~UsageMessagesModel()
{
    close();
}

void UsageMessagesModel::open(std::shared_ptr<Readers> readers)
{
    close();
    m_port = readers ? std::make_unique<ReadPort>(std::move(readers)) : nullptr;
}

void UsageMessagesModel::show(const UsageMessageFilter &filter,
                              const QHash<SessionRef, UsageOwner> &owners)
{
    close();
    m_filter = filter;
    m_owners = owners;
    m_isOpen = true;
    read();
}

void UsageMessagesModel::close()
{
    if (m_cancelled)
        m_cancelled->store(true);
    m_cancelled.reset();
    m_last.reset();
    m_hasMore = false;
    m_isOpen = false;
    setReading();
}

void UsageMessagesModel::retry()
{
    if (m_isOpen && !m_cancelled)
        read();
}

bool UsageMessagesModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore && !m_cancelled && state() == ModelState::Ready;
}

void UsageMessagesModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        read();
}

void UsageMessagesModel::read()
{
    if (!m_port)
        return fail(tr("There is no store to read from."));
    const auto cancelled = std::make_shared<std::atomic<bool>>(false);
    m_cancelled = cancelled;
    m_port->ask<std::vector<UsageMessage>>(
        [filter = m_filter, last = m_last, cancelled](Database &database) {
            return usageMessages(database, filter, last, kPage, cancelled);
        },
        [this, cancelled](const Result<std::vector<UsageMessage>> &messages) {
            if (m_cancelled != cancelled)
                return;
            m_cancelled.reset();
            if (!messages)
                return fail(messages.error().text);
            m_hasMore = messages->size() == static_cast<std::size_t>(kPage);
            std::vector<CellRow> rows;
            for (const UsageMessage &message : *messages)
                rows.push_back(rowFrom(message));
            const bool isFirst = !m_last.has_value();
            if (!messages->empty())
                m_last = messages->back();
            if (isFirst)
                setRows(std::move(rows));
            else
                addRows(std::move(rows));
        });
}

CellRow UsageMessagesModel::rowFrom(const UsageMessage &message) const
{
    const UsageOwner owner = m_owners.value(message.session);
    return messageRow(message, owner.title.isEmpty() ? owner.id : owner.title);
}

} // namespace dogwatch
