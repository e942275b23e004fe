// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "platform/x11windows.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSocketNotifier>
#include <QTest>
#include <QtConcurrentRun>

#include <unistd.h>
#include <xcb/xcb.h>

using namespace dogwatch;

namespace {

constexpr quint32 kInit = 1; // is nobody we have started from

} // namespace

// A window manager that knows only how to make a window the active one, on the test's own display.
class TestX11Windows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void theWindowThatIsNamedComesToTheFront();
    void soDoesTheOneAroundIt();
    void withoutANumberTheProcessTells();
    void anotherProgramsWindowIsNotTaken();
    void ofSeveralWindowsNoneIsGuessed();
    void aWindowThatStaysBehindIsSaidToStay();
    void withoutAWindowManagerItSaysSo();

private:
    [[nodiscard]] xcb_atom_t atom(const char *name) const;
    void set(xcb_window_t window, const char *name, const std::vector<quint32> &values) const;
    [[nodiscard]] xcb_window_t add(xcb_window_t parent, quint32 pid) const;
    void readEvents();
    // While the window manager goes on.
    [[nodiscard]] std::optional<ErrorCode> raise(quint32 window, std::optional<qint64> pid) const
    {
        QFuture<Result<void>> future = QtConcurrent::run(raiseWindow, window, pid);
        while (!future.isFinished())
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        return future.result() ? std::optional<ErrorCode>() : future.result().error().code;
    }

    xcb_connection_t *m_connection = nullptr;
    xcb_window_t m_root = 0;
    xcb_window_t m_one = 0;
    std::unique_ptr<QSocketNotifier> m_notifier;
    xcb_window_t m_active = 0;
    bool m_refuses = false;
};

void TestX11Windows::initTestCase()
{
    m_connection = xcb_connect(nullptr, nullptr);
    if (xcb_connection_has_error(m_connection) != 0)
        QSKIP("there is no display");
    m_root = xcb_setup_roots_iterator(xcb_get_setup(m_connection)).data->root;
    const quint32 mask = XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT;
    xcb_change_window_attributes(m_connection, m_root, XCB_CW_EVENT_MASK, &mask);
    m_notifier = std::make_unique<QSocketNotifier>(xcb_get_file_descriptor(m_connection),
                                                   QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &TestX11Windows::readEvents);
}

void TestX11Windows::cleanupTestCase()
{
    m_notifier.reset();
    xcb_disconnect(m_connection);
}

void TestX11Windows::init()
{
    m_active = 0;
    m_refuses = false;
    set(m_root, "_NET_SUPPORTED", {atom("_NET_ACTIVE_WINDOW")});
    set(m_root, "_NET_ACTIVE_WINDOW", {0});
    m_one = add(m_root, static_cast<quint32>(getpid()));
    set(m_root, "_NET_CLIENT_LIST", {m_one});
}

xcb_atom_t TestX11Windows::atom(const char *name) const
{
    auto *reply = xcb_intern_atom_reply(
        m_connection, xcb_intern_atom(m_connection, 0, static_cast<quint16>(qstrlen(name)), name),
        nullptr);
    const xcb_atom_t result = reply->atom;
    free(reply);
    return result;
}

void TestX11Windows::set(xcb_window_t window, const char *name,
                         const std::vector<quint32> &values) const
{
    xcb_change_property(m_connection, XCB_PROP_MODE_REPLACE, window, atom(name), XCB_ATOM_CARDINAL,
                        32, static_cast<quint32>(values.size()), values.data());
    xcb_flush(m_connection);
}

xcb_window_t TestX11Windows::add(xcb_window_t parent, quint32 pid) const
{
    const xcb_window_t window = xcb_generate_id(m_connection);
    xcb_create_window(m_connection, 0, window, parent, 0, 0, 10, 10, 0, XCB_WINDOW_CLASS_INPUT_ONLY,
                      XCB_COPY_FROM_PARENT, 0, nullptr);
    if (pid != 0)
        set(window, "_NET_WM_PID", {pid});
    xcb_flush(m_connection);
    return window;
}

void TestX11Windows::readEvents()
{
    while (auto *event = xcb_poll_for_event(m_connection)) {
        const auto *message = reinterpret_cast<const xcb_client_message_event_t *>(event);
        if ((event->response_type & 0x7f) == XCB_CLIENT_MESSAGE
            && message->type == atom("_NET_ACTIVE_WINDOW") && !m_refuses) {
            m_active = message->window;
            set(m_root, "_NET_ACTIVE_WINDOW", {m_active});
        }
        free(event);
    }
}

void TestX11Windows::theWindowThatIsNamedComesToTheFront()
{
    QVERIFY(!raise(m_one, getpid()));
    QCOMPARE(m_active, m_one);
}

void TestX11Windows::soDoesTheOneAroundIt()
{
    const xcb_window_t inner = add(m_one, 0);
    QVERIFY(!raise(inner, getpid()));
    QCOMPARE(m_active, m_one);
}

void TestX11Windows::withoutANumberTheProcessTells()
{
    QProcess child; // in the terminal, so to say
    child.start(QStringLiteral("/bin/cat"), QStringList());
    QVERIFY(child.waitForStarted());
    QVERIFY(!raise(0, child.processId()));
    QCOMPARE(m_active, m_one);
    child.closeWriteChannel();
    QVERIFY(child.waitForFinished());
}

void TestX11Windows::anotherProgramsWindowIsNotTaken()
{
    const xcb_window_t others = add(m_root, kInit);
    set(m_root, "_NET_CLIENT_LIST", {others});
    QCOMPARE(raise(others, getpid()), ErrorCode::NotFound);
    QCOMPARE(m_active, 0U);
}

void TestX11Windows::ofSeveralWindowsNoneIsGuessed()
{
    const xcb_window_t two = add(m_root, static_cast<quint32>(getpid()));
    set(m_root, "_NET_CLIENT_LIST", {m_one, two});
    QCOMPARE(raise(0, getpid()), ErrorCode::NotFound);
    QVERIFY(!raise(two, getpid()));
    QCOMPARE(m_active, two);
}

void TestX11Windows::aWindowThatStaysBehindIsSaidToStay()
{
    m_refuses = true;
    QCOMPARE(raise(m_one, getpid()), ErrorCode::Conflict);
}

void TestX11Windows::withoutAWindowManagerItSaysSo()
{
    set(m_root, "_NET_SUPPORTED", {});
    QCOMPARE(raise(m_one, getpid()), ErrorCode::Unavailable);
}

QTEST_GUILESS_MAIN(TestX11Windows)
#include "tst_x11windows.moc"
