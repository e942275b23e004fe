// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/eventrecord.h"

#include "hook/jsonstring.h"
#include "hook/terminalidentity.h"

namespace dogwatch::hook {

namespace {

void appendHeader(TextBuilder &to, std::string_view name, std::string_view value)
{
    to.append(name);
    to.append(": ");
    to.append(value);
    to.append("\r\n");
}

void appendHeader(TextBuilder &to, std::string_view name, std::uint64_t value)
{
    FixedText<24> digits;
    digits.appendNumber(value);
    appendHeader(to, name, digits.view());
}

void appendMember(TextBuilder &to, std::string_view name, std::uint64_t value)
{
    to.append(",\"");
    to.append(name);
    to.append("\":");
    to.appendNumber(value);
}

} // namespace

EventRecord::EventRecord(std::string_view source, std::uint64_t observedNs)
    : m_source(source)
    , m_observedNs(observedNs)
    , m_id(observedNs)
{
    findAgent(source, m_agent);
    appendTerminalIdentity(m_terminal);
}

std::uint64_t EventRecord::observedMs() const
{
    return m_observedNs / 1'000'000;
}

void EventRecord::appendHeaders(TextBuilder &to) const
{
    appendHeader(to, "Dogwatch-Event-Id", id());
    appendHeader(to, "Dogwatch-Observed-At", observedMs());
    if (m_agent.pid != 0) {
        appendHeader(to, "Dogwatch-Agent-Pid", static_cast<std::uint64_t>(m_agent.pid));
        appendHeader(to, "Dogwatch-Agent-Started-At", m_agent.startedAtMs);
    }
    if (!m_agent.tty.isEmpty())
        appendHeader(to, "Dogwatch-Tty", m_agent.tty.view());
    if (m_terminal.view() != "{}")
        appendHeader(to, "Dogwatch-Terminal", m_terminal.view());
}

void EventRecord::appendSpoolStart(TextBuilder &to) const
{
    to.append("{\"event_id\":\"");
    to.append(id());
    to.append("\",\"source\":\"");
    to.append(m_source);
    to.append('"');
    appendMember(to, "observed_at", observedMs());
    if (m_agent.pid != 0) {
        appendMember(to, "agent_pid", static_cast<std::uint64_t>(m_agent.pid));
        appendMember(to, "agent_started_at", m_agent.startedAtMs);
    }
    if (!m_agent.tty.isEmpty()) {
        to.append(",\"tty\":");
        appendJsonString(to, m_agent.tty.view());
    }
    to.append(",\"terminal\":");
    to.append(m_terminal.view());
    to.append(",\"payload\":");
}

} // namespace dogwatch::hook
