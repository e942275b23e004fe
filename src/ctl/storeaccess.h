// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ctl/command.h"
#include "store/database.h"
#include "store/instancelock.h"
#include "store/writer.h"

#include <functional>
#include <memory>

namespace dogwatch {

// How a command reaches the store: reading by itself, app up or down; writing through the app, or,
// where none runs, by itself with the instance lock held.

[[nodiscard]] Result<std::unique_ptr<Database>> openForReading(const DataFolder &folder);

// Asks the app to do it. Unavailable: no app answers.
[[nodiscard]] Result<QByteArray> askApp(const DataFolder &folder, const QByteArray &path,
                                        int timeoutMs, const QByteArray &body = "{}");

// Does `work` in the app through `path`, or else here in one immediate transaction.
// What else is to be done where it was done here, with the lock held: `afterwards`.
using Afterwards = std::function<Result<void>(Database &)>;
[[nodiscard]] Result<void> change(const DataFolder &folder, const QByteArray &path,
                                  const BatchCommitter::Work &work, const QByteArray &body = "{}",
                                  const Afterwards &afterwards = {});

// Brings the search index up to what is stored, telling now and then how far it is. A kill loses
// nothing. For who holds the instance lock: else the app does it.
[[nodiscard]] Result<void> indexTexts(Database &database, const Output &output);

// A whole number given as an option; `fallback` without it. InvalidInput for anything else.
[[nodiscard]] Result<qint64> numberOption(const QCommandLineParser &options, const QString &name,
                                          qint64 fallback, qint64 least, qint64 most);

} // namespace dogwatch
