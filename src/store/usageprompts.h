// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/usagereport.h"

#include <QString>

#include <vector>

namespace dogwatch {

// Usage by what a person asked for: an answer counts to the last prompt before it. As in
// usagemodel.h each question is one read on the given connection, in its thread.

struct UsagePrompt
{
    qint64 atMs = 0;
    QString text; // cut, if it is long
};

// A session's, the oldest first: as its transcript has them, else as hooks told.
[[nodiscard]] Result<std::vector<UsagePrompt>> promptsOf(Database &database, SessionRef session);
// Which of them an answer at that time counts to, from 1 on; 0: it came before the first one.
[[nodiscard]] std::size_t promptOf(const std::vector<UsagePrompt> &prompts, qint64 atMs);

struct PromptUsage
{
    std::size_t number = 0; // as promptOf() has it
    UsagePrompt prompt;
    UsageSums sums;
};
// Of those that used anything.
[[nodiscard]] Result<std::vector<PromptUsage>> usageByPrompt(Database &database,
                                                             SessionRef session);

struct SessionPrompt
{
    QString session; // its id
    QString project;
    PromptUsage usage;
};
// The costliest of all sessions, `most` of them; of those that cost the same the ones that took
// most tokens. Reads no more sessions than can have one of these.
[[nodiscard]] Result<std::vector<SessionPrompt>> costliestPrompts(Database &database, int most);

} // namespace dogwatch
