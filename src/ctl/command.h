// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"
#include "ctl/output.h"

#include <QCommandLineParser>
#include <QStringList>

namespace dogwatch {

// What every command gets.
struct CommandContext
{
    const DataFolder &folder;
    const Output &output;
    const QCommandLineParser &options;
    QStringList arguments; // after the command's name
};

// One command of dogwatchctl. Plain functions: each is done when it returns.
struct Command
{
    const char *name;
    const char *usage; // after "dogwatchctl "
    const char *purpose;
    // Names of the options it knows, separated by blanks.
    const char *options;
    int mostArguments; // -1: any number
    Exit (*run)(const CommandContext &);
};

// Read commands: the store, app up or down.
[[nodiscard]] Exit runStatus(const CommandContext &context);
[[nodiscard]] Exit runSessions(const CommandContext &context);
[[nodiscard]] Exit runSession(const CommandContext &context);
[[nodiscard]] Exit runEvents(const CommandContext &context);
[[nodiscard]] Exit runToolCalls(const CommandContext &context);
[[nodiscard]] Exit runAttention(const CommandContext &context);
[[nodiscard]] Exit runSearch(const CommandContext &context);
[[nodiscard]] Exit runUsage(const CommandContext &context);
[[nodiscard]] Exit runWaits(const CommandContext &context);
[[nodiscard]] Exit runPrices(const CommandContext &context);
// Commands about the store itself.
[[nodiscard]] Exit runDeadLetters(const CommandContext &context);
[[nodiscard]] Exit runOutbox(const CommandContext &context);
[[nodiscard]] Exit runRebuild(const CommandContext &context);
[[nodiscard]] Exit runVerify(const CommandContext &context);
[[nodiscard]] Exit runBackup(const CommandContext &context);
// The rest.
[[nodiscard]] Exit runConsumers(const CommandContext &context);
[[nodiscard]] Exit runImport(const CommandContext &context);
[[nodiscard]] Exit runExport(const CommandContext &context);
[[nodiscard]] Exit runVault(const CommandContext &context);
[[nodiscard]] Exit runJobs(const CommandContext &context);
[[nodiscard]] Exit runDigest(const CommandContext &context);
[[nodiscard]] Exit runHooks(const CommandContext &context);
[[nodiscard]] Exit runReplay(const CommandContext &context);
[[nodiscard]] Exit runConfig(const CommandContext &context);
[[nodiscard]] Exit runToken(const CommandContext &context);
[[nodiscard]] Exit runDoctor(const CommandContext &context);

} // namespace dogwatch
