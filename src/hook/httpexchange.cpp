// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/httpexchange.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

namespace dogwatch::hook {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// The status of "HTTP/1.1 200 OK"; 0 if `answer` does not begin like that, or not yet.
int parseStatus(std::string_view answer)
{
    constexpr std::size_t kCode = 9;
    constexpr std::size_t kNeeded = kCode + 4;
    if (answer.size() < kNeeded || !answer.starts_with("HTTP/1.") || answer[kCode - 1] != ' ')
        return 0;
    const char *const code = answer.data() + kCode;
    if (!isDigit(code[0]) || !isDigit(code[1]) || !isDigit(code[2]) || isDigit(code[3]))
        return 0;
    return (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
}

class Exchange
{
public:
    Exchange(int socket, std::string_view header, std::string_view body)
        : m_socket(socket)
        , m_header(header)
        , m_body(body)
    { }

    Answer run(const Deadline &deadline)
    {
        for (;;) {
            send();
            if (!wait(deadline))
                return {};
            if (const Receive got = receive(); got != Receive::NotYet)
                return {parseStatus(received()), m_sending == Sending::Done};
        }
    }

private:
    enum class Sending {
        Going,
        Done,
        // The other side takes no more; it may have said why.
        Broken,
    };
    enum class Receive {
        NotYet,
        Over,
    };

    void send();
    [[nodiscard]] bool wait(const Deadline &deadline) const;
    [[nodiscard]] Receive receive();
    [[nodiscard]] std::string_view received() const { return {m_answer, m_answerSize}; }
    void skipSent(std::size_t count);

    int m_socket;
    std::string_view m_header;
    std::string_view m_body;
    Sending m_sending = Sending::Going;
    std::size_t m_answerSize = 0;
    char m_answer[64];
};

void Exchange::skipSent(std::size_t count)
{
    const std::size_t ofHeader = std::min(count, m_header.size());
    m_header.remove_prefix(ofHeader);
    m_body.remove_prefix(count - ofHeader);
    if (m_header.empty() && m_body.empty())
        m_sending = Sending::Done;
}

void Exchange::send()
{
    while (m_sending == Sending::Going) {
        iovec parts[2] = {{const_cast<char *>(m_header.data()), m_header.size()},
                          {const_cast<char *>(m_body.data()), m_body.size()}};
        msghdr message{};
        message.msg_iov = parts;
        message.msg_iovlen = 2;
        const ssize_t sent = sendmsg(m_socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent > 0)
            skipSent(static_cast<std::size_t>(sent));
        else if (errno == EAGAIN)
            return;
        else if (errno != EINTR)
            m_sending = Sending::Broken;
    }
}

bool Exchange::wait(const Deadline &deadline) const
{
    pollfd socket{m_socket, POLLIN, 0};
    if (m_sending == Sending::Going)
        socket.events |= POLLOUT;
    int ready = 0;
    do {
        ready = poll(&socket, 1, deadline.remainingMs());
    } while (ready < 0 && errno == EINTR);
    return ready > 0;
}

Exchange::Receive Exchange::receive()
{
    const ssize_t got =
        recv(m_socket, m_answer + m_answerSize, sizeof m_answer - m_answerSize, MSG_DONTWAIT);
    if (got < 0)
        return errno == EAGAIN || errno == EINTR ? Receive::NotYet : Receive::Over;
    m_answerSize += static_cast<std::size_t>(got);
    const bool isFull = m_answerSize == sizeof m_answer;
    return got == 0 || isFull || parseStatus(received()) != 0 ? Receive::Over : Receive::NotYet;
}

} // namespace

Answer exchange(int socket, std::string_view header, std::string_view body,
                const Deadline &deadline)
{
    return Exchange(socket, header, body).run(deadline);
}

} // namespace dogwatch::hook
