// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// pagescreens FOLDER WIDTHxHEIGHT light|dark [SCENE…]
//
// Draws the pages of tables and figures over a made-up history, and writes one PNG for each scene.
// Needs a display, as of xvfb-run. $DOGWATCH_TRANSLATION names a .qm file to speak by.

#include "pages/inboxstage.h"
#include "pages/jobsstage.h"
#include "pages/pagestage.h"
#include "qml/stage.h"
#include "store/pricetable.h"

#include <QDir>
#include <QGuiApplication>
#include <QImage>
#include <QTest>
#include <QTranslator>

#include <cstdio>
#include <functional>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

struct Scene
{
    const char *name;
    const char *page;
    std::function<void(PageStage &)> fill;
    std::function<void(PageStage &)> act;
    bool unreadable = false;
};

void someUsage(PageStage &stage)
{
    stage.tellUsage(40, 7);
}

void muchUsage(PageStage &stage)
{
    stage.tellUsage(600, 120);
}

void set(PageStage &stage, const char *property, const QVariant &value)
{
    if (auto *usage = stage.page(u"UsagePage"_s)->property("usage").value<QObject *>())
        usage->setProperty(property, value);
    QTest::qWait(500);
}

void someSettings(PageStage &stage)
{
    LoadedSettings loaded;
    loaded.settings.notices.mostAnHour = 3;
    loaded.settings.notices.quietFromMinute = 22 * 60;
    loaded.settings.notices.quietToMinute = 7 * 60 + 30;
    stage.actions.config()->setLoaded(loaded);
    if (const Result<void> priced = ensureShippedPrices(stage.store.database()); !priced)
        qFatal("%s", qPrintable(priced.error().text));
}

void compactSettings(PageStage &stage)
{
    LoadedSettings loaded;
    loaded.settings.density = WindowDensity::Compact;
    stage.actions.config()->setLoaded(loaded);
}

std::function<void(PageStage &)> settingsPart(int part)
{
    return [part](PageStage &stage) { stage.page(u"SettingsPage"_s)->setProperty("part", part); };
}

