// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/agentmeta.h"

#include "agents/jsonfields.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMostRead = 4 * 1024 * 1024;

QByteArray contentOf(const QString &path, const OpenBeside &open)
{
    const Result<TranscriptFile> file = open(path);
    if (!file)
        return {};
    QByteArray content(std::min(file->size(), kMostRead), Qt::Uninitialized);
    const Result<qint64> got = file->readAt(0, content.data(), content.size());
    content.truncate(got ? *got : 0);
    return content;
}

QJsonObject objectOf(const QByteArray &content)
{
    return QJsonDocument::fromJson(content).object();
}

// {"type":"launched","agentId":"…","label":"…"}, a line each.
QString labelInJournal(const QByteArray &journal, const QString &agentId)
{
    for (const QByteArray &line : journal.split('\n')) {
        if (!line.contains("\"label\""))
            continue;
        const QJsonObject entry = objectOf(line);
        if (stringField(entry, u"agentId") == agentId)
            return stringField(entry, u"label");
    }
    return {};
}

QString labelInSummary(const QJsonObject &summary, const QString &agentId)
{
    const QJsonArray progress = arrayField(summary, u"workflowProgress");
    for (const QJsonValue &step : progress) {
        if (stringField(step.toObject(), u"agentId") == agentId)
            return stringField(step.toObject(), u"label");
    }
    return {};
}

// SESSION/subagents/workflows/wf_RUN/agent-ID.jsonl, and SESSION/workflows/wf_RUN.json
QString labelInWorkflow(const QString &folder, const QString &agentId, const OpenBeside &open)
{
    const QString label = labelInJournal(contentOf(folder + u"/journal.jsonl"_s, open), agentId);
    if (!label.isEmpty())
        return label;
    const QString session = folder.section(u'/', 0, -4);
    const QString summary = session + u"/workflows/"_s + folder.section(u'/', -1) + u".json"_s;
    return labelInSummary(objectOf(contentOf(summary, open)), agentId);
}

} // namespace

std::optional<AgentFacts> agentFactsBeside(const QString &transcriptPath, const OpenBeside &open)
{
    const QFileInfo info(transcriptPath);
    const QString name = info.completeBaseName();
    const QString prefix = u"agent-"_s;
    if (!name.startsWith(prefix) || info.suffix() != "jsonl"_L1)
        return std::nullopt;
    const QString agentId = name.mid(prefix.size());
    const QJsonObject meta = objectOf(contentOf(info.path() + u'/' + name + u".meta.json"_s, open));
    AgentFacts facts;
    facts.agentId = agentId.toUtf8();
    facts.type = stringField(meta, u"agentType");
    facts.description = firstString(meta, {u"description", u"name"});
    facts.parentId = stringField(meta, u"parentAgentId").toUtf8();
    facts.spawnToolUseId = stringField(meta, u"toolUseId").toUtf8();
    if (facts.description.isEmpty() && info.path().section(u'/', -1).startsWith(u"wf_"))
        facts.description = labelInWorkflow(info.path(), agentId, open);
    const bool tellsAnything = !facts.type.isEmpty() || !facts.description.isEmpty()
        || !facts.parentId.isEmpty() || !facts.spawnToolUseId.isEmpty();
    return tellsAnything ? std::optional(facts) : std::nullopt;
}

} // namespace dogwatch
