// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QJsonValue>

#include <vector>

namespace dogwatch {

// One of the "events" of a batch: as written, and the same parsed. It need not be an object.
struct BatchElement
{
    QByteArray text;
    QJsonValue value;
};

// The elements of {"events":[…]}, in order. InvalidInput where the body is no such object or holds
// none or more than 1,000. Pure; any thread.
[[nodiscard]] Result<std::vector<BatchElement>> batchElements(const QByteArray &body);

} // namespace dogwatch
