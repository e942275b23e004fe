// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/cellsmodel.h"
#include "models/sessionwatch.h"
#include "store/sessiontrouble.h"

namespace dogwatch {

// What went wrong in a session: failed calls, failures of the API, interrupts, refusals, calls that
// never ended. Columns: time, what happened, agent, tool, applied to, said. GUI thread; reads on
// the readers' threads.
class SessionErrors : public dogwatch::CellsModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(dogwatch::LiveFeed *feed READ feed WRITE setFeed NOTIFY sourceChanged FINAL)
    Q_PROPERTY(double session READ session WRITE setSession NOTIFY sourceChanged FINAL)
    // Somebody looks at it. Default false.
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY sourceChanged FINAL)

public:
    // So many of each kind of source; a table of more would tell nothing.
    static constexpr int kMost = 2000;

    explicit SessionErrors(QObject *parent = nullptr);

    [[nodiscard]] LiveFeed *feed() const { return m_watch.feed(); }
    void setFeed(LiveFeed *feed);
    [[nodiscard]] double session() const { return static_cast<double>(m_watch.session()); }
    void setSession(double session);
    [[nodiscard]] bool isActive() const { return m_watch.isActive(); }
    void setActive(bool active);

    Q_INVOKABLE void retry() { m_watch.ask(); }
    // The call that a row is about; empty: of none.
    Q_INVOKABLE [[nodiscard]] QString toolUseIdAt(int row) const;
    // The transcript's entry; 0: hooks have told of it.
    Q_INVOKABLE [[nodiscard]] double entryAt(int row) const;

Q_SIGNALS:
    void sourceChanged();

private:
    void read(bool anew);

    SessionWatch m_watch;
    quint64 m_generation = 0;
};

} // namespace dogwatch
