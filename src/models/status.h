// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/sessionstatus.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

// SessionStatus for QML, value by value.
namespace dogwatch::Status {

Q_NAMESPACE
QML_NAMED_ELEMENT(Status)

enum Value {
    Starting = static_cast<int>(SessionStatus::Starting),
    Working = static_cast<int>(SessionStatus::Working),
    Waiting = static_cast<int>(SessionStatus::Waiting),
    NeedsInput = static_cast<int>(SessionStatus::NeedsInput),
    Parked = static_cast<int>(SessionStatus::Parked),
    Stalled = static_cast<int>(SessionStatus::Stalled),
    Failed = static_cast<int>(SessionStatus::Failed),
    Ended = static_cast<int>(SessionStatus::Ended),
    Lost = static_cast<int>(SessionStatus::Lost),
    Unknown = static_cast<int>(SessionStatus::Unknown),
};
Q_ENUM_NS(Value)

} // namespace dogwatch::Status
