// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/attentionitem.h"

#include "core/enumnames.h"

namespace dogwatch {

namespace {

constexpr std::array<EnumName<AttentionKind>, 11> kNames{{
    {AttentionKind::Permission, u"permission"},
    {AttentionKind::Question, u"question"},
    {AttentionKind::Failed, u"failed"},
    {AttentionKind::Stalled, u"stalled"},
    {AttentionKind::Overload, u"overload"},
    {AttentionKind::Errors, u"errors"},
    {AttentionKind::Loop, u"loop"},
    {AttentionKind::Disagreement, u"disagreement"},
    {AttentionKind::Collision, u"collision"},
    {AttentionKind::Limit, u"limit"},
    {AttentionKind::Budget, u"budget"},
}};

} // namespace

QString severityName(AttentionKind kind)
{
    if (isAsk(kind) || kind == AttentionKind::Failed)
        return QStringLiteral("blocking");
    return urgencyOf(kind) == 2 ? QStringLiteral("serious") : QStringLiteral("notable");
}

QString attentionKindName(AttentionKind kind)
{
    return nameOf(kNames, kind);
}

std::optional<AttentionKind> attentionKindFromName(QStringView name)
{
    return valueOf(kNames, name);
}

QString attentionItemId(SessionRef session, AttentionKind kind, const QString &cause)
{
    return QStringLiteral("%1/%2/%3")
        .arg(QString::number(static_cast<qint64>(session)), attentionKindName(kind), cause);
}

QString attentionCause(const QString &itemId, SessionRef session, AttentionKind kind)
{
    return itemId.mid(attentionItemId(session, kind, {}).size());
}

} // namespace dogwatch
