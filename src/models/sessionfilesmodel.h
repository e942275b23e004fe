// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/cellsmodel.h"
#include "models/sessionwatch.h"
#include "store/sessionfiles.h"

namespace dogwatch {

// The files that a session read and wrote. Columns: path, read, written, failed, last, agents. Of
// the one that is looked at also the other sessions that touched it. GUI thread; reads on the
// readers' threads.
class SessionFilesModel : public dogwatch::CellsModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(dogwatch::LiveFeed *feed READ feed WRITE setFeed NOTIFY sourceChanged FINAL)
    Q_PROPERTY(double session READ session WRITE setSession NOTIFY sourceChanged FINAL)
    // Somebody looks at it. Default false.
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY sourceChanged FINAL)
    // Columns: session, read, written, last.
    Q_PROPERTY(dogwatch::CellsModel *others READ others CONSTANT FINAL)
    // The path whose others are shown; empty: none.
    Q_PROPERTY(QString path READ path NOTIFY pathChanged FINAL)

public:
    static constexpr int kMostOthers = 200;

    explicit SessionFilesModel(QObject *parent = nullptr);

    [[nodiscard]] LiveFeed *feed() const { return m_watch.feed(); }
    void setFeed(LiveFeed *feed);
    [[nodiscard]] double session() const { return static_cast<double>(m_watch.session()); }
    void setSession(double session);
    [[nodiscard]] bool isActive() const { return m_watch.isActive(); }
    void setActive(bool active);
    [[nodiscard]] CellsModel *others() { return &m_others; }
    [[nodiscard]] const QString &path() const { return m_path; }

    Q_INVOKABLE void retry() { m_watch.ask(); }
    // Reads who else touched the file of a row.
    Q_INVOKABLE void look(int row);

Q_SIGNALS:
    void sourceChanged();
    void pathChanged();

private:
    void read(bool anew);

    SessionWatch m_watch;
    quint64 m_generation = 0;
    quint64 m_lookGeneration = 0;
    CellsModel m_others;
    QString m_path;
};

} // namespace dogwatch
