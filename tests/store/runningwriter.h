// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changefeed.h"
#include "store/writer.h"

#include <QTemporaryDir>
#include <QThread>

#include <memory>

namespace dogwatch::test {

// A writer in its thread, on a data folder that goes away with it.
struct RunningWriter
{
    explicit RunningWriter(bool startNow = true);
    ~RunningWriter();

    void start() const;
    void stop();
    // Runs `work` as one transaction of the writer's and waits for it.
    Result<ChangeSet> transact(const BatchCommitter::Work &work) const;
    // With a reader of its own.
    [[nodiscard]] QStringList rows(const QString &sql) const;

    QTemporaryDir temporary;
    DataFolder folder;
    std::shared_ptr<ChangeFeed> feed = std::make_shared<ChangeFeed>();
    QThread thread;
    std::unique_ptr<Writer> writer;
};

} // namespace dogwatch::test