const std::vector<Scene> &scenes()
{
    static const std::vector<Scene> all{
        {"history-empty", "history", {}, {}},
        {"history-some", "history", someUsage,
         [](PageStage &stage) {
             stage.type(Qt::Key_Down);
             stage.type(Qt::Key_Down);
         }},
        {"history-many", "history", muchUsage,
         [](PageStage &stage) {
             stage.type(Qt::Key_Slash);
             stage.write(u"project:web,api-server pro"_s);
         }},
        {"history-wrong", "history", someUsage,
         [](PageStage &stage) {
             stage.type(Qt::Key_Slash);
             stage.write(u"cost>x"_s);
         }},
        {"history-found", "history",
         [](PageStage &stage) {
             muchUsage(stage);
             stage.index();
         },
         [](PageStage &stage) {
             stage.type(Qt::Key_Slash);
             stage.write(u"gateway faster"_s);
             QTest::qWait(500);
             stage.type(Qt::Key_Return);
             stage.type(Qt::Key_Down);
         }},
        {"history-failed", "history", someUsage, {}, true},
        {"usage-empty", "usage", {}, {}},
        {"usage-failed", "usage", someUsage, {}, true},
        {"usage-week", "usage", someUsage, {}},
        {"usage-today", "usage", someUsage, [](PageStage &stage) { set(stage, "range", 0); }},
        {"usage-own", "usage", someUsage, [](PageStage &stage) { set(stage, "range", 5); }},
        {"usage-all", "usage", muchUsage,
         [](PageStage &stage) {
             set(stage, "range", 4);
             set(stage, "partsByProject", true);
         }},
        {"usage-table", "usage", someUsage, [](PageStage &stage) { stage.type(Qt::Key_T); }},
        {"usage-sessions", "usage", muchUsage,
         [](PageStage &stage) {
             set(stage, "range", 4);
             stage.type(Qt::Key_Left);
             stage.type(Qt::Key_Return);
         }},
        {"usage-waits", "usage",
         [](PageStage &stage) {
             someUsage(stage);
             stage.tellWaits();
         },
         [](PageStage &stage) {
             QMetaObject::invokeMethod(stage.page(u"UsagePage"_s), "showWaits");
         }},
        {"usage-messages", "usage", someUsage,
         [](PageStage &stage) {
             stage.type(Qt::Key_Return);
             stage.type(Qt::Key_Tab, Qt::ShiftModifier);
             stage.type(Qt::Key_Right);
         }},
        {"inbox-empty", "inbox", {}, {}},
        {"inbox-failed", "inbox", {}, {}, true},
        {"inbox-some", "inbox", [](PageStage &stage) { tellInbox(stage, 8); },
         [](PageStage &stage) { stage.type(Qt::Key_Down); }},
        {"inbox-many", "inbox", [](PageStage &stage) { tellInbox(stage, 100); }, {}},
        {"needs", "inbox", [](PageStage &stage) { tellInbox(stage, 8); },
         [](PageStage &stage) { stage.type(Qt::Key_Return); }},
        {"settings-general", "settings", someSettings, settingsPart(0)},
        {"settings-agents", "settings", someSettings, settingsPart(1)},
        {"settings-notify", "settings", someSettings, settingsPart(2)},
        {"settings-wrong", "settings", someSettings,
         [](PageStage &stage) {
             stage.actions.config()->setProblem(
                 u"notify.quiet_hours"_s,
                 u"notify.quiet_hours can't be '25:00': allowed is hours such as 22:00-07:30, or "
                 "nothing"_s);
         }},
        {"settings-privacy", "settings", someSettings, settingsPart(3)},
        {"settings-prices", "settings", someSettings, settingsPart(4)},
        {"settings-network", "settings", someSettings, settingsPart(5)},
        {"settings-about", "settings", someSettings, settingsPart(6)},
        {"settings-compact", "settings", compactSettings, settingsPart(0)},
        {"jobs-empty", "jobs", {}, {}},
        {"jobs-failed", "jobs", tellJobs, {}, true},
        {"jobs-some", "jobs", tellJobs, [](PageStage &stage) { stage.type(Qt::Key_Down); }},
        {"jobs-edit", "jobs", tellJobs,
         [](PageStage &stage) {
             stage.type(Qt::Key_Down);
             stage.type(Qt::Key_E);
         }},
        {"jobs-wrong", "jobs", tellJobs,
         [](PageStage &stage) {
             stage.type(Qt::Key_E);
             stage.write(u"0 0 30 2 *"_s);
         }},
        {"jobs-new", "jobs", tellJobs, [](PageStage &stage) { stage.type(Qt::Key_A); }},
        {"jobs-remove", "jobs", tellJobs,
         [](PageStage &stage) {
             stage.type(Qt::Key_Down);
             stage.type(Qt::Key_Delete);
         }},
        {"jobs-digest", "jobs", tellJobs,
         [](PageStage &stage) {
             stage.type(Qt::Key_Down);
             if (QQuickItem *choice =
                     visibleItem(stage.quick(), u"Choice"_s, "name", u"What of the job"_s))
                 choice->forceActiveFocus();
             stage.type(Qt::Key_Right);
         }},
    };
    return all;
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
    QTranslator words;
    if (words.load(qEnvironmentVariable("DOGWATCH_TRANSLATION")))
        QGuiApplication::installTranslator(&words);
    const QStringList arguments = app.arguments();
    const QStringList sides = arguments.at(2).split(u'x');
    const QSize size(sides.value(0).toInt(), sides.value(1).toInt());
    const QStringList wanted = arguments.mid(4);
    if (!QDir().mkpath(arguments.at(1)) || size.isEmpty())
        return 2;
    for (const Scene &scene : scenes()) {
        const QString name = QString::fromLatin1(scene.name);
        if (!wanted.isEmpty()
            && std::none_of(wanted.begin(), wanted.end(),
                            [&name](const QString &each) { return name.startsWith(each); }))
            continue;
        PageStage stage;
        if (scene.fill)
            scene.fill(stage);
        if (!stage.open(QString::fromLatin1(scene.page), size, scene.unreadable))
            qFatal("the window did not open");
        QTest::qWait(700);
        if (scene.act)
            scene.act(stage);
        QTest::qWait(700);
        const QString path =
            u"%1/%2-%3-%4.png"_s.arg(arguments.at(1), name, arguments.at(2), arguments.at(3));
        if (!stage.quick()->grabWindow().save(path))
            qFatal("could not write %s", qPrintable(path));
        std::printf("%s\n", qPrintable(path));
    }
    return 0;
}
