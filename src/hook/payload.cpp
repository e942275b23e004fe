// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/payload.h"

#include "hook/hostclock.h"
#include "hook/jsonscan.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>

namespace dogwatch::hook {

namespace {

constexpr int kLongestReadMs = 3500;
constexpr int kSilenceMs = 200;
// What a pipe holds; nearly every payload is smaller, and then no memory is asked for.
constexpr std::size_t kFirstCapacity = std::size_t{64} << 10;
// A page more than is kept, to notice that there is more.
constexpr std::size_t kLastCapacity = kLargestPayload + 4096;
// Of a payload that is too large.
constexpr std::size_t kKeptOfTooLarge = std::size_t{1} << 20;

alignas(64) char g_first[kFirstCapacity];

// Memory that grows by being mapped anew, never freed: the program is about to end.
class Storage
{
public:
    [[nodiscard]] std::string_view bytes() const { return {m_data, m_size}; }
    void truncate(std::size_t size) { m_size = size < m_size ? size : m_size; }

    // One read() from the standard input: its result, with errno ENOMEM if there is no room.
    ssize_t readMore()
    {
        if (m_size == m_capacity && !grow()) {
            errno = ENOMEM;
            return -1;
        }
        const ssize_t got = read(STDIN_FILENO, m_data + m_size, m_capacity - m_size);
        if (got > 0)
            m_size += static_cast<std::size_t>(got);
        return got;
    }

private:
    bool grow()
    {
        const bool isMapped = m_data != g_first;
        const std::size_t wanted = std::min(m_capacity * 4, kLastCapacity);
        void *const memory = isMapped
            ? mremap(m_data, m_capacity, wanted, MREMAP_MAYMOVE)
            : mmap(nullptr, wanted, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED)
            return false;
        if (!isMapped)
            std::memcpy(memory, m_data, m_size);
        m_data = static_cast<char *>(memory);
        m_capacity = wanted;
        return true;
    }

    char *m_data = g_first;
    std::size_t m_capacity = kFirstCapacity;
    std::size_t m_size = 0;
};

enum class Wait {
    Ready,
    Silent,
    Over,
};

Wait waitForInput(const Deadline &deadline, bool hasSome)
{
    for (;;) {
        const int left = deadline.remainingMs();
        if (left == 0)
            return Wait::Over;
        const bool isShort = hasSome && left > kSilenceMs;
        pollfd input{STDIN_FILENO, POLLIN, 0};
        const int ready = poll(&input, 1, isShort ? kSilenceMs : left);
        if (ready > 0)
            return Wait::Ready;
        if (ready == 0)
            return isShort ? Wait::Silent : Wait::Over;
        if (errno != EINTR)
            return Wait::Over;
    }
}

void drain(const Deadline &deadline)
{
    static char waste[kFirstCapacity];
    while (waitForInput(deadline, false) == Wait::Ready) {
        const ssize_t got = read(STDIN_FILENO, waste, sizeof waste);
        if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN))
            return;
    }
}

std::string_view withoutByteOrderMark(std::string_view text)
{
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    if (text.starts_with(kMark))
        text.remove_prefix(kMark.size());
    return text;
}

bool isComplete(const Storage &storage)
{
    return isJsonObject(withoutByteOrderMark(storage.bytes()));
}

Payload payloadFrom(const Storage &storage, Payload::State state)
{
    return {withoutByteOrderMark(storage.bytes()), state};
}

} // namespace

Payload readPayload()
{
    static Storage storage;
    const Deadline deadline(kLongestReadMs);
    for (;;) {
        const Wait wait = waitForInput(deadline, !storage.bytes().empty());
        if (wait == Wait::Silent && !isComplete(storage))
            continue;
        if (wait == Wait::Ready) {
            const ssize_t got = storage.readMore();
            if (got == 0)
                return payloadFrom(storage, Payload::State::Whole);
            if (storage.bytes().size() > kLargestPayload || (got < 0 && errno == ENOMEM))
                break;
            if (got > 0 || errno == EINTR || errno == EAGAIN)
                continue;
        }
        return payloadFrom(storage,
                           isComplete(storage) ? Payload::State::Whole : Payload::State::CutShort);
    }
    drain(deadline);
    storage.truncate(kKeptOfTooLarge);
    return payloadFrom(storage, Payload::State::TooLarge);
}

} // namespace dogwatch::hook
