// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace dogwatch {

// How many bytes of bodies all connections hold together, from the moment that a body is admitted
// until its request is answered. Thread: network.
class BodyBudget
{
public:
    explicit BodyBudget(qint64 maxBytes)
        : m_maxBytes(maxBytes)
    { }

    [[nodiscard]] bool take(qint64 bytes)
    {
        if (bytes > m_maxBytes - m_taken) {
            return false;
        }
        m_taken += bytes;
        return true;
    }

    void giveBack(qint64 bytes) { m_taken -= bytes; }

    [[nodiscard]] qint64 taken() const { return m_taken; }

private:
    const qint64 m_maxBytes;
    qint64 m_taken = 0;
};

} // namespace dogwatch
