// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demoplayer.h"

#include "core/clock.h"
#include "core/uuid7.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

DemoPlayer::DemoPlayer(Writer &writer, const Clock &clock, const QString &agentFolder,
                       QObject *parent)
    : QObject(parent)
    , m_writer(writer)
    , m_clock(clock)
    , m_transcripts(agentFolder)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DemoPlayer::play);
}

Result<void> DemoPlayer::start()
{
    const QStringList names = QDir(u":/demo"_s).entryList(QDir::Files, QDir::Name);
    for (const QString &name : names) {
        QFile file(u":/demo/"_s + name);
        if (!file.open(QIODevice::ReadOnly))
            return Error{ErrorCode::Internal, u"the recording %1 can't be opened"_s.arg(name)};
        Result<std::vector<RecordedEvent>> events =
            readRecording(file.readAll(), Source::ClaudeCode);
        if (!events)
            return Error{ErrorCode::Internal,
                         u"the recording %1: %2"_s.arg(name, events.error().text)};
        m_events.insert(m_events.end(), events->begin(), events->end());
    }
    std::stable_sort(m_events.begin(), m_events.end(),
                     [](const auto &a, const auto &b) { return a.atMs < b.atMs; });
    m_sinceStart.start();
    play();
    return {};
}

void DemoPlayer::play()
{
    const qint64 now = m_sinceStart.elapsed();
    for (; m_next < m_events.size() && m_events[m_next].atMs <= now; ++m_next) {
        const RecordedEvent &recorded = m_events[m_next];
        Envelope envelope;
        envelope.eventId = makeUuid7(m_clock.nowMs());
        envelope.source = recorded.source;
        envelope.origin = Origin::Replay;
        envelope.occurredAtMs = m_clock.nowMs();
        envelope.receivedAtMs = envelope.occurredAtMs;
        const QByteArray payload = m_transcripts.moved(recorded.payload);
        Result<IncomingEvent> event = makeIncoming(std::move(envelope), payload, {});
        if (!event)
            continue;
        WriteRequest request{std::move(event).value(), nullptr, 0};
        if (!m_writer.enqueue(request))
            break; // tried again below
        m_transcripts.write(payload, m_clock.nowMs());
    }
    if (m_next < m_events.size())
        m_timer.start(std::max(20, static_cast<int>(m_events[m_next].atMs - now)));
}

} // namespace dogwatch
