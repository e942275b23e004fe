// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/sessionstatus.h"

#include "core/enumnames.h"

namespace dogwatch {

namespace {

// In the board's order of need: the place in this table is the rank.
constexpr std::array<EnumName<SessionStatus>, 10> kNames{{
    {SessionStatus::NeedsInput, u"needs_input"},
    {SessionStatus::Failed, u"failed"},
    {SessionStatus::Stalled, u"stalled"},
    {SessionStatus::Lost, u"lost"},
    {SessionStatus::Waiting, u"waiting"},
    {SessionStatus::Unknown, u"unknown"},
    {SessionStatus::Starting, u"starting"},
    {SessionStatus::Working, u"working"},
    {SessionStatus::Parked, u"parked"},
    {SessionStatus::Ended, u"ended"},
}};

} // namespace

QString statusName(SessionStatus status)
{
    return nameOf(kNames, status);
}

std::optional<SessionStatus> statusFromName(QStringView name)
{
    return valueOf(kNames, name);
}

int statusRank(SessionStatus status)
{
    int rank = 0;
    while (kNames.at(static_cast<std::size_t>(rank)).value != status)
        ++rank;
    return rank;
}

bool isLive(SessionStatus status)
{
    return status != SessionStatus::Ended && status != SessionStatus::Lost;
}

} // namespace dogwatch
