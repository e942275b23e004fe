// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QString>

namespace dogwatch {

// What a notification says. Plain text, which the server's own way of writing markup is not to see;
// bounded by whoever makes it.
struct NoticeContent
{
    QString title;
    QString body;
    bool isOfSession = false; // offers what can be done with one session
    QString sound; // its name in the desktop's sound theme; empty: none
};

// Whoever shows notifications on this desktop. Main thread; every call returns at once.
class NoticeServer : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual bool isAvailable() const = 0;
    // The person has switched on "do not disturb": nothing is to be shown until it is off.
    [[nodiscard]] virtual bool isInhibited() const { return false; }
    // False until it is known: nobody else is asked before.
    [[nodiscard]] virtual bool isDecided() const { return true; }
    // Answered by shown(), refused() or failed() with the same ticket, once. `replaces`: an id that
    // shown() has told, or 0.
    virtual void show(qint64 ticket, const NoticeContent &content, quint32 replaces) = 0;
    virtual void close(quint32 id) = 0;

Q_SIGNALS:
    void availableChanged(); // or inhibited
    void shown(qint64 ticket, quint32 id);
    // There is no server any more that could have shown it.
    void refused(qint64 ticket);
    // It was not shown, or, where `mayBeShown`, nobody can tell.
    void failed(qint64 ticket, const QString &error, bool mayBeShown);
    // "open", "terminal", "snooze", "mute"; the token lets a window come to the front under
    // Wayland.
    void actionInvoked(quint32 id, const QString &action, const QString &activationToken);
    void closed(quint32 id);
    // The server is gone, and with it everything that it has shown.
    void lost();
};

} // namespace dogwatch
