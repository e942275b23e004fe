// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/window.h"
#include "models/crowd.h"
#include "models/fakeactions.h"
#include "models/serverstate.h"

#include <QQuickItem>
#include <QQuickWindow>
#include <QTemporaryDir>

#include <memory>

namespace dogwatch::test {

// The real window over a store that the test holds in its hand.
class Stage
{
public:
    HeldClock clock;
    ChangeFeed feed;
    FakeStore store;
    ServerState server;
    FakeActions actions;
    QTemporaryDir folder;
    std::unique_ptr<Window> window;

    Stage();
    // Makes and shows the window, and lets it have the keyboard. Answers the read of the store if
    // `answer`. May be called again, as after a restart.
    [[nodiscard]] bool open(bool answer = true);
    [[nodiscard]] bool open(const LiveSnapshot &content);

    [[nodiscard]] QQuickWindow *quick() const { return window->quickWindow(); }
    void type(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void write(const QString &text);
    void click(QQuickItem *item, Qt::KeyboardModifiers modifiers = Qt::NoModifier,
               Qt::MouseButton button = Qt::LeftButton);
    void publish(const ChangeSet &changes);
    [[nodiscard]] QVariant rootValue(const char *property) const;
    [[nodiscard]] double openRef() const { return rootValue("openRef").toDouble(); }
};

// Everything that stands under `object`, of items also what they show; each once.
[[nodiscard]] QList<QObject *> everythingUnder(QObject *object);
// The visible items of a QML type of ours, in the order in which they are stacked.
[[nodiscard]] QList<QQuickItem *> visibleItems(QQuickWindow *window, const QString &type);
// What can be read in the window, in no particular order.
[[nodiscard]] QStringList visibleTexts(QQuickWindow *window);
// The visible item of a type that has this value of a property; null if there is none.
[[nodiscard]] QQuickItem *visibleItem(QQuickWindow *window, const QString &type,
                                      const char *property, const QVariant &value);
// The page of the board; null where another is shown.
[[nodiscard]] QQuickItem *boardPage(const Stage &stage);
[[nodiscard]] bool isRead(const Stage &stage, const QString &text);
// The row that is chosen on the board, -1 for none.
[[nodiscard]] int currentRow(const Stage &stage);
[[nodiscard]] bool isType(const QObject *object, const QString &type);

} // namespace dogwatch::test
