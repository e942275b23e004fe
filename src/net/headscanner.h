// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/refusal.h"

#include <QByteArrayView>

namespace dogwatch {

// Looks at the bytes of a request head one by one, before any parser does, and refuses what parsers
// read in different ways: bare LF or CR, folded lines, NUL and other control characters, a space
// before the colon, a target that does not begin with a slash; and what is too long. It stops at
// the first bad byte, so that a request gets the same answer however it was split on its way.
// Thread: any. Limits in bytes: request line 2 KiB (400), whole head 16 KiB (431); 64 fields (431).
class HeadScanner
{
public:
    static constexpr qsizetype kMaxRequestLine = 2 * 1024;
    static constexpr qsizetype kMaxHead = 16 * 1024;
    static constexpr int kMaxFields = 64;

    // Takes bytes up to the end of the head or to the first bad one; returns how many.
    qsizetype feed(QByteArrayView bytes);

    [[nodiscard]] bool done() const { return m_state == State::Done; }
    [[nodiscard]] bool failed() const { return m_state == State::Failed; }
    [[nodiscard]] const Refusal &refusal() const { return m_refusal; }

private:
    enum class State {
        Method,
        TargetStart,
        Target,
        Version,
        LineStart,
        Name,
        Value,
        LineEnd, // CR seen, LF must follow
        HeadEnd, // CR of the empty line seen, LF must follow
        Done,
        Failed,
    };

    void step(unsigned char byte);
    void inRequestLine(unsigned char byte);
    void atLineStart(unsigned char byte);
    void fail(const Refusal &refusal);

    State m_state = State::Method;
    qsizetype m_size = 0;
    int m_fields = 0;
    Refusal m_refusal;
};

} // namespace dogwatch
