// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/workload.h"

#include "core/uuid7.h"

#include <QDateTime>

#include <algorithm>

namespace dogwatch {

Workload::Workload(int sessions)
    : m_sessions(sessions)
    , m_name(makeUuid7(QDateTime::currentMSecsSinceEpoch()).toLatin1())
{ }

QByteArray Workload::payload(qint64 n) const
{
    // Both events of a call belong to one session.
    const QByteArray session = "bench-" + QByteArray::number(n / 2 % m_sessions);
    const QByteArray call = m_name + '-' + QByteArray::number(n / 2);
    const bool post = n % 2 == 1;
    QByteArray payload = R"({"session_id":")" + session
        + R"(","transcript_path":"/home/dev/.claude/projects/x/)" + session
        + R"(.jsonl","cwd":"/home/dev/project","permission_mode":"default","hook_event_name":")"
        + (post ? "PostToolUse" : "PreToolUse") + R"(","tool_name":"Bash","tool_use_id":"toolu_)"
        + call + R"(","tool_input":{"command":"pytest -q tests/api"},"tool_response":{"stdout":")";
    payload += QByteArray(std::max<qsizetype>(0, kBenchEventBytes - payload.size() - 3), 'x');
    return payload + "\"}}";
}

QByteArray Workload::request(qint64 n, quint16 port, const QByteArray &token, bool closing) const
{
    const QByteArray body = payload(n);
    return "POST /api/hooks/claude-code HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port)
        + "\r\nAuthorization: Bearer " + token + "\r\nContent-Type: application/json\r\n"
        + (closing ? "Connection: close\r\n" : "")
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace dogwatch
