// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pagehost.h"

#include <QTest>

namespace dogwatch::test {

// The tabs of a session's page, as a person goes through them. GUI thread.

constexpr QSize kSize(1280, 800);
enum Tab {
    TranscriptTab,
    CallsTab,
    EventsTab,
    FilesTab,
    ErrorsTab,
    UsageTab,
};

template<class T>
[[nodiscard]] T *childOf(const PageHost &host)
{
    return host.page()->findChild<T *>();
}

inline void show(PageHost &host, Tab tab)
{
    QMetaObject::invokeMethod(host.page(), "show", Q_ARG(int, tab));
    QCoreApplication::processEvents();
}

inline void press(PageHost &host, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QTest::keyClick(&host.view(), key, modifiers);
    QCoreApplication::processEvents();
}

} // namespace dogwatch::test
