// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/workpost.h"

#include <QObject>

#include <unordered_map>

namespace dogwatch {

class Writer;

// From which an object of one thread has the store changed, in commits that are shared: what came
// of it returns to the thread in which the port lives, after the commit, and not at all once the
// port is gone.
//
// Lives in the asker's thread, as a child or member of the asker. The writer outlives it.
class WorkPort : public QObject
{
    Q_OBJECT

public:
    explicit WorkPort(Writer &writer, QObject *parent = nullptr);
    ~WorkPort() override;

    // `change` runs in the writer's thread, inside a transaction, and must own what it uses; an
    // error undoes it. False: the writer has no room or no store, and `done` is never called.
    template<class T>
    [[nodiscard]] bool run(std::function<Result<T>(Database &)> change,
                           std::function<void(Result<T>)> done, qsizetype bytes = 0)
    {
        // Written in the writer's thread, read here once that is through with it.
        const auto value = std::make_shared<std::optional<T>>();
        return enqueue(
            [change = std::move(change), value](Database &database) -> Result<void> {
                Result<T> changed = change(database);
                if (!changed)
                    return changed.error();
                *value = std::move(changed).value();
                return {};
            },
            [done = std::move(done), value](const Result<void> &result) {
                done(result ? Result<T>(std::move(**value)) : Result<T>(result.error()));
            },
            bytes);
    }

private:
    using Settle = std::function<void(const Result<void> &)>;

    [[nodiscard]] bool enqueue(std::function<Result<void>(Database &)> apply, Settle settle,
                               qsizetype bytes);
    void settle(const std::vector<WorkReceiver::Settled> &settled);

    Writer &m_writer;
    const std::shared_ptr<WorkPost> m_receiver;
    std::unordered_map<quint64, Settle> m_pending; // by ticket
    quint64 m_lastTicket = 0;
};

} // namespace dogwatch
