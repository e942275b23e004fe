// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/httpmessage.h"

#include <QMutex>

#include <functional>
#include <vector>

class QObject;
class QThread;

namespace dogwatch {

// Which request an answer belongs to. A connection's number is never used again, so that an answer
// that comes too late finds nobody.
struct RequestKey
{
    quint64 connection = 0;
    quint64 request = 0;
};

struct Answer
{
    RequestKey key;
    HttpResponse response;
};

// Carries answers from any thread to the network thread: one queued call for all that gather until
// it runs. Shared by the server and every open Responder; after close() it swallows what it is
// given.
class AnswerQueue
{
public:
    using Deliver = std::function<void(Answer &&)>;

    // home: an object of the network thread that outlives the queue's open state; deliver runs
    // there.
    AnswerQueue(QObject *home, Deliver deliver);
    Q_DISABLE_COPY_MOVE(AnswerQueue)

    // Thread: any. In the network thread the answer is delivered at once.
    void post(Answer &&answer);
    void postAll(std::vector<Answer> &&answers);

    // Thread: network. Nothing is delivered afterwards.
    void close();

private:
    void wake();
    void deliverWaiting();

    QThread *const m_thread; // the network thread
    const Deliver m_deliver; // called in it alone

    QMutex m_mutex;
    QObject *m_home; // guarded by m_mutex; null once closed
    std::vector<Answer> m_waiting; // guarded by m_mutex
};

} // namespace dogwatch
