// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/livefeed.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// What one session needs of a person, for its page. GUI thread; the feed outlives it or is set to
// null before.
class SessionNeeds : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(dogwatch::LiveFeed *feed READ feed WRITE setFeed NOTIFY feedChanged FINAL)
    // Default -1: none.
    Q_PROPERTY(double session READ session WRITE setSession NOTIFY sessionChanged FINAL)

    // How many items wait, and how many of them were neither acknowledged nor snoozed.
    Q_PROPERTY(int open READ open NOTIFY changed FINAL)
    Q_PROPERTY(int waiting READ waiting NOTIFY changed FINAL)
    // The most urgent one in a line: "wants to use Bash: git push · 3 m"; empty where none waits.
    Q_PROPERTY(QString text READ text NOTIFY changed FINAL)
    Q_PROPERTY(bool muted READ isMuted NOTIFY changed FINAL)

public:
    using QObject::QObject;

    [[nodiscard]] LiveFeed *feed() const { return m_feed; }
    void setFeed(LiveFeed *feed);
    [[nodiscard]] double session() const { return m_session; }
    void setSession(double session);
    [[nodiscard]] int open() const { return m_now.open; }
    [[nodiscard]] int waiting() const { return m_now.waiting; }
    [[nodiscard]] const QString &text() const { return m_now.text; }
    [[nodiscard]] bool isMuted() const { return m_now.muted; }

Q_SIGNALS:
    void feedChanged();
    void sessionChanged();
    void changed();

private:
    struct Needs
    {
        int open = 0;
        int waiting = 0;
        QString text;
        bool muted = false;

        friend bool operator==(const Needs &, const Needs &) = default;
    };

    void renew();
    [[nodiscard]] Needs needsNow() const;

    QPointer<LiveFeed> m_feed;
    double m_session = -1;
    Needs m_now;
};

} // namespace dogwatch
