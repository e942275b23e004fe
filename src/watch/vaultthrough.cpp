// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/batchcommitter.h"
#include "store/readers.h"
#include "store/writer.h"
#include "watch/vaultjob.h"

#include <QPromise>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// Waits for an answer that another thread gives, once; Cancelled where that goes without one.
template<class T>
class Answer
{
public:
    Answer()
        : m_promise(std::make_shared<QPromise<Result<T>>>())
        , m_future(m_promise->future())
    {
        m_promise->start();
    }

    // To be called by the one that answers; what it holds ends the waiting when it goes.
    [[nodiscard]] std::function<void(Result<T>)> sender()
    {
        return [promise = std::exchange(m_promise, nullptr)](Result<T> answer) {
            promise->addResult(std::move(answer));
            promise->finish();
        };
    }

    [[nodiscard]] Result<T> wait()
    {
        m_future.waitForFinished();
        if (m_future.resultCount() == 0)
            return Error{ErrorCode::Cancelled, u"stopped"_s};
        return m_future.result();
    }

private:
    std::shared_ptr<QPromise<Result<T>>> m_promise;
    QFuture<Result<T>> m_future;
};

Result<ChangeSet> changed(const Result<void> &done)
{
    return done ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(done.error());
}

} // namespace

VaultTable vaultThrough(Writer &writer, std::shared_ptr<Readers> readers)
{
    VaultTable table;
    table.files = [readers = std::move(readers)] {
        Answer<std::vector<VaultFile>> answer;
        readers->post([send = answer.sender()](const Result<Database *> &database) {
            Result<std::vector<VaultFile>> files = database
                ? vaultFiles(**database)
                : Result<std::vector<VaultFile>>(database.error());
            const Result<void> outcome = files ? Result<void>() : Result<void>(files.error());
            send(std::move(files));
            return outcome;
        });
        return answer.wait();
    };
    table.change = [&writer](const std::function<Result<void>(Database &)> &change) {
        Answer<ChangeSet> answer;
        writer.post([change](Database &database, EventLog &,
                             Projector &) { return changed(change(database)); },
                    answer.sender());
        const Result<ChangeSet> done = answer.wait();
        return done ? Result<void>() : Result<void>(done.error());
    };
    return table;
}

VaultTable vaultThrough(BatchCommitter &committer, Database &database)
{
    VaultTable table;
    table.files = [&database] { return vaultFiles(database); };
    table.change = [&committer](const std::function<Result<void>(Database &)> &change) {
        const Result<ChangeSet> done =
            committer.transact([&change](Database &writable, EventLog &, Projector &) {
                return changed(change(writable));
            });
        return done ? Result<void>() : Result<void>(done.error());
    };
    return table;
}

} // namespace dogwatch
