// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "runningwriter.h"

#include "storefixture.h"

#include <future>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

RunningWriter::RunningWriter(bool startNow)
    : folder(temporary.filePath(u"data"_s))
{
    if (!folder.prepare())
        qFatal("no folder");
    writer = std::make_unique<Writer>(folder, feed);
    writer->moveToThread(&thread);
    thread.start();
    if (startNow)
        start();
}

RunningWriter::~RunningWriter()
{
    stop();
}

void RunningWriter::start() const
{
    QMetaObject::invokeMethod(writer.get(), &Writer::start, Qt::BlockingQueuedConnection);
}

void RunningWriter::stop()
{
    if (!thread.isRunning())
        return;
    QMetaObject::invokeMethod(writer.get(), &Writer::stop, Qt::BlockingQueuedConnection);
    thread.quit();
    thread.wait();
}

Result<ChangeSet> RunningWriter::transact(const BatchCommitter::Work &work) const
{
    const auto done = std::make_shared<std::promise<Result<ChangeSet>>>();
    writer->post(work, [done](Result<ChangeSet> result) { done->set_value(std::move(result)); });
    return done->get_future().get();
}

QStringList RunningWriter::rows(const QString &sql) const
{
    auto reader = Database::open(folder.database(), Database::Mode::ReadOnly);
    return reader ? rowsOf(**reader, sql) : QStringList{reader.error().text};
}

} // namespace dogwatch::test
