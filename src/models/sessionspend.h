// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/sessionwatch.h"

#include <QString>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// What one session has used so far, in a line for its page's head. GUI thread; reads on the
// readers' threads.
class SessionSpend : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(dogwatch::LiveFeed *feed READ feed WRITE setFeed NOTIFY sourceChanged FINAL)
    Q_PROPERTY(double session READ session WRITE setSession NOTIFY sourceChanged FINAL)
    // Somebody looks at it. Default false.
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY sourceChanged FINAL)
    // "$4.10 · 1.9 M tokens · context 120 k"; empty while nothing is known.
    Q_PROPERTY(QString text READ text NOTIFY changed FINAL)

public:
    explicit SessionSpend(QObject *parent = nullptr);

    [[nodiscard]] LiveFeed *feed() const { return m_watch.feed(); }
    void setFeed(LiveFeed *feed);
    [[nodiscard]] double session() const { return static_cast<double>(m_watch.session()); }
    void setSession(double session);
    [[nodiscard]] bool isActive() const { return m_watch.isActive(); }
    void setActive(bool active);
    [[nodiscard]] const QString &text() const { return m_text; }

Q_SIGNALS:
    void sourceChanged();
    void changed();

private:
    void read(bool anew);
    void setText(const QString &text);

    SessionWatch m_watch;
    quint64 m_generation = 0;
    QString m_text;
};

} // namespace dogwatch
