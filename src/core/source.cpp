// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/source.h"

#include "core/enumnames.h"

namespace dogwatch {

namespace {

constexpr std::array<EnumName<Source>, 7> kNames{{
    {Source::ClaudeCode, u"claude-code"},
    {Source::Codex, u"codex"},
    {Source::GeminiCli, u"gemini-cli"},
    {Source::Cursor, u"cursor"},
    {Source::Copilot, u"copilot"},
    {Source::OpenCode, u"opencode"},
    {Source::Generic, u"generic"},
}};

constexpr std::array<EnumName<Source>, 7> kTitles{{
    {Source::ClaudeCode, u"Claude Code"},
    {Source::Codex, u"Codex"},
    {Source::GeminiCli, u"Gemini CLI"},
    {Source::Cursor, u"Cursor"},
    {Source::Copilot, u"Copilot CLI"},
    {Source::OpenCode, u"OpenCode"},
    {Source::Generic, u"Agent"},
}};

constexpr std::array<EnumName<Origin>, 4> kOrigins{{
    {Origin::Hook, u"hook"},
    {Origin::Batch, u"batch"},
    {Origin::Spool, u"spool"},
    {Origin::Replay, u"replay"},
}};

} // namespace

QString sourceName(Source source)
{
    return nameOf(kNames, source);
}

QString sourceTitle(Source source)
{
    return nameOf(kTitles, source);
}

std::optional<Source> sourceFromName(QStringView name)
{
    return valueOf(kNames, name);
}

QString originName(Origin origin)
{
    return nameOf(kOrigins, origin);
}

std::optional<Origin> originFromName(QStringView name)
{
    return valueOf(kOrigins, name);
}

} // namespace dogwatch
