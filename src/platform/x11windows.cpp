// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "platform/x11windows.h"

#include <QFile>
#include <QThread>

#include <xcb/xcb.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostParents = 32;
constexpr int kWaits = 40;
constexpr int kWaitMs = 50;
constexpr quint32 kMostWindows = 4096;
constexpr quint32 kFromPager = 2; // a person wants it, so that the window manager does not refuse

struct Free
{
    void operator()(void *reply) const { std::free(reply); }
};
template<class Reply>
using Owned = std::unique_ptr<Reply, Free>;

class Display
{
public:
    Display()
        : m_connection(xcb_connect(nullptr, &m_screen))
    { }
    ~Display() { xcb_disconnect(m_connection); }
    Q_DISABLE_COPY_MOVE(Display)

    [[nodiscard]] bool isOpen() const { return xcb_connection_has_error(m_connection) == 0; }

    [[nodiscard]] xcb_window_t root() const
    {
        xcb_screen_iterator_t screens = xcb_setup_roots_iterator(xcb_get_setup(m_connection));
        for (int i = 0; i < m_screen; ++i)
            xcb_screen_next(&screens);
        return screens.data->root;
    }

    [[nodiscard]] xcb_atom_t atom(std::string_view name) const
    {
        const Owned<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(
            m_connection,
            xcb_intern_atom(m_connection, 0, static_cast<quint16>(name.size()), name.data()),
            nullptr));
        return reply ? reply->atom : xcb_atom_t(XCB_ATOM_NONE);
    }

    // Empty: it has no such property.
    [[nodiscard]] std::vector<quint32> numbers(xcb_window_t window, std::string_view name) const
    {
        const Owned<xcb_get_property_reply_t> reply(xcb_get_property_reply(
            m_connection,
            xcb_get_property(m_connection, 0, window, atom(name), XCB_ATOM_ANY, 0, kMostWindows),
            nullptr));
        if (!reply || reply->format != 32)
            return {};
        const auto *first = static_cast<const quint32 *>(xcb_get_property_value(reply.get()));
        return {first, first + reply->value_len};
    }

    [[nodiscard]] xcb_window_t parentOf(xcb_window_t window) const
    {
        const Owned<xcb_query_tree_reply_t> reply(
            xcb_query_tree_reply(m_connection, xcb_query_tree(m_connection, window), nullptr));
        return reply ? reply->parent : xcb_window_t(XCB_WINDOW_NONE);
    }

    void activate(xcb_window_t window) const
    {
        xcb_client_message_event_t message{};
        message.response_type = XCB_CLIENT_MESSAGE;
        message.format = 32;
        message.window = window;
        message.type = atom("_NET_ACTIVE_WINDOW");
        message.data.data32[0] = kFromPager;
        xcb_send_event(m_connection, 0, root(),
                       XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT | XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY,
                       reinterpret_cast<const char *>(&message));
        xcb_flush(m_connection);
    }

private:
    int m_screen = 0;
    xcb_connection_t *m_connection;
};

bool has(const std::vector<quint32> &list, quint32 one)
{
    return std::find(list.begin(), list.end(), one) != list.end();
}

// That process and those that have started it, nearest first.
std::vector<quint32> withAncestors(qint64 pid)
{
    std::vector<quint32> pids;
    while (pid > 1 && pids.size() < kMostParents) {
        pids.push_back(static_cast<quint32>(pid));
        QFile file(u"/proc/%1/stat"_s.arg(pid));
        if (!file.open(QIODevice::ReadOnly))
            break;
        // The name in brackets may hold anything.
        const QByteArray stat = file.readAll();
        pid = stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(1).toLongLong();
    }
    return pids;
}

xcb_window_t topOf(const Display &display, xcb_window_t window, const std::vector<quint32> &tops)
{
    for (int i = 0; i < kMostParents && window != XCB_WINDOW_NONE; ++i) {
        if (has(tops, window))
            return window;
        window = display.parentOf(window);
    }
    return XCB_WINDOW_NONE;
}

Result<xcb_window_t> windowOf(const Display &display, const std::vector<quint32> &tops,
                              quint32 window, std::optional<qint64> pid)
{
    const std::vector<quint32> pids = pid ? withAncestors(*pid) : std::vector<quint32>();
    const auto belongs = [&](xcb_window_t top) {
        const std::vector<quint32> owner = display.numbers(top, "_NET_WM_PID");
        return !owner.empty() && has(pids, owner.front());
    };
    // Numbers of windows are given again: one of another program is not it.
    const xcb_window_t top = topOf(display, window, tops);
    if (top != XCB_WINDOW_NONE && (pids.empty() || belongs(top)))
        return top;
    std::vector<xcb_window_t> found;
    std::copy_if(tops.begin(), tops.end(), std::back_inserter(found), belongs);
    if (found.size() == 1)
        return found.front();
    return Error{ErrorCode::NotFound,
                 found.empty() ? u"its terminal has no window on this display"_s
                               : u"its terminal has several windows, and does not say which"_s};
}

} // namespace

Result<void> raiseWindow(quint32 window, std::optional<qint64> pid)
{
    const Display display;
    if (!display.isOpen())
        return Error{ErrorCode::Unavailable,
                     u"this desktop lets no program bring another one's window to the front"_s};
    const std::vector<quint32> tops = display.numbers(display.root(), "_NET_CLIENT_LIST");
    if (!has(display.numbers(display.root(), "_NET_SUPPORTED"), display.atom("_NET_ACTIVE_WINDOW")))
        return Error{ErrorCode::Unavailable,
                     u"this desktop's window manager brings no window to the front"_s};
    const Result<xcb_window_t> top = windowOf(display, tops, window, pid);
    if (!top)
        return top.error();
    display.activate(*top);
    for (int i = 0; i < kWaits; ++i) {
        if (has(display.numbers(display.root(), "_NET_ACTIVE_WINDOW"), *top))
            return {};
        QThread::msleep(kWaitMs);
    }
    return Error{ErrorCode::Conflict, u"the window manager left the window where it was"_s};
}

} // namespace dogwatch
