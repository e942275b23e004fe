// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

namespace dogwatch {

// Patterns over the paths of streams. A path's parts stand between slashes; in a pattern `*` is any
// one part and `**` any number of them, also none. Pure; any thread.

// False where it is empty, has an empty part, or a `*` inside of a part, which would mean nothing.
[[nodiscard]] bool isStreamGlob(QByteArrayView pattern);
[[nodiscard]] bool matchesGlob(QByteArrayView path, QByteArrayView pattern);

} // namespace dogwatch
