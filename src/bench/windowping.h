// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>

#include <memory>

namespace dogwatch {

// Asks a window of another process whether it is alive, as window managers do (_NET_WM_PING of the
// Extended Window Manager Hints): the answer comes from that program's GUI thread, in turn with its
// input. Thread: that of its maker. Errors: no display, no such window, no answer in time.
class WindowPing
{
public:
    // The visible window of that process, waited for up to `timeoutMs`.
    [[nodiscard]] static Result<std::unique_ptr<WindowPing>> of(const QByteArray &display,
                                                                qint64 processId, int timeoutMs);
    ~WindowPing();
    Q_DISABLE_COPY_MOVE(WindowPing)

    // Milliseconds until the answer.
    [[nodiscard]] Result<double> ping(int timeoutMs);

private:
    struct Display;
    explicit WindowPing(std::unique_ptr<Display> display);

    const std::unique_ptr<Display> m_display;
};

} // namespace dogwatch
