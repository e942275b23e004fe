// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/sharedwork.h"

#include <QObject>

namespace dogwatch {

// Carries what became of works from the writer's thread into the thread of a QObject, for as long
// as that lives: its owner calls detach() before it goes.
class WorkPost : public WorkReceiver
{
public:
    using Handler = std::function<void(std::vector<Settled>)>;

    WorkPost(QObject *home, Handler handler);

    void detach();
    void worksSettled(std::vector<Settled> settled) override;

private:
    const Handler m_handler; // called in the home's thread
    std::mutex m_mutex;
    QObject *m_home; // guarded by m_mutex; null once it is gone
};

} // namespace dogwatch
