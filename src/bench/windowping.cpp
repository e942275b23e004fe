// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/windowping.h"

#include <QElapsedTimer>

#include <cstdlib>
#include <poll.h>
#include <xcb/xcb.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

struct Free
{
    void operator()(void *memory) const { std::free(memory); }
};
template<typename T>
using Reply = std::unique_ptr<T, Free>;

constexpr int kRetryMs = 20;

} // namespace

struct WindowPing::Display
{
    xcb_connection_t *connection = nullptr;
    xcb_window_t root = XCB_NONE;
    xcb_window_t window = XCB_NONE;
    xcb_atom_t protocols = XCB_NONE;
    xcb_atom_t pingAtom = XCB_NONE;
    xcb_atom_t processAtom = XCB_NONE;
    quint32 lastStamp = 0;

    Display() = default;
    ~Display() { xcb_disconnect(connection); }
    Q_DISABLE_COPY_MOVE(Display)

    xcb_atom_t atom(const QByteArray &name) const
    {
        const Reply<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(
            connection,
            xcb_intern_atom(connection, 0, static_cast<quint16>(name.size()), name.constData()),
            nullptr));
        return reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
    }

    bool belongsTo(xcb_window_t candidate, qint64 processId) const
    {
        const Reply<xcb_get_property_reply_t> owner(xcb_get_property_reply(
            connection,
            xcb_get_property(connection, 0, candidate, processAtom, XCB_ATOM_CARDINAL, 0, 1),
            nullptr));
        if (!owner || xcb_get_property_value_length(owner.get()) != 4
            || *static_cast<quint32 *>(xcb_get_property_value(owner.get())) != processId)
            return false;
        const Reply<xcb_get_window_attributes_reply_t> attributes(xcb_get_window_attributes_reply(
            connection, xcb_get_window_attributes(connection, candidate), nullptr));
        return attributes && attributes->map_state == XCB_MAP_STATE_VIEWABLE;
    }

    xcb_window_t find(qint64 processId) const
    {
        const Reply<xcb_query_tree_reply_t> tree(
            xcb_query_tree_reply(connection, xcb_query_tree(connection, root), nullptr));
        if (!tree)
            return XCB_NONE;
        const xcb_window_t *children = xcb_query_tree_children(tree.get());
        for (int i = 0; i < xcb_query_tree_children_length(tree.get()); ++i) {
            if (belongsTo(children[i], processId))
                return children[i];
        }
        return XCB_NONE;
    }

    bool takeAnswer(quint32 stamp) const
    {
        while (const Reply<xcb_generic_event_t> event{xcb_poll_for_event(connection)}) {
            if ((event->response_type & 0x7f) != XCB_CLIENT_MESSAGE)
                continue;
            const auto *message = reinterpret_cast<const xcb_client_message_event_t *>(event.get());
            if (message->type == protocols && message->data.data32[0] == pingAtom
                && message->data.data32[1] == stamp)
                return true;
        }
        return false;
    }
};

WindowPing::WindowPing(std::unique_ptr<Display> display)
    : m_display(std::move(display))
{ }

WindowPing::~WindowPing() = default;

Result<std::unique_ptr<WindowPing>> WindowPing::of(const QByteArray &display, qint64 processId,
                                                   int timeoutMs)
{
    auto opened = std::make_unique<Display>();
    opened->connection = xcb_connect(display.constData(), nullptr);
    if (xcb_connection_has_error(opened->connection) != 0)
        return Error{ErrorCode::Unavailable, u"no X display"_s};
    opened->root = xcb_setup_roots_iterator(xcb_get_setup(opened->connection)).data->root;
    opened->protocols = opened->atom("WM_PROTOCOLS");
    opened->pingAtom = opened->atom("_NET_WM_PING");
    opened->processAtom = opened->atom("_NET_WM_PID");
    // The answer is sent to the root window.
    const quint32 wanted = XCB_EVENT_MASK_STRUCTURE_NOTIFY | XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;
    xcb_change_window_attributes(opened->connection, opened->root, XCB_CW_EVENT_MASK, &wanted);
    QElapsedTimer spent;
    spent.start();
    while ((opened->window = opened->find(processId)) == XCB_NONE) {
        if (spent.elapsed() > timeoutMs)
            return Error{ErrorCode::Unavailable, u"the window did not appear"_s};
        poll(nullptr, 0, kRetryMs);
    }
    return std::unique_ptr<WindowPing>(new WindowPing(std::move(opened)));
}

Result<double> WindowPing::ping(int timeoutMs)
{
    xcb_client_message_event_t message{};
    message.response_type = XCB_CLIENT_MESSAGE;
    message.format = 32;
    message.window = m_display->window;
    message.type = m_display->protocols;
    message.data.data32[0] = m_display->pingAtom;
    message.data.data32[1] = ++m_display->lastStamp;
    message.data.data32[2] = m_display->window;
    QElapsedTimer spent;
    spent.start();
    xcb_send_event(m_display->connection, 0, m_display->window, XCB_EVENT_MASK_NO_EVENT,
                   reinterpret_cast<const char *>(&message));
    xcb_flush(m_display->connection);
    while (!m_display->takeAnswer(m_display->lastStamp)) {
        const qint64 leftMs = timeoutMs - spent.elapsed();
        if (leftMs <= 0 || xcb_connection_has_error(m_display->connection) != 0)
            return Error{ErrorCode::Unavailable, u"the window does not answer"_s};
        pollfd socket{xcb_get_file_descriptor(m_display->connection), POLLIN, 0};
        poll(&socket, 1, static_cast<int>(leftMs));
    }
    return static_cast<double>(spent.nsecsElapsed()) / 1e6;
}

} // namespace dogwatch
