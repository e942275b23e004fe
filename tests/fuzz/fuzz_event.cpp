// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What an agent, or anybody with our uid, may hand in: a payload, or a file in the spool, or a
// batch. The bytes go through everything that reads them before the writer does, and through the
// reducer.

#include "agents/rawjson.h"
#include "core/reducer.h"
#include "store/eventbatch.h"
#include "store/eventenvelope.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cstdint>

using namespace dogwatch;

namespace {

constexpr qint64 kNowMs = 1'800'000'000'000;

void require(bool holds)
{
    if (!holds)
        __builtin_trap();
}

void fold(const IncomingEvent &event)
{
    SessionState state;
    state.session.ref = SessionRef{1};
    const Entry entry{1, event.envelope, event.type, event.report};
    apply(state, reduce(state, entry));
    // The same again, as an agent might send it: nothing is counted below zero.
    const Changes again = reduce(state, entry);
    require(again.session.events == 2);
    require(again.session.openCalls >= 0 && again.session.openCalls <= again.session.toolCalls);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    for (const Source source : {Source::ClaudeCode, Source::Generic}) {
        Envelope envelope;
        envelope.source = source;
        envelope.occurredAtMs = kNowMs;
        const Result<IncomingEvent> event = makeIncoming(envelope, bytes, {});
        if (!event)
            continue;
        const Result<QByteArray> payload = unpackPayload(event->encoding, event->stored);
        require(payload.ok() && *payload == bytes);
        fold(*event);
    }
    if (const Result<IncomingEvent> spooled = eventFromSpoolFile(bytes, kNowMs, {}); spooled)
        fold(*spooled);
    if (const Result<std::vector<BatchElement>> batch = batchElements(bytes); batch) {
        for (const BatchElement &element : *batch) {
            const QJsonDocument alone = QJsonDocument::fromJson('[' + element.text + ']');
            require(alone.array().at(0) == element.value);
            const Result<IncomingEvent> event =
                eventFromElement(element.text, element.value.toObject(), Origin::Batch, kNowMs, {});
            if (event)
                fold(*event);
        }
    }
    return 0;
}
