// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/carrier.h"

namespace dogwatch {

// Runs commands: the words as they are, never through a shell, in the home folder. The content is
// their standard input, the cause DOGWATCH_IDEMPOTENCY_KEY in their environment. Exit code 0 means
// that it has arrived; the end of what they wrote to standard error says why not. Those that take
// longer are killed with all that they have started, and so are those that run when this goes.
class CommandCarrier : public Carrier
{
    Q_OBJECT

public:
    explicit CommandCarrier(QObject *parent = nullptr);

    void setTimeout(int timeoutMs) { m_timeoutMs = timeoutMs; }
    void carry(const ClaimedParcel &parcel) override;

private:
    int m_timeoutMs = 60'000;
};

} // namespace dogwatch
