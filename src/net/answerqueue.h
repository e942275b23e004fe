// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/httpmessage.h"

#include <QMutex>

#include <functional>
#include <memory>
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

// What an answer in pieces and its connection know of each other. Thread: network.
struct StreamLink
{
    bool isOpen = true; // somebody is there to read
    qint64 backlog = 0; // bytes that the client has not taken yet
    std::function<void()> changed; // it has taken some, or is gone; must only post
};

struct Answer
{
    enum class Kind {
        Whole,
        Begin, // the head of an answer in pieces
        Piece, // the next bytes of its body
        End,
    };

    RequestKey key;
    HttpResponse response;
    Kind kind = Kind::Whole;
    std::shared_ptr<StreamLink> link = nullptr; // of Begin
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
