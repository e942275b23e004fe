// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/refusal.h"

#include <memory>

namespace dogwatch {

// Turns bytes into one request after the other. It stops at the end of each head, so that the
// caller decides whether the body is wanted before a byte of it is kept, and at the end of each
// message, so that a following request stays with the caller. Thread: any, one at a time.
class HttpParser
{
public:
    enum class State {
        Head, // wants bytes of the head
        HeadDone, // wants acceptBody()
        Body, // wants bytes of the body
        Complete, // takeHead(), takeBody(), then next()
        Failed, // failure() says why; what follows on this connection can't be trusted
    };

    explicit HttpParser(Transport transport = Transport::Tcp);
    ~HttpParser();
    Q_DISABLE_COPY_MOVE(HttpParser)

    // Takes bytes until something is to be decided; returns how many.
    qsizetype feed(QByteArrayView bytes);

    [[nodiscard]] State state() const { return m_state; }
    // Whether a byte of the current request has been seen.
    [[nodiscard]] bool started() const { return m_started; }
    // In HeadDone and later.
    [[nodiscard]] const RequestHead &head() const { return m_head; }
    // Bytes of the body kept so far.
    [[nodiscard]] qint64 bodySize() const { return m_body.size(); }
    [[nodiscard]] const Refusal &failure() const { return m_failure; }

    // In HeadDone only: the body may come, up to that many bytes. Room for a declared length is
    // taken here and not before.
    void acceptBody(qint64 maxBytes);

    // In Complete only.
    [[nodiscard]] RequestHead takeHead() { return std::move(m_head); }
    [[nodiscard]] QByteArray takeBody() { return std::move(m_body); }
    void next();

private:
    struct Private;

    qsizetype feedHead(QByteArrayView bytes);
    void parseHead();
    void readTarget();
    qsizetype feedBody(QByteArrayView bytes);
    qsizetype feedChunks(QByteArrayView bytes);
    void fail(const Refusal &refusal);

    const Transport m_transport;
    State m_state = State::Head;
    bool m_started = false;
    qint64 m_maxBody = 0;
    RequestHead m_head;
    QByteArray m_body;
    QByteArray m_carry; // part of a chunk's header that is not whole yet
    Refusal m_failure;
    std::unique_ptr<Private> d;
};

} // namespace dogwatch
