// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/callhistory.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kSecond = 1000;
constexpr qint64 kMinute = 60 * kSecond;
constexpr std::size_t kEnough = 5; // fewer tell nothing of what is usual
constexpr std::size_t kMost = 200;
// Out of the ordinary is three times what all but a few take, and never less than a minute.
constexpr qint64 kTimesUsual = 3;
constexpr qint64 kLeastLimitMs = kMinute;

struct ToolLimit
{
    const char *tool;
    qint64 limitMs; // where nothing is known; 0: none at all
};

constexpr std::array kLimits{
    ToolLimit{"Bash", 10 * kMinute},
    ToolLimit{"WebFetch", 3 * kMinute},
    ToolLimit{"WebSearch", 3 * kMinute},
    ToolLimit{"Read", kMinute},
    ToolLimit{"Edit", kMinute},
    ToolLimit{"MultiEdit", kMinute},
    ToolLimit{"Write", kMinute},
    ToolLimit{"NotebookEdit", kMinute},
    ToolLimit{"Glob", 2 * kMinute},
    ToolLimit{"Grep", 2 * kMinute},
    ToolLimit{"Agent", 0},
    ToolLimit{"Task", 0},
    ToolLimit{"AskUserQuestion", 0},
    ToolLimit{"ExitPlanMode", 0},
    ToolLimit{"TaskOutput", 0},
    ToolLimit{"BashOutput", 0},
    ToolLimit{"Workflow", 0},
    ToolLimit{"Skill", 0},
};
constexpr qint64 kUnknownToolLimitMs = 10 * kMinute;

// Programs whose first argument says what they do.
constexpr std::array kFrontEnds{
    "git",    "npm",    "npx",   "pnpm",   "yarn",   "bun",     "deno",    "node",    "cargo",
    "go",     "make",   "ninja", "cmake",  "docker", "kubectl", "python",  "python3", "uv",
    "poetry", "bundle", "mvn",   "gradle", "dotnet", "apt",     "apt-get", "brew",    "terraform"};

qint64 limitWithoutHistory(const QString &tool)
{
    for (const ToolLimit &known : kLimits) {
        if (tool == QLatin1StringView(known.tool))
            return known.limitMs;
    }
    return kUnknownToolLimitMs;
}

// The words of the command itself, behind a change of folder, variables and wrappers.
QStringList commandWords(const QString &summary)
{
    static const QRegularExpression blanks(u"\\s+"_s);
    QStringList words = summary.left(500).split(blanks, Qt::SkipEmptyParts);
    if (words.size() > 3 && words.first() == u"cd"_s) {
        const auto behind = words.indexOf(u"&&"_s);
        if (behind > 0)
            words = words.mid(behind + 1);
    }
    while (!words.isEmpty()
           && (words.first() == u"sudo"_s || words.first() == u"env"_s || words.first() == u"time"_s
               || words.first() == u"nice"_s
               || (words.first().contains(u'=') && !words.first().startsWith(u'-'))))
        words.removeFirst();
    if (words.size() > 2 && words.first() == u"timeout"_s)
        words = words.mid(2);
    return words;
}

QString commandOf(const QString &summary)
{
    const QStringList words = commandWords(summary);
    if (words.isEmpty())
        return {};
    const QString program = words.first().section(u'/', -1);
    const bool isFrontEnd =
        std::any_of(kFrontEnds.begin(), kFrontEnds.end(),
                    [&](const char *name) { return program == QLatin1StringView(name); });
    if (!isFrontEnd || words.size() < 2 || words.at(1).startsWith(u'-'))
        return program;
    return program + u' ' + words.at(1);
}

} // namespace

QString callKindOf(const QString &project, const QString &tool, const QString &summary)
{
    const QString command = tool == u"Bash"_s ? commandOf(summary) : QString();
    return project + u'\n' + tool + u'\n' + command;
}

void CallHistory::add(const QString &kind, qint64 durationMs)
{
    std::vector<qint64> &durations = m_durations[kind];
    if (durations.size() < kMost)
        durations.push_back(durationMs);
}

std::optional<SessionEvidence::Usual> CallHistory::usualOf(const QString &kind,
                                                           const QString &tool) const
{
    const qint64 without = limitWithoutHistory(tool);
    if (without == 0)
        return std::nullopt;
    const auto known = m_durations.constFind(kind);
    if (known == m_durations.cend() || known->size() < kEnough)
        return SessionEvidence::Usual{without, std::nullopt};
    std::vector<qint64> sorted = *known;
    std::sort(sorted.begin(), sorted.end());
    const qint64 p95 = sorted[(sorted.size() - 1) * 95 / 100];
    return SessionEvidence::Usual{std::max(kLeastLimitMs, kTimesUsual * p95), p95};
}

} // namespace dogwatch
