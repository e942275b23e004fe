// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/textkind.h"

#include "core/enumnames.h"

namespace dogwatch {

namespace {

constexpr std::array<EnumName<TextKind>, 7> kNames{{
    {TextKind::Prompt, u"prompt"},
    {TextKind::Answer, u"answer"},
    {TextKind::Thinking, u"thinking"},
    {TextKind::Call, u"call"},
    {TextKind::Output, u"output"},
    {TextKind::Error, u"error"},
    {TextKind::Note, u"note"},
}};

} // namespace

QString textKindName(TextKind kind)
{
    return nameOf(kNames, kind);
}

std::optional<TextKind> textKindFromName(QStringView name)
{
    return valueOf(kNames, name);
}

QStringList textKindNames()
{
    QStringList names;
    for (const EnumName<TextKind> &row : kNames)
        names.append(row.name.toString());
    return names;
}

} // namespace dogwatch
