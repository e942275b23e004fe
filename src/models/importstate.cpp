// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/importstate.h"

namespace dogwatch {

void ImportState::set(Phase phase, const QString &text, double share)
{
    if (m_phase == phase && m_text == text && m_share == share)
        return;
    m_phase = phase;
    m_text = text;
    m_share = share;
    Q_EMIT changed();
}

void ImportState::dismiss()
{
    if (m_phase != Running)
        set(None, {});
}

} // namespace dogwatch
