// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the page of a long session costs the GUI thread:
//     QT_QPA_PLATFORM=offscreen sessionmeasure [CALLS, default 50000; each is two events]

#include "pagehost.h"
#include "scenes.h"

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QTest>

#include <cstdio>
#include <ctime>
#include <functional>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

double threadCpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

void measure(const char *what, PageHost &host, const std::function<void()> &act)
{
    QElapsedTimer clock;
    clock.start();
    const double before = threadCpuMs();
    act();
    host.settle();
    std::printf("%-52s %7.1f ms of the GUI thread, %lld ms in all\n", what, threadCpuMs() - before,
                static_cast<long long>(clock.elapsed()));
}

} // namespace

int main(int argc, char **argv)
{
    QGuiApplication application(argc, argv);
    const int calls = argc > 1 ? QByteArray(argv[1]).toInt() : 50'000;
    LiveStore store;
    tellEmpty(store, u"small"_s);
    store.addCalls(u"long"_s, 0, calls);
    tellHugePrompt(store, u"long"_s);
    const double longRef = static_cast<double>(store.refOf(u"long"_s));
    const double smallRef = static_cast<double>(store.refOf(u"small"_s));
    PageHost host(store, u"small"_s, {1280, 800});
    host.settle();
    SessionDetails *details = host.details();
    // The first time compiles and loads fonts; what is asked is what the data costs.
    host.page()->setProperty("session", longRef);
    host.settle();
    measure("a session of one event", host, [&] { host.page()->setProperty("session", smallRef); });
    const QByteArray title = "a session of " + QByteArray::number(2 * calls) + " events";
    measure(title.constData(), host, [&] { host.page()->setProperty("session", longRef); });
    measure("its events tab", host,
            [&] { QTest::keyClick(&host.view(), Qt::Key_Tab, Qt::ControlModifier); });
    measure("a payload of a megabyte", host,
            [&] { details->chooseEvent(details->events()->count() - 1); });
    measure("a filter that nothing passes", host,
            [&] { details->events()->setFilter(u"nothing like it"_s); });
    measure("no filter", host, [&] { details->events()->setFilter({}); });
    measure("an event in the middle", host, [&] { details->events()->reveal(calls); });
    measure("1,000 events in one commit, followed", host, [&] {
        details->events()->toEnd();
        host.settle();
        const int before = details->eventsText().remove(u',').toInt();
        store.addCalls(u"long"_s, calls, 500);
        store.commit();
        (void)QTest::qWaitFor(
            [&] { return details->eventsText().remove(u',').toInt() == before + 1000; });
    });
    return 0;
}
