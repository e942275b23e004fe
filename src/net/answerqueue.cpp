// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/answerqueue.h"

#include <QMetaObject>
#include <QMutexLocker>
#include <QObject>
#include <QThread>

#include <iterator>

namespace dogwatch {

AnswerQueue::AnswerQueue(QObject *home, Deliver deliver)
    : m_thread(home->thread())
    , m_deliver(std::move(deliver))
    , m_home(home)
{ }

void AnswerQueue::post(Answer &&answer)
{
    std::vector<Answer> one;
    one.push_back(std::move(answer));
    postAll(std::move(one));
}

void AnswerQueue::postAll(std::vector<Answer> &&answers)
{
    if (answers.empty()) {
        return;
    }
    if (QThread::currentThread() == m_thread) {
        // m_home changes in this thread alone, but another thread may be reading it.
        const bool open = [this] {
            const QMutexLocker lock(&m_mutex);
            return m_home != nullptr;
        }();
        for (auto it = answers.begin(); open && it != answers.end(); ++it) {
            m_deliver(std::move(*it));
        }
        return;
    }
    const QMutexLocker lock(&m_mutex);
    if (m_home == nullptr) {
        return;
    }
    const bool wasEmpty = m_waiting.empty();
    if (wasEmpty) {
        m_waiting = std::move(answers);
        wake();
    } else {
        m_waiting.insert(m_waiting.end(), std::make_move_iterator(answers.begin()),
                         std::make_move_iterator(answers.end()));
    }
}

// With m_mutex held, so that the home can't go away meanwhile.
void AnswerQueue::wake()
{
    QMetaObject::invokeMethod(
        m_home, [this] { deliverWaiting(); }, Qt::QueuedConnection);
}

void AnswerQueue::deliverWaiting()
{
    std::vector<Answer> answers;
    {
        const QMutexLocker lock(&m_mutex);
        answers.swap(m_waiting);
    }
    for (Answer &answer : answers) {
        m_deliver(std::move(answer));
    }
}

void AnswerQueue::close()
{
    const QMutexLocker lock(&m_mutex);
    m_home = nullptr;
    m_waiting.clear();
}

} // namespace dogwatch
