// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "livestore.h"

#include "core/clock.h"
#include "models/fakeactions.h"
#include "models/livefeed.h"
#include "models/sessiondetails.h"
#include "models/uisettings.h"

#include <QQuickItem>
#include <QQuickView>

#include <memory>

namespace dogwatch::test {

class HeldClock final : public Clock
{
public:
    [[nodiscard]] qint64 nowMs() const override { return m_nowMs; }
    [[nodiscard]] qint64 monotonicMs() const override { return m_system.monotonicMs(); }
    void set(qint64 nowMs) { m_nowMs = nowMs; }

private:
    SystemClock m_system;
    qint64 m_nowMs = 0;
};

// The real page of a session in a window of its own, on a real store. GUI thread.
class PageHost
{
public:
    // Without readers: those of the store.
    PageHost(LiveStore &store, const QString &session, QSize size,
             std::shared_ptr<Readers> readers = nullptr, const QString &settingsPath = {});
    ~PageHost();

    [[nodiscard]] QQuickView &view() { return m_view; }
    [[nodiscard]] QQuickItem *page() const { return m_view.rootObject(); }
    [[nodiscard]] SessionDetails *details() const;
    [[nodiscard]] HeldClock &clock() { return m_clock; }
    [[nodiscard]] LiveFeed &feed() { return *m_feed; }
    [[nodiscard]] FakeActions &actions() { return m_actions; }

    // The first item of that QML type (its file's name) that is shown, or null.
    [[nodiscard]] QQuickItem *item(const QString &type) const;
    // Its list view.
    [[nodiscard]] QQuickItem *listIn(const QString &type) const;
    // Everything that was to be read is there, and it is drawn.
    void settle();

private:
    HeldClock m_clock;
    FakeActions m_actions;
    std::unique_ptr<UiSettings> m_settings;
    std::unique_ptr<LiveFeed> m_feed;
    QQuickView m_view;
};

} // namespace dogwatch::test
