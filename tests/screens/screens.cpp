// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// dogwatch-screens FOLDER WIDTHxHEIGHT light|dark [SCENE…]
//
// Draws the real window over made-up sessions, in each state of its board, and writes one PNG for
// each scene. Needs a display; make-screens.sh gives it a virtual one.

#include "app/window.h"
#include "models/attentionmodel.h"
#include "models/crowd.h"
#include "models/fakeactions.h"
#include "models/livefeed.h"
#include "models/serverstate.h"
#include "models/sessionsmodel.h"

#include <QDir>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QImage>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <functional>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

// The window with all it needs.
struct Stage
{
    HeldClock clock;
    ChangeFeed feed;
    FakeStore store;
    ServerState server;
    FakeActions actions;
    QTemporaryDir folder;
    std::unique_ptr<Window> window;

    void open(const QSize &size, bool answer = true)
    {
        ServerFigures figures;
        figures.listening = true;
        figures.address = u"127.0.0.1:4519"_s;
        figures.eventsPerMinute = 412;
        figures.commitP99Ms = 3.1;
        figures.storeBytes = 190'840'832;
        server.setFigures(figures);
        Window::Parts parts;
        parts.feed = &feed;
        parts.loader = store.patient();
        parts.clock = &clock;
        parts.server = &server;
        parts.actions = &actions;
        parts.settingsPath = folder.filePath(u"settings.ini"_s);
        window = std::make_unique<Window>(parts);
        if (const Result<void> made = window->create(); !made)
            qFatal("%s", qPrintable(made.error().text));
        window->quickWindow()->resize(size);
        window->show();
        (void)QTest::qWaitForWindowActive(window->quickWindow());
        if (server.store() == ServerState::Wiring)
            server.setStore(ServerState::Ready);
        if (answer)
            store.answer();
    }
    void type(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(window->quickWindow(), key, modifiers);
    }
    void write(const QString &text)
    {
        for (const QChar c : text)
            QTest::keyClick(window->quickWindow(), c.toLatin1());
    }
};

struct Scene
{
    const char *name;
    std::function<void(Stage &, const QSize &)> play;
};

Scene crowdScene(const char *name, int count)
{
    return {name, [count](Stage &stage, const QSize &size) {
                stage.store.content = makeCrowd(count, stage.clock.nowMs());
                stage.open(size);
                stage.type(Qt::Key_Right);
            }};
}

std::vector<Scene> scenes()
{
    return {
        {"empty", [](Stage &stage, const QSize &size) { stage.open(size); }},
        {"loading", [](Stage &stage, const QSize &size) { stage.open(size, false); }},
        {"failed",
         [](Stage &stage, const QSize &size) {
             stage.store.failure = Error{ErrorCode::Corrupt,
                                         u"Reading sessions: database disk image is malformed."_s};
             stage.open(size);
         }},
        {"store-failed",
         [](Stage &stage, const QSize &size) {
             stage.server.setStore(ServerState::Failed,
                                   u"/home/dev/.local/share/dogwatch/dogwatch.db was written by a "
                                   "newer version (schema 9, this program knows 4)."_s,
                                   true, true);
             stage.open(size, false);
             ServerFigures figures = stage.server.figures();
             figures.listening = false;
             stage.server.setFigures(figures);
         }},
        {"trouble",
         [](Stage &stage, const QSize &size) {
             stage.store.content = makeCrowd(12, stage.clock.nowMs());
             stage.open(size);
             ServerFigures figures = stage.server.figures();
             figures.listening = false;
             figures.problem = u"Port 4519 is taken."_s;
             figures.dropped = 1;
             figures.spooled = 1240;
             figures.deadLetters = 3;
             stage.server.setFigures(figures);
         }},
        crowdScene("2", 2),
        crowdScene("12", 12),
        crowdScene("30", 30),
        crowdScene("100", 100),
        crowdScene("300", 300),
        {"grouped",
         [](Stage &stage, const QSize &size) {
             stage.store.content = makeCrowd(30, stage.clock.nowMs());
             stage.open(size);
             stage.window->board()->setGrouping(SessionsModel::ByProject);
         }},
        {"filtered",
         [](Stage &stage, const QSize &size) {
             stage.store.content = makeCrowd(30, stage.clock.nowMs());
             stage.open(size);
             stage.type(Qt::Key_Slash);
             stage.write(u"api"_s);
         }},
        {"no-match",
         [](Stage &stage, const QSize &size) {
             stage.store.content = makeCrowd(30, stage.clock.nowMs());
             stage.open(size);
             stage.window->board()->setSearch(u"no such thing"_s);
         }},
        {"wall",
         [](Stage &stage, const QSize &size) {
             stage.store.content = makeCrowd(12, stage.clock.nowMs());
             stage.open(size);
             stage.type(Qt::Key_F11);
         }},
        {"keys",
         [](Stage &stage, const QSize &size) {
             stage.store.content = makeCrowd(30, stage.clock.nowMs());
             stage.open(size);
             stage.type(Qt::Key_Question, Qt::ShiftModifier);
         }},
        {"palette",
         [](Stage &stage, const QSize &size) {
             stage.store.content = makeCrowd(30, stage.clock.nowMs());
             stage.open(size);
             stage.type(Qt::Key_K, Qt::ControlModifier);
             stage.write(u"g"_s);
         }},
        {"menu",
         [](Stage &stage, const QSize &size) {
             stage.store.content = makeCrowd(12, stage.clock.nowMs());
             stage.open(size);
             stage.type(Qt::Key_Right);
             stage.type(Qt::Key_Menu);
         }},
        {"toast",
         [](Stage &stage, const QSize &size) {
             stage.open(size);
             stage.actions.hookTargets()->setTargetState(
                 u"claude-code"_s, AgentHooks::Failed,
                 u"~/.claude/settings.json is no JSON (line 12): nothing was changed."_s);
             Q_EMIT stage.actions.reported(u"The hooks could not be installed."_s, true);
         }},
        {"poison",
         [](Stage &stage, const QSize &size) {
             stage.store.content = makePoisonedCrowd(u"http://127.0.0.1:9"_s, stage.clock.nowMs());
             stage.open(size);
         }},
    };
}

// Until what was asked for is drawn and no short animation runs any more.
void settle(QQuickWindow *window)
{
    (void)QTest::qWaitForWindowExposed(window);
    QTest::qWait(2800);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 4) {
        std::fprintf(stderr, "usage: %s FOLDER WIDTHxHEIGHT light|dark [SCENE...]\n", argv[0]);
        return 2;
    }
    qputenv("DOGWATCH_THEME", argv[3]);
    QGuiApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    const QStringList sides = arguments.at(2).split(u'x');
    const QSize size(sides.value(0).toInt(), sides.value(1).toInt());
    const QStringList wanted = arguments.mid(4);
    if (!QDir().mkpath(arguments.at(1)) || size.isEmpty())
        return 2;
    for (const Scene &scene : scenes()) {
        const QString name = QString::fromLatin1(scene.name);
        if (!wanted.isEmpty() && !wanted.contains(name))
            continue;
        Stage stage;
        scene.play(stage, size);
        settle(stage.window->quickWindow());
        const QImage image = stage.window->quickWindow()->grabWindow();
        const QString path =
            u"%1/%2-%3-%4.png"_s.arg(arguments.at(1), name, arguments.at(2), arguments.at(3));
        if (image.isNull() || !image.save(path))
            qFatal("could not write %s", qPrintable(path));
        std::printf("%s\n", qPrintable(path));
    }
    return 0;
}
