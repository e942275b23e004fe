// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/takeover.h"

#include "net/localclient.h"

#include <QDeadlineTimer>
#include <QThread>
#include <QUrl>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAskMs = 2000;
constexpr int kTakeOverMs = 5000;
constexpr int kLookAgainMs = 20;

LocalRequest post(const QByteArray &path)
{
    LocalRequest request;
    request.method = "POST";
    request.path = path;
    request.body = "{}";
    return request;
}

} // namespace

Result<bool> takeOver(const DataFolder &folder, const QString &session, InstanceLock &lock)
{
    const Result<LocalAnswer> raised = askLocally(
        folder.socket(), post("/api/raise?open=" + QUrl::toPercentEncoding(session)), kAskMs);
    if (raised && raised->status == 200)
        return false;
    if (raised)
        (void)askLocally(folder.socket(), post("/api/quit"), kAskMs);
    const QDeadlineTimer deadline(kTakeOverMs);
    // The kernel tells nobody when a lock becomes free, short of blocking without an end.
    while (!deadline.hasExpired()) {
        if (lock.acquire(folder.lock()))
            return true;
        QThread::msleep(kLookAgainMs);
    }
    return Error{ErrorCode::Busy, u"another Dogwatch uses this data folder and does not answer"_s};
}

} // namespace dogwatch
