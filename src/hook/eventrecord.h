// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "hook/agentprocess.h"
#include "hook/uuid7.h"

#include <cstdint>
#include <string_view>

namespace dogwatch::hook {

// What is known of one event besides its payload, and its two outward forms.
class EventRecord
{
public:
    // Looks at the process's ancestors and at its environment. `source` must live as long as this.
    EventRecord(std::string_view source, std::uint64_t observedNs);

    [[nodiscard]] std::string_view id() const { return m_id.text(); }
    [[nodiscard]] std::string_view source() const { return m_source; }
    [[nodiscard]] std::uint64_t observedNs() const { return m_observedNs; }
    [[nodiscard]] std::uint64_t observedMs() const;
    [[nodiscard]] const AgentProcess &agent() const { return m_agent; }
    [[nodiscard]] std::string_view terminal() const { return m_terminal.view(); }

    // "Dogwatch-Event-Id: …\r\n" and so on; a field that is not known has no line.
    void appendHeaders(TextBuilder &to) const;
    // The beginning of a spool file, up to the payload; kSpoolEnd follows that. A field that is not
    // known is left out.
    void appendSpoolStart(TextBuilder &to) const;

    static constexpr std::string_view kSpoolEnd = "}\n";

private:
    std::string_view m_source;
    std::uint64_t m_observedNs; // unix time
    Uuid7 m_id;
    AgentProcess m_agent;
    // Room for nine values of 192 bytes, each of which becomes six when it is escaped.
    FixedText<12200> m_terminal;
};

} // namespace dogwatch::hook
