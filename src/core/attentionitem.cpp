// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/attentionitem.h"

#include "core/enumnames.h"

namespace dogwatch {

namespace {

constexpr std::array<EnumName<AttentionKind>, 4> kNames{{
    {AttentionKind::Permission, u"permission"},
    {AttentionKind::Question, u"question"},
    {AttentionKind::Failed, u"failed"},
    {AttentionKind::Stalled, u"stalled"},
}};

} // namespace

QString attentionKindName(AttentionKind kind)
{
    return nameOf(kNames, kind);
}

std::optional<AttentionKind> attentionKindFromName(QStringView name)
{
    return valueOf(kNames, name);
}

} // namespace dogwatch
