// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/observation.h"

#include "store/eventlog.h"
#include "store/projector.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kWorkspace = u"workspace";

} // namespace

Entry workspaceFound(qint64 nowMs, const QString &project, const QString &branch)
{
    Entry entry;
    entry.type = kWorkspace.toString();
    entry.envelope.occurredAtMs = nowMs;
    entry.envelope.receivedAtMs = nowMs;
    entry.report.kind = ReportKind::WorkspaceFound;
    entry.report.project = project;
    entry.report.branch = branch;
    return entry;
}

QByteArray observationBody(const Entry &entry)
{
    return QJsonDocument(QJsonObject{{u"project"_s, entry.report.project},
                                     {u"branch"_s, entry.report.branch}})
        .toJson(QJsonDocument::Compact);
}

Entry observationEntry(const QString &kind, qint64 observedAtMs, const QByteArray &body)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    Entry entry = workspaceFound(observedAtMs, object.value(u"project"_s).toString(),
                                 object.value(u"branch"_s).toString());
    entry.type = kind;
    if (kind != kWorkspace)
        entry.report.kind = ReportKind::Other;
    return entry;
}

Result<ChangeSet> observe(EventLog &log, Projector &projector, const SessionKey &key, Entry entry)
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
    ChangeSet changes;
    changes.add(*projected);
    return changes;
}

} // namespace dogwatch
