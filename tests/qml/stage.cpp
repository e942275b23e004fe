// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "qml/stage.h"

#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include "models/livefeed.h"
#include "models/sessionsmodel.h"

namespace dogwatch::test {

using namespace Qt::StringLiterals;

Stage::Stage()
{
    server.setStore(ServerState::Ready);
}

bool Stage::open(bool answer)
{
    window.reset();
    Window::Parts parts;
    parts.feed = &feed;
    parts.loader = store.patient();
    parts.clock = &clock;
    parts.server = &server;
    parts.actions = &actions;
    parts.settingsPath = folder.filePath(u"settings.ini"_s);
    window = std::make_unique<Window>(parts);
    if (const Result<void> made = window->create(); !made) {
        qWarning().noquote() << made.error().text;
        return false;
    }
    window->show();
    if (!QTest::qWaitForWindowActive(quick()))
        return false;
    if (answer)
        store.answer();
    return true;
}

bool Stage::open(const LiveSnapshot &content)
{
    store.content = content;
    return open();
}

void Stage::type(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(quick(), key, modifiers);
}

void Stage::write(const QString &text)
{
    for (const QChar c : text)
        QTest::keyClick(quick(), c.toLatin1());
}

void Stage::click(QQuickItem *item, Qt::KeyboardModifiers modifiers, Qt::MouseButton button)
{
    const QPointF centre(item->width() / 2, item->height() / 2);
    QTest::mouseClick(quick(), button, modifiers, item->mapToScene(centre).toPoint());
}

void Stage::publish(const ChangeSet &changes)
{
    QSignalSpy changed(window->liveFeed(), &LiveFeed::changed);
    clock.advance(LiveFeed::kTickMs);
    feed.publish(changes);
    QTRY_COMPARE(changed.count(), 1);
}

QVariant Stage::rootValue(const char *property) const
{
    return quick()->property(property);
}

QList<QObject *> everythingUnder(QObject *object)
{
    QSet<QObject *> seen;
    QList<QObject *> list{object};
    for (qsizetype i = 0; i < list.size(); ++i) {
        QObject *const parent = list.at(i);
        QObjectList next = parent->children();
        if (const auto *item = qobject_cast<QQuickItem *>(parent)) {
            for (QQuickItem *child : item->childItems())
                next.append(child);
        }
        if (const auto *window = qobject_cast<QQuickWindow *>(parent))
            next.append(window->contentItem());
        // A popup's item hangs in the overlay only while it is open.
        const QVariant content = parent->property("contentItem");
        if (auto *item = content.value<QQuickItem *>())
            next.append(item);
        for (QObject *child : next) {
            if (!seen.contains(child)) {
                seen.insert(child);
                list.append(child);
            }
        }
    }
    return list;
}

bool isType(const QObject *object, const QString &type)
{
    for (const QMetaObject *meta = object->metaObject(); meta; meta = meta->superClass()) {
        const QString name = QString::fromLatin1(meta->className());
        if (name == type || name.startsWith(type + u"_QMLTYPE_"_s)
            || name.startsWith(type + u"_QML_"_s))
            return true;
    }
    return false;
}

QList<QQuickItem *> visibleItems(QQuickWindow *window, const QString &type)
{
    QList<QQuickItem *> found;
    for (QObject *object : everythingUnder(window->contentItem())) {
        auto *item = qobject_cast<QQuickItem *>(object);
        if (item && item->isVisible() && item->window() == window && isType(item, type))
            found.append(item);
    }
    return found;
}

QStringList visibleTexts(QQuickWindow *window)
{
    QStringList texts;
    for (const QQuickItem *item : visibleItems(window, u"QQuickText"_s)) {
        if (const QString text = item->property("text").toString(); !text.isEmpty())
            texts.append(text);
    }
    return texts;
}

QQuickItem *boardPage(const Stage &stage)
{
    return visibleItems(stage.quick(), u"Board"_s).value(0);
}

bool isRead(const Stage &stage, const QString &text)
{
    return visibleTexts(stage.quick()).contains(text);
}

int currentRow(const Stage &stage)
{
    return stage.window->board()->currentRow();
}

QQuickItem *visibleItem(QQuickWindow *window, const QString &type, const char *property,
                        const QVariant &value)
{
    for (QQuickItem *item : visibleItems(window, type)) {
        if (item->property(property) == value)
            return item;
    }
    return nullptr;
}

} // namespace dogwatch::test
