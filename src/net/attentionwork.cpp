// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/attentionwork.h"

#include "store/attentionmarks.h"
#include "store/outbox.h"
#include "store/readmodel.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kUsualMinutes = 15;
constexpr int kMostMinutes = 7 * 24 * 60;

Result<BatchCommitter::Work> outboxWork(const QList<QByteArray> &path, qint64 nowMs)
{
    bool isNumber = false;
    const qint64 id = path.at(2).toLongLong(&isNumber);
    if (!isNumber)
        return Error{ErrorCode::InvalidInput, u"an id of the outbox is a number"_s};
    const bool retries = path.at(3) == "retry";
    return BatchCommitter::Work([id, retries, nowMs](Database &database, EventLog &, Projector &) {
        return retries ? retryOutbox(database, id, nowMs) : discardOutbox(database, id);
    });
}

Result<BatchCommitter::Work> itemWork(const RequestHead &head, const QList<QByteArray> &path,
                                      qint64 nowMs)
{
    const QString id = QString::fromUtf8(path.at(2));
    if (path.at(3) == "acknowledge")
        return BatchCommitter::Work([id, nowMs](Database &database, EventLog &, Projector &) {
            return acknowledgeItem(database, id, nowMs);
        });
    int minutes = kUsualMinutes;
    if (const QByteArray asked = head.queryValue("minutes"); !asked.isEmpty()) {
        bool isNumber = false;
        minutes = asked.toInt(&isNumber);
        if (!isNumber || minutes < 1 || minutes > kMostMinutes)
            return Error{ErrorCode::InvalidInput, u"minutes: 1 to %1"_s.arg(kMostMinutes)};
    }
    return BatchCommitter::Work(
        [id, untilMs = nowMs + minutes * 60'000LL](Database &database, EventLog &, Projector &) {
            return snoozeItem(database, id, untilMs);
        });
}

Result<BatchCommitter::Work> sessionWork(const RequestHead &head, const QList<QByteArray> &path,
                                         qint64 nowMs)
{
    std::optional<Source> source;
    if (const QByteArray name = head.queryValue("source"); !name.isEmpty()) {
        source = sourceFromName(QString::fromUtf8(name));
        if (!source)
            return Error{ErrorCode::InvalidInput, u"there is no such source"_s};
    }
    return BatchCommitter::Work(
        [id = QString::fromUtf8(path.at(2)), source, mutes = path.at(3) == "mute",
         nowMs](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
            Result<std::optional<Session>> session = sessionById(database, id, source);
            if (!session)
                return session.error();
            if (!*session)
                return Error{ErrorCode::NotFound, u"there is no session '%1'"_s.arg(id)};
            return muteSession(database, (*session)->ref, mutes, nowMs);
        });
}

} // namespace

Result<BatchCommitter::Work> attentionWork(const RequestHead &head, const QList<QByteArray> &path,
                                           qint64 nowMs)
{
    if (path.at(1) == "outbox")
        return outboxWork(path, nowMs);
    return path.at(1) == "attention" ? itemWork(head, path, nowMs) : sessionWork(head, path, nowMs);
}

} // namespace dogwatch
