// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Makes pictures of the page of a session, for a person to look at:
//     DOGWATCH_THEME=dark xvfb-run -a tests/sessionscreens FOLDER

#include "pagehost.h"
#include "scenes.h"
#include "toldtranscript.h"

#include <QDir>
#include <QGuiApplication>
#include <QTest>

#include <functional>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

void key(PageHost &host, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QTest::keyClick(&host.view(), key, modifiers);
    host.settle();
}

void toEvents(PageHost &host)
{
    key(host, Qt::Key_Tab, Qt::ControlModifier);
    key(host, Qt::Key_Up);
}

void toTab(PageHost &host, int tab)
{
    QMetaObject::invokeMethod(host.page(), "show", Q_ARG(int, tab));
    host.settle();
}

void tellTranscript(LiveStore &store, const QString &session)
{
    tellRunning(store, session);
    tellEveryKind(store, session);
}

struct Scene
{
    QString name;
    void (*tell)(LiveStore &, const QString &);
    std::function<void(PageHost &)> act;
    bool readable = true;
};

const QList<Scene> &scenes()
{
    static const QList<Scene> all{
        {u"running-calls"_s, tellRunning, {}},
        {u"transcript"_s, tellTranscript,
         [](PageHost &host) {
             key(host, Qt::Key_Home);
             for (int i = 0; i < 5; ++i)
                 key(host, Qt::Key_Down);
         }},
        {u"transcript-end"_s, tellTranscript, {}},
        {u"errors"_s, tellTranscript, [](PageHost &host) { toTab(host, 4); }},
        {u"usage-of-none"_s, tellTranscript, [](PageHost &host) { toTab(host, 5); }},
        {u"files"_s, tellTranscript,
         [](PageHost &host) {
             toTab(host, 3);
             key(host, Qt::Key_Home);
         }},
        {u"running-events"_s, tellRunning, toEvents},
        {u"needs-input"_s, tellNeedsInput, {}},
        {u"call-chosen"_s, tellNeedsInput,
         [](PageHost &host) {
             for (int i = 0; i < 3; ++i)
                 key(host, Qt::Key_Up);
             key(host, Qt::Key_Return);
         }},
        {u"failed"_s, tellFailed,
         [](PageHost &host) { host.details()->calls()->setOnlyFailed(true); }},
        {u"ended-subagent"_s, tellEnded, [](PageHost &host) { host.details()->chooseAgent(3); }},
        {u"empty-calls"_s, tellEmpty, {}},
        {u"filtered-away"_s, tellRunning,
         [](PageHost &host) { host.details()->calls()->setFilter(u"no such thing"_s); }},
        {u"unreadable"_s, tellRunning, {}, false},
        {u"poison-calls"_s, tellPoison, {}},
        {u"poison-events"_s, tellPoison, toEvents},
        {u"huge-prompt"_s, tellHugePrompt, toEvents},
    };
    return all;
}

bool shoot(const Scene &scene, QSize size, const QDir &folder)
{
    LiveStore store;
    scene.tell(store, u"s"_s);
    auto readers =
        scene.readable ? store.readers() : std::make_shared<Readers>(store.path() + u".gone"_s);
    PageHost host(store, u"s"_s, size, readers);
    host.settle();
    if (scene.act)
        scene.act(host);
    host.settle();
    const QString theme = qEnvironmentVariable("DOGWATCH_THEME", u"light"_s);
    const QString file =
        u"%1-%2x%3-%4.png"_s.arg(scene.name).arg(size.width()).arg(size.height()).arg(theme);
    return host.view().grabWindow().save(folder.filePath(file));
}

} // namespace

int main(int argc, char **argv)
{
    QGuiApplication application(argc, argv);
    if (argc < 2)
        qFatal("usage: sessionscreens FOLDER [SCENE]");
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    const QString only = argc > 2 ? QString::fromLocal8Bit(argv[2]) : QString();
    for (const Scene &scene : scenes()) {
        if (!only.isEmpty() && scene.name != only)
            continue;
        for (const QSize size : {QSize(1280, 800), QSize(900, 600)}) {
            if (!shoot(scene, size, folder))
                qFatal("could not save %s", qPrintable(scene.name));
        }
    }
    return 0;
}
