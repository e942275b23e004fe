// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pagehost.h"

#include <QQmlEngine>
#include <QTest>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

namespace {

QQuickItem *find(QQuickItem *from, const QByteArray &type)
{
    if (!from->isVisible())
        return nullptr;
    if (QByteArray(from->metaObject()->className()).startsWith(type))
        return from;
    const QList<QQuickItem *> children = from->childItems();
    for (QQuickItem *child : children) {
        if (QQuickItem *found = find(child, type))
            return found;
    }
    return nullptr;
}

} // namespace

PageHost::PageHost(LiveStore &store, const QString &session, QSize size,
                   std::shared_ptr<Readers> readers, const QString &settingsPath)
{
    m_clock.set(store.timeMs());
    if (!settingsPath.isEmpty())
        m_settings = std::make_unique<UiSettings>(settingsPath);
    m_feed = std::make_unique<LiveFeed>(store.feed(), readers ? readers : store.readers(), m_clock);
    m_feed->load();
    m_view.engine()->addImportPath(u"qrc:/qt/qml"_s);
    m_view.setResizeMode(QQuickView::SizeRootObjectToView);
    m_view.resize(size);
    m_view.setInitialProperties({{u"feed"_s, QVariant::fromValue(m_feed.get())},
                                 {u"actions"_s, QVariant::fromValue<GuiActions *>(&m_actions)},
                                 {u"settings"_s, QVariant::fromValue(m_settings.get())},
                                 {u"session"_s, static_cast<double>(store.refOf(session))}});
    m_view.setSource(QUrl(u"qrc:/qt/qml/Dogwatch/session/SessionPage.qml"_s));
    if (m_view.status() != QQuickView::Ready)
        qFatal("the page did not load");
    m_view.show();
    m_view.requestActivate();
}

PageHost::~PageHost()
{
    m_view.setSource({});
}

SessionDetails *PageHost::details() const
{
    return page()->property("details").value<SessionDetails *>();
}

QQuickItem *PageHost::item(const QString &type) const
{
    return find(page(), type.toLatin1() + "_QMLTYPE");
}

QQuickItem *PageHost::listIn(const QString &type) const
{
    QQuickItem *owner = item(type);
    return owner ? find(owner, "PlainList_QMLTYPE") : nullptr;
}

void PageHost::settle()
{
    const auto done = [this] {
        return details()->state() != ModelState::Loading
            && details()->calls()->state() != ModelState::Loading
            && details()->events()->state() != ModelState::Loading
            && details()->payload()->state() != ModelState::Loading
            && details()->transcript()->state() != ModelState::Loading;
    };
    if (!QTest::qWaitFor(done, 10'000))
        qFatal("the page did not settle");
    QCoreApplication::processEvents();
    (void)m_view.grabWindow();
    QCoreApplication::processEvents();
}

} // namespace dogwatch::test
