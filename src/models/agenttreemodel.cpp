// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/agenttreemodel.h"

#include "core/texts.h"
#include "core/times.h"
#include "graph/statuslook.h"
#include "models/rolenames.h"

#include <QLocale>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kNameLength = 80;
constexpr qsizetype kLineLength = 240;

bool before(const Agent *a, const Agent *b)
{
    return a->firstEventMs != b->firstEventMs ? a->firstEventMs < b->firstEventMs : a->id < b->id;
}

bool isSame(const AgentLine &a, const AgentLine &b)
{
    return a.whole == b.whole && a.id == b.id;
}

QString timeOf(const AgentLine &line, qint64 nowMs)
{
    if (line.sinceMs == 0)
        return {};
    return shortDuration((line.untilMs > 0 ? line.untilMs : nowMs) - line.sinceMs);
}

// Each agent with the depth at which it stands. A parent that is not known, or that is its own
// descendant, counts as the main agent.
class Flattener
{
public:
    explicit Flattener(const QHash<QString, Agent> &agents)
    {
        for (const Agent &agent : agents) {
            const bool known = !agent.parentId.isEmpty() && agents.contains(agent.parentId);
            if (!agent.id.isEmpty())
                m_children[known ? agent.parentId : QString()].push_back(&agent);
        }
        for (auto &children : m_children)
            std::sort(children.begin(), children.end(), before);
        if (const auto main = agents.find(QString()); main != agents.end())
            m_flat.emplace_back(&*main, 0);
        add(QString(), 1);
        // What is left stands in circles.
        std::vector<const Agent *> rest;
        for (const Agent &agent : agents) {
            if (!agent.id.isEmpty() && !m_done.contains(agent.id))
                rest.push_back(&agent);
        }
        std::sort(rest.begin(), rest.end(), before);
        for (const Agent *agent : rest)
            addWithChildren(agent, 1);
    }

    std::vector<std::pair<const Agent *, int>> take() { return std::move(m_flat); }

private:
    void add(const QString &parent, int depth)
    {
        for (const Agent *agent : m_children.value(parent))
            addWithChildren(agent, depth);
    }
    // Not by recursion over the parents: a chain of agents can be as long as their number.
    void addWithChildren(const Agent *first, int depth)
    {
        std::vector<std::pair<const Agent *, int>> open{{first, depth}};
        while (!open.empty()) {
            const auto [agent, level] = open.back();
            open.pop_back();
            if (m_done.contains(agent->id))
                continue;
            m_done.insert(agent->id, true);
            m_flat.emplace_back(agent, level);
            const std::vector<const Agent *> children = m_children.value(agent->id);
            for (auto child = children.rbegin(); child != children.rend(); ++child)
                open.emplace_back(*child, level + 1);
        }
    }

    QHash<QString, std::vector<const Agent *>> m_children;
    QHash<QString, bool> m_done;
    std::vector<std::pair<const Agent *, int>> m_flat;
};

} // namespace

AgentTreeModel::AgentTreeModel(QObject *parent)
    : LiveListModel(parent)
{ }

int AgentTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant AgentTreeModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const AgentLine &line = m_lines[static_cast<std::size_t>(index.row())];
    switch (role) {
    case WholeRole:
        return line.whole;
    case NameRole:
        return line.name;
    case DetailRole:
        return line.detail;
    case DepthRole:
        return line.depth;
    case StatusRole:
        return static_cast<int>(line.status);
    case StatusTextRole:
        return line.whole ? QString() : statusWord(line.status);
    case TimeTextRole:
        return line.timeText;
    case CallsRole:
        return line.calls;
    case LastActionRole:
        return line.lastAction;
    case LiveRole:
        return !line.whole && isLive(line.status);
    }
    return {};
}

QHash<int, QByteArray> AgentTreeModel::roleNames() const
{
    return roleNamesOf<Role>();
}

void AgentTreeModel::load(const Session &session, const std::vector<Agent> &agents, qint64 nowMs)
{
    m_agents.clear();
    for (const Agent &agent : agents)
        m_agents.insert(agent.id, agent);
    apply(session, {}, nowMs);
    setState(ModelState::Ready);
}

void AgentTreeModel::apply(const Session &session, const QHash<QString, Agent> &agents,
                           qint64 nowMs)
{
    m_agents.insert(agents);
    m_agents.insert(QString(), mainAgentOf(session));
    m_mainSinceMs = session.statusSinceMs;
    show(lines(nowMs));
}

void AgentTreeModel::fail(const QString &errorText)
{
    setState(ModelState::Failed, errorText);
}

void AgentTreeModel::clear()
{
    m_agents.clear();
    show({});
    setState(ModelState::Loading);
}

void AgentTreeModel::passSecond(qint64 nowMs)
{
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        QString text = timeOf(m_lines[i], nowMs);
        if (text == m_lines[i].timeText)
            continue;
        m_lines[i].timeText = std::move(text);
        const QModelIndex row = index(static_cast<int>(i));
        Q_EMIT dataChanged(row, row, {TimeTextRole});
    }
}

