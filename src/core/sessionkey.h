// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/source.h"

#include <QHashFunctions>
#include <QString>

namespace dogwatch {

// Our own number of a session, given in the order in which sessions were first heard of.
enum class SessionRef : qint64 {
};

// What names a session: the agent's own id is unique only among its kind.
struct SessionKey
{
    Source source = Source::Generic;
    QString id;

    friend bool operator==(const SessionKey &, const SessionKey &) = default;
};

inline size_t qHash(const SessionKey &key, size_t seed = 0)
{
    return qHashMulti(seed, static_cast<int>(key.source), key.id);
}

inline size_t qHash(SessionRef ref, size_t seed = 0)
{
    return ::qHash(static_cast<qint64>(ref), seed);
}

} // namespace dogwatch
