// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/readers.h"

#include <QObject>

#include <functional>
#include <memory>
#include <mutex>

namespace dogwatch {

// From which an object of one thread asks the readers: answers come back to the thread in which the
// port lives, and not at all once the port is gone.
//
// Lives in the asker's thread, as a child or member of the asker.
class ReadPort : public QObject
{
    Q_OBJECT

public:
    explicit ReadPort(std::shared_ptr<Readers> readers, QObject *parent = nullptr);
    ~ReadPort() override;

    // `query` runs on a reader thread and must own what it uses; `done` runs in this port's thread.
    template<class T>
    void ask(std::function<Result<T>(Database &)> query, std::function<void(Result<T>)> done)
    {
        m_readers->post([address = m_address, query = std::move(query), done = std::move(done)](
                            const Result<Database *> &database) -> Result<void> {
            auto result = std::make_shared<Result<T>>(database.ok() ? query(**database)
                                                                    : Result<T>(database.error()));
            const Result<void> outcome = *result ? Result<void>() : Result<void>(result->error());
            deliver(address, [result, done] { done(std::move(*result)); });
            return outcome;
        });
    }

private:
    struct Address
    {
        std::mutex mutex;
        QObject *port = nullptr; // guarded by mutex; null once the port is gone
    };
    static void deliver(const std::shared_ptr<Address> &address, std::function<void()> call);

    const std::shared_ptr<Readers> m_readers;
    const std::shared_ptr<Address> m_address;
};

} // namespace dogwatch
