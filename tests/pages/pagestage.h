// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/window.h"
#include "models/crowd.h"
#include "models/fakeactions.h"
#include "models/serverstate.h"
#include "sessionpage/livestore.h"

#include <QQuickItem>
#include <QQuickWindow>
#include <QTemporaryDir>

#include <memory>

namespace dogwatch::test {

// One message of a model, for the store.
struct ToldMessage
{
    qint64 atMs = 0;
    QString session = {};
    QString model = QStringLiteral("claude-opus-4-8");
    QString agent = {};
    qint64 tokens = 1000;
    qint64 cost = 10'000'000'000; // trillionths of a dollar; -1: not known
    QString id = {}; // empty: one of its own
};

// The real window on a real store. The clock stands at the store's time. GUI thread.
class PageStage
{
public:
    PageStage();
    ~PageStage();

    LiveStore store;
    HeldClock clock;
    FakeActions actions;
    std::unique_ptr<Window> window;

    void tell(const ToldMessage &message);
    // Days of work in `sessions` sessions, back from now: the same each time.
    void tellUsage(int sessions, int days);
    // Two questions that were answered, after two and four minutes, and one that waits.
    void tellWaits();
    // Makes what was told so far findable.
    void index();
    // Runs SQL on the store.
    void run(const QString &sql);
    // Shows the window; `unreadable`: what the pages read fails.
    [[nodiscard]] bool open(const QString &page, QSize size = {1280, 800}, bool unreadable = false);

    [[nodiscard]] QQuickWindow *quick() const { return window->quickWindow(); }
    void type(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void write(const QString &text);
    void click(QQuickItem *item);
    // The page's own item, null while another is shown.
    [[nodiscard]] QQuickItem *page(const QString &type) const;
    [[nodiscard]] bool isRead(const QString &text) const;
    // Some text that is shown contains it.
    [[nodiscard]] bool isSaid(const QString &part) const;

private:
    ServerState m_server;
    QTemporaryDir m_folder;
    int m_messages = 0;
};

} // namespace dogwatch::test