int AgentTreeModel::rowOf(const std::optional<QString> &agentId) const
{
    // With one agent alone its line stands for all.
    if (!agentId)
        return m_lines.empty() ? -1 : 0;
    const auto line =
        std::find_if(m_lines.begin(), m_lines.end(), [&agentId](const AgentLine &each) {
            return !each.whole && each.id == *agentId;
        });
    return line == m_lines.end() ? -1 : static_cast<int>(line - m_lines.begin());
}

std::optional<QString> AgentTreeModel::agentAt(int row) const
{
    if (row < 0 || row >= rowCount() || m_lines.size() == 1)
        return std::nullopt;
    const AgentLine &line = m_lines[static_cast<std::size_t>(row)];
    return line.whole ? std::nullopt : std::optional(line.id);
}

std::vector<AgentLine> AgentTreeModel::lines(qint64 nowMs) const
{
    std::vector<AgentLine> lines;
    if (m_agents.size() > 1) {
        AgentLine whole;
        whole.whole = true;
        whole.name = tr("All agents");
        qint64 calls = 0;
        for (const Agent &agent : m_agents)
            calls += agent.toolCalls;
        whole.calls = QLocale().toString(calls);
        lines.push_back(std::move(whole));
    }
    for (const auto &[agent, depth] : Flattener(m_agents).take())
        lines.push_back(lineOf(*agent, depth, nowMs));
    return lines;
}

AgentLine AgentTreeModel::lineOf(const Agent &agent, int depth, qint64 nowMs) const
{
    AgentLine line;
    line.id = agent.id;
    line.depth = depth;
    line.status = agent.status;
    line.sinceMs = agent.startedAtMs.value_or(agent.firstEventMs);
    if (agent.id.isEmpty() && isLive(agent.status) && m_mainSinceMs > 0)
        line.sinceMs = m_mainSinceMs;
    if (!isLive(agent.status))
        line.untilMs = agent.endedAtMs.value_or(agent.lastEventMs);
    const QString type = oneLine(agent.type, kNameLength);
    const QString description = oneLine(agent.description, kLineLength);
    const QString id = oneLine(agent.id, kNameLength);
    line.name = agent.id.isEmpty() ? tr("main")
        : !description.isEmpty()   ? description
        : !type.isEmpty()          ? type
                                   : id;
    QStringList detail{line.name, type, id, statusWord(agent.status),
                       oneLine(agent.statusReason, kLineLength)};
    detail.removeAll(QString());
    detail.removeDuplicates();
    line.detail = detail.join(u'\n');
    line.timeText = timeOf(line, nowMs);
    line.calls = QLocale().toString(agent.toolCalls);
    line.lastAction = oneLine(agent.lastAction, kLineLength);
    return line;
}

// Turns what is shown into `target` with few signals; lines that stay in order keep their place.
void AgentTreeModel::show(std::vector<AgentLine> target)
{
    removeStrangers(target);
    insertMissing(target);
    update(std::move(target));
}

// What is not in the target, or not in its order.
void AgentTreeModel::removeStrangers(const std::vector<AgentLine> &target)
{
    QHash<std::pair<bool, QString>, int> places;
    for (std::size_t i = 0; i < target.size(); ++i)
        places.insert({target[i].whole, target[i].id}, static_cast<int>(i));
    std::vector<int> strangers;
    int last = -1;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const int place = places.value({m_lines[i].whole, m_lines[i].id}, -1);
        if (place <= last)
            strangers.push_back(static_cast<int>(i));
        else
            last = place;
    }
    for (auto row = strangers.rbegin(); row != strangers.rend(); ++row) {
        beginRemoveRows({}, *row, *row);
        m_lines.erase(m_lines.begin() + *row);
        endRemoveRows();
    }
}

void AgentTreeModel::insertMissing(const std::vector<AgentLine> &target)
{
    std::size_t from = 0;
    while (from < target.size()) {
        std::size_t to = from;
        const bool atEnd = from >= m_lines.size();
        while (to < target.size() && (atEnd || !isSame(target[to], m_lines[from])))
            ++to;
        if (to > from) {
            beginInsertRows({}, static_cast<int>(from), static_cast<int>(to) - 1);
            m_lines.insert(m_lines.begin() + static_cast<std::ptrdiff_t>(from),
                           target.begin() + static_cast<std::ptrdiff_t>(from),
                           target.begin() + static_cast<std::ptrdiff_t>(to));
            endInsertRows();
        }
        from = to + 1;
    }
}

void AgentTreeModel::update(std::vector<AgentLine> &&target)
{
    for (std::size_t i = 0; i < target.size();) {
        std::size_t end = i;
        while (end < target.size() && m_lines[end] != target[end]) {
            m_lines[end] = std::move(target[end]);
            ++end;
        }
        if (end > i)
            Q_EMIT dataChanged(index(static_cast<int>(i)), index(static_cast<int>(end) - 1));
        i = end + 1;
    }
}

} // namespace dogwatch
