// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sessionusage.h"

#include "models/displaytext.h"
#include "models/usagemessagesmodel.h"
#include "models/usagetexts.h"
#include "store/readmodel.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <map>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kTitleLength = 200;
constexpr double kTrillion = 1e12;

} // namespace

SessionUsage::SessionUsage(QObject *parent)
    : QObject(parent)
{
    connect(&m_watch, &SessionWatch::due, this, &SessionUsage::read);
}

SessionUsage::~SessionUsage()
{
    if (m_cancelled)
        m_cancelled->store(true);
}

void SessionUsage::setFeed(LiveFeed *feed)
{
    m_watch.setFeed(feed);
    Q_EMIT sourceChanged();
}

void SessionUsage::setSession(double session)
{
    m_watch.setSession(SessionRef{std::max<qint64>(0, static_cast<qint64>(session))});
    Q_EMIT sourceChanged();
}

void SessionUsage::setActive(bool active)
{
    m_watch.setActive(active);
    Q_EMIT sourceChanged();
}

void SessionUsage::read(bool anew)
{
    if (m_cancelled)
        m_cancelled->store(true);
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    if (anew) {
        close();
        m_state = ModelState::Loading;
        Q_EMIT changed();
    }
    const auto failed = [this](const QString &text) {
        m_watch.noteFailure();
        m_state = ModelState::Failed;
        m_errorText = text;
        Q_EMIT changed();
    };
    if (!m_watch.port())
        return failed(tr("There is no store to read from."));
    m_watch.port()->ask<Answer>(
        [session = m_watch.session(),
         cancelled = m_cancelled](Database &database) -> Result<Answer> {
            Result<std::vector<UsageMessage>> messages =
                usageMessagesOf(database, session, cancelled);
            if (!messages)
                return messages.error();
            Result<std::vector<Agent>> agents = agentsOf(database, session);
            if (!agents)
                return agents.error();
            Result<std::vector<UsagePrompt>> prompts = promptsOf(database, session);
            if (!prompts)
                return prompts.error();
            return Answer{std::move(messages).value(), std::move(agents).value(),
                          std::move(prompts).value()};
        },
        [this, failed, generation = ++m_generation](Result<Answer> answer) {
            if (generation != m_generation)
                return;
            if (!answer)
                return failed(answer.error().text);
            accept(std::move(answer).value());
        });
}

void SessionUsage::accept(Answer answer)
{
    m_answer = std::move(answer);
    m_sums = {};
    for (const UsageMessage &message : m_answer.messages)
        m_sums.add(message.tokens, message.cost);
    m_agents.setRows(rowsOf(ByAgent));
    m_models.setRows(rowsOf(ByModel));
    m_prompts.setRows(rowsOf(ByPrompt));
    if (!m_figure.isEmpty())
        fillMessages();
    m_state = ModelState::Ready;
    m_errorText.clear();
    Q_EMIT changed();
}

// A prompt by its number, from 1 on; 0: before the first one.
QString SessionUsage::keyOf(const UsageMessage &message, Part part) const
{
    if (part == ByAgent)
        return message.agentId;
    if (part == ByModel)
        return message.model;
    return QString::number(promptOf(m_answer.prompts, message.atMs));
}

QString SessionUsage::titleOf(Part part, const QString &key) const
{
    if (part == ByModel)
        return modelText(key);
    if (part == ByPrompt) {
        const auto number = key.toULongLong();
        return number == 0 || number > m_answer.prompts.size()
            ? tr("(before the first prompt)")
            : u"%1 · %2"_s.arg(key, displayLine(m_answer.prompts[number - 1].text, kTitleLength));
    }
    if (key.isEmpty())
        return tr("main");
    for (const Agent &agent : m_answer.agents) {
        if (agent.id == key)
            return displayLine(agentNameOf(agent), kTitleLength);
    }
    return displayLine(key, kTitleLength);
}

std::vector<CellRow> SessionUsage::rowsOf(Part part) const
{
    std::map<QString, UsageSums> sums;
    for (const UsageMessage &message : m_answer.messages)
        sums[keyOf(message, part)].add(message.tokens, message.cost);
    // Without a known price tokens are all there is to go by.
    const bool byCost = m_sums.cost > 0;
    const auto measured = [byCost](const UsageSums &sum) {
        return static_cast<double>(byCost ? sum.cost : sum.tokens.total());
    };
    double most = 0;
    for (const auto &[key, sum] : sums)
        most = std::max(most, measured(sum));
    std::vector<CellRow> rows;
    for (const auto &[key, sum] : sums) {
        CellRow &row = rows.emplace_back();
        const QString title = titleOf(part, key);
        const auto tokens = static_cast<double>(sum.tokens.total());
        row.key = key;
        row.texts = {title, costText(sum), amountText(tokens), cacheHitText(sum.tokens),
                     QLocale().toString(sum.messages)};
        row.orders = {part == ByPrompt ? key.toDouble() : std::nan(""),
                      static_cast<double>(sum.cost), tokens,
                      static_cast<double>(sum.tokens.cacheRead)
                          / std::max(1.0, static_cast<double>(sum.tokens.prompt())),
                      static_cast<double>(sum.messages)};
        row.raws = {title, QString::number(static_cast<double>(sum.cost) / kTrillion, 'f', 6),
                    QString::number(sum.tokens.total()), QString::number(row.orders.at(3), 'f', 4),
                    QString::number(sum.messages)};
        row.share = most > 0 ? measured(sum) / most : 0;
        row.detail = title;
    }
    std::stable_sort(rows.begin(), rows.end(), [part](const CellRow &a, const CellRow &b) {
        return part == ByPrompt ? a.orders.at(0) < b.orders.at(0) : a.share > b.share;
    });
    return rows;
}

QString SessionUsage::summary() const
{
    if (m_sums.messages == 0)
        return {};
    QStringList parts{costText(m_sums),
                      tr("%1 tokens").arg(amountText(static_cast<double>(m_sums.tokens.total()))),
                      tr("%n message(s)", nullptr, static_cast<int>(m_sums.messages))};
    if (const QString hits = cacheHitText(m_sums.tokens); !hits.isEmpty())
        parts.append(tr("%1 of the prompts from the cache").arg(hits));
    if (m_sums.unpriced > 0)
        parts.append(tr("the cost of %n is not known", nullptr, static_cast<int>(m_sums.unpriced)));
    return parts.join(u" · "_s);
}

void SessionUsage::open(Part part, const QString &key)
{
    m_part = part;
    m_key = key;
    m_figure = titleOf(part, key);
    m_messages.setReading();
    fillMessages();
    Q_EMIT figureChanged();
}

void SessionUsage::fillMessages()
{
    std::vector<CellRow> rows;
    for (const UsageMessage &message : m_answer.messages) {
        if (keyOf(message, m_part) == m_key)
            rows.push_back(messageRow(message, {}));
    }
    m_messages.setRows(std::move(rows));
}

void SessionUsage::close()
{
    if (m_figure.isEmpty())
        return;
    m_figure.clear();
    m_messages.setReading();
    Q_EMIT figureChanged();
}

} // namespace dogwatch
