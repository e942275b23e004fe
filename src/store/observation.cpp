// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/observation.h"

#include "store/eventlog.h"
#include "store/outbox.h"
#include "store/projector.h"
#include "store/transcriptworkjson.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

struct KindName
{
    ReportKind kind;
    const char *name; // durable: never to be given another meaning
};

constexpr std::array kKindNames{
    KindName{ReportKind::WorkspaceFound, "workspace"},
    KindName{ReportKind::TranscriptTold, "transcript"},
    KindName{ReportKind::TranscriptAnswered, "transcript_answered"},
    KindName{ReportKind::TranscriptInterrupted, "transcript_interrupted"},
    KindName{ReportKind::ProcessGone, "process_gone"},
    KindName{ReportKind::AgentSaysIdle, "agent_idle"},
    KindName{ReportKind::AgentSaysBusy, "agent_busy"},
    KindName{ReportKind::AgentSaysWaiting, "agent_waiting"},
    KindName{ReportKind::CallStalled, "stalled"},
    KindName{ReportKind::TranscriptWorked, "transcript_worked"},
    KindName{ReportKind::Found, "found"},
    KindName{ReportKind::FoundOver, "found_over"},
    KindName{ReportKind::RunOfAnother, "run_of_another"},
    KindName{ReportKind::SessionLetGo, "session_let_go"},
};

QString nameOf(ReportKind kind)
{
    for (const KindName &known : kKindNames) {
        if (known.kind == kind)
            return QString::fromLatin1(known.name);
    }
    return {};
}

ReportKind kindOf(const QString &name)
{
    for (const KindName &known : kKindNames) {
        if (name == QLatin1StringView(known.name))
            return known.kind;
    }
    return ReportKind::Other;
}

Entry entryOf(ReportKind kind, qint64 observedAtMs)
{
    Entry entry;
    entry.type = nameOf(kind);
    entry.envelope.occurredAtMs = observedAtMs;
    entry.envelope.receivedAtMs = observedAtMs;
    entry.report.kind = kind;
    return entry;
}

struct TextField
{
    const char *name;
    QString Report::*text;
};

constexpr std::array kReportTexts{
    TextField{"session", &Report::sessionId},     TextField{"agent", &Report::agentId},
    TextField{"tool_use_id", &Report::toolUseId}, TextField{"cwd", &Report::cwd},
    TextField{"path", &Report::transcriptPath},   TextField{"model", &Report::model},
    TextField{"title", &Report::title},           TextField{"project", &Report::project},
    TextField{"branch", &Report::branch},         TextField{"text", &Report::text},
    TextField{"tool_name", &Report::toolName},    TextField{"summary", &Report::summary},
    TextField{"cause", &Report::cause},
};

QJsonObject reportBody(const Entry &entry)
{
    QJsonObject body{{u"source"_s, sourceName(entry.envelope.source)},
                     {u"at"_s, entry.envelope.occurredAtMs}};
    for (const TextField &field : kReportTexts) {
        if (const QString &text = entry.report.*(field.text); !text.isEmpty())
            body.insert(QLatin1StringView(field.name), text);
    }
    if (entry.report.firstAtMs)
        body.insert(u"first_at"_s, *entry.report.firstAtMs);
    if (entry.report.titleIsName)
        body.insert(u"named"_s, true);
    if (entry.report.refused)
        body.insert(u"refused"_s, true);
    if (entry.report.finding)
        body.insert(u"finding"_s, attentionKindName(*entry.report.finding));
    if (entry.report.parent)
        body.insert(u"parent"_s, static_cast<qint64>(*entry.report.parent));
    if (entry.report.work)
        body.insert(u"work"_s, toJson(*entry.report.work));
    return body;
}

void readReportBody(const QJsonObject &body, Entry &entry)
{
    entry.envelope.source =
        sourceFromName(body.value(u"source").toString()).value_or(Source::Generic);
    entry.envelope.occurredAtMs = body.value(u"at").toInteger();
    for (const TextField &field : kReportTexts)
        entry.report.*(field.text) = body.value(QLatin1StringView(field.name)).toString();
    if (const QJsonValue first = body.value(u"first_at"); first.isDouble())
        entry.report.firstAtMs = first.toInteger();
    entry.report.titleIsName = body.value(u"named").toBool();
    entry.report.refused = body.value(u"refused").toBool();
    entry.report.finding = attentionKindFromName(body.value(u"finding").toString());
    if (const QJsonValue parent = body.value(u"parent"); parent.isDouble())
        entry.report.parent = SessionRef{parent.toInteger()};
    if (const QJsonValue work = body.value(u"work"); work.isObject())
        entry.report.work = std::make_shared<const TranscriptWork>(workFromJson(work.toObject()));
}

} // namespace

Entry workspaceFound(qint64 nowMs, const QString &project, const QString &branch)
{
    Entry entry = entryOf(ReportKind::WorkspaceFound, nowMs);
    entry.report.project = project;
    entry.report.branch = branch;
    return entry;
}

Entry reportFound(qint64 nowMs, qint64 atMs, const SessionKey &key, Report report)
{
    Entry entry = entryOf(report.kind, nowMs);
    entry.envelope.source = key.source;
    entry.envelope.occurredAtMs = atMs;
    entry.report = std::move(report);
    entry.report.sessionId = key.id;
    return entry;
}

QByteArray observationBody(const Entry &entry)
{
    const QJsonObject body = entry.report.kind == ReportKind::WorkspaceFound
        ? QJsonObject{{u"project"_s, entry.report.project}, {u"branch"_s, entry.report.branch}}
        : reportBody(entry);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

Entry observationEntry(const QString &kind, qint64 observedAtMs, const QByteArray &body)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    Entry entry = entryOf(kindOf(kind), observedAtMs);
    entry.type = kind;
    if (entry.report.kind == ReportKind::WorkspaceFound) {
        entry.report.project = object.value(u"project").toString();
        entry.report.branch = object.value(u"branch").toString();
    } else if (entry.report.kind != ReportKind::Other) {
        readReportBody(object, entry);
    }
    return entry;
}

Result<ChangeSet> observe(Database &database, EventLog &log, Projector &projector,
                          const SessionKey &key, Entry entry)
{
    Result<SessionRef> ref = projector.refOf(key);
    if (!ref)
        return ref.error();
    entry.seq = log.lastSeq();
    if (Result<void> logged = log.appendObservation(entry, *ref, observationBody(entry)); !logged)
        return logged.error();
    Result<Changes> projected = projector.project(key, entry);
    if (!projected)
        return projected.error();
    if (Result<void> queued = queueNotices(database, *projected, entry.envelope.receivedAtMs);
        !queued)
        return queued.error();
    ChangeSet changes;
    changes.add(*projected);
    return changes;
}

} // namespace dogwatch
