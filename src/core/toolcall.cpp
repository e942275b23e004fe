// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/toolcall.h"

#include "core/enumnames.h"

namespace dogwatch {

namespace {

constexpr std::array<EnumName<CallStatus>, 5> kNames{{
    {CallStatus::Running, u"running"},
    {CallStatus::Completed, u"completed"},
    {CallStatus::Failed, u"failed"},
    {CallStatus::Denied, u"denied"},
    {CallStatus::Abandoned, u"abandoned"},
}};

} // namespace

QString callStatusName(CallStatus status)
{
    return nameOf(kNames, status);
}

std::optional<CallStatus> callStatusFromName(QStringView name)
{
    return valueOf(kNames, name);
}

} // namespace dogwatch
