// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/sessionfiles.h"

#include "agents/toolsummary.h"
#include "store/database.h"
#include "store/entriesmodel.h"
#include "store/statement.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <map>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kFileCalls[] = R"(
    SELECT id, agent_id, name, summary, status IN ('failed', 'denied'),
        COALESCE(ended_at, started_at, 0)
    FROM tool_call WHERE session_ref = ? AND
        name IN ('Edit', 'MultiEdit', 'NotebookEdit', 'Read', 'Write')
    ORDER BY id)";
constexpr char kOthers[] = R"(
    SELECT session_ref, session.id, session.title, sum(name = 'Read'), sum(name <> 'Read'),
        max(COALESCE(tool_call.ended_at, tool_call.started_at, 0)) AS last
    FROM tool_call JOIN session ON session.ref = session_ref
    WHERE summary = ? AND session_ref <> ? AND
        name IN ('Edit', 'MultiEdit', 'NotebookEdit', 'Read', 'Write')
    GROUP BY session_ref ORDER BY last DESC, session_ref DESC LIMIT ?)";

// So many calls of one transcript are looked at.
constexpr int kMostEntries = 20'000;

class FileTable
{
public:
    void add(const QString &path, const QString &tool, const QString &agent, bool failed, qint64 at)
    {
        if (path.isEmpty())
            return;
        TouchedFile &file = m_files[path];
        file.path = path;
        ++(tool == "Read"_L1 ? file.reads : file.writes);
        file.failed += failed ? 1 : 0;
        file.lastMs = std::max(file.lastMs, at);
        if (!file.agents.contains(agent))
            file.agents.append(agent);
    }
    [[nodiscard]] std::vector<TouchedFile> take()
    {
        std::vector<TouchedFile> files;
        for (auto &[path, file] : m_files)
            files.push_back(std::move(file));
        return files;
    }

private:
    std::map<QString, TouchedFile> m_files;
};

bool isFileTool(const QString &name)
{
    return name == "Read"_L1 || name == "Edit"_L1 || name == "Write"_L1 || name == "MultiEdit"_L1
        || name == "NotebookEdit"_L1;
}

// The calls that no hook has told of.
Result<void> addEntries(Database &database, SessionRef session, const QSet<QString> &told,
                        FileTable &table)
{
    EntryQuery query;
    query.session = session;
    query.kinds = {EntryKind::ToolCall};
    query.limit = kMostEntries;
    query.longestText = 1024;
    const Result<std::vector<TranscriptEntry>> entries = transcriptEntries(database, query);
    if (!entries)
        return entries.error();
    for (const TranscriptEntry &entry : *entries) {
        if (!isFileTool(entry.toolName) || told.contains(entry.toolUseId))
            continue;
        const QJsonObject body = QJsonDocument::fromJson(entry.body).object();
        table.add(toolSummary(entry.toolName, body.value(u"input"_s)), entry.toolName,
                  entry.agentId, entry.failed, entry.key.atMs);
    }
    return {};
}

} // namespace

Result<std::vector<TouchedFile>> filesOf(Database &database, SessionRef session)
{
    FileTable table;
    QSet<QString> told;
    {
        Statement select(database, kFileCalls);
        select.bind(static_cast<qint64>(session));
        while (true) {
            const Result<bool> row = select.next();
            if (!row)
                return row.error();
            if (!*row)
                break;
            told.insert(select.text(0));
            table.add(select.text(3), select.text(2), select.text(1), select.integer(4) != 0,
                      select.integer(5));
        }
    }
    if (const Result<void> done = addEntries(database, session, told, table); !done)
        return done.error();
    return table.take();
}

Result<std::vector<OtherToucher>> otherTouchersOf(Database &database, const QString &path,
                                                  SessionRef without, int limit)
{
    std::vector<OtherToucher> others;
    Statement select(database, kOthers);
    select.bind(path).bind(static_cast<qint64>(without)).bind(limit);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return others;
        OtherToucher &other = others.emplace_back();
        other.session = SessionRef{select.integer(0)};
        other.id = select.text(1);
        other.title = select.text(2);
        other.reads = select.integer(3);
        other.writes = select.integer(4);
        other.lastMs = select.integer(5);
    }
}

} // namespace dogwatch
