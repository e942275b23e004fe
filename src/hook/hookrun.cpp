// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/hookrun.h"

#include "hook/datafolder.h"
#include "hook/delivery.h"
#include "hook/eventrecord.h"
#include "hook/jsonscan.h"
#include "hook/payload.h"
#include "hook/spool.h"
#include "platform/shortslice.h"

#include <csignal>

namespace dogwatch::hook {

namespace {

// The terminal's Ctrl-C and hang-up, and the agent's impatience, reach its hooks too, just when
// there is an end to report. All that runs here ends by itself within seconds. A file that outgrows
// the user's limit must be an error and no death.
void ignoreSignals()
{
    for (const int number : {SIGINT, SIGHUP, SIGTERM, SIGXFSZ, SIGPIPE})
        signal(number, SIG_IGN);
}

void deliverOrKeep(std::string_view dataFolder, const EventRecord &event, std::string_view payload)
{
    const DeliveryResult result =
        payload.size() <= kLargestPost ? deliver(dataFolder, event, payload) : DeliveryResult{};
    switch (result.outcome) {
    case Delivery::Accepted:
        return;
    case Delivery::Refused:
        keepRejected(dataFolder, event, payload, result.status == 413 ? "http-413" : "http-400");
        return;
    case Delivery::Undelivered:
        keepForLater(dataFolder, event, payload);
        return;
    }
}

} // namespace

void runHook(const Options &options, std::uint64_t observedNs)
{
    ignoreSignals();
    askForShortSlices();
    const Payload payload = readPayload();
    if (isBlank(payload.bytes))
        return;
    PathText dataFolder;
    if (!findDataFolder(options.dataDir, dataFolder))
        return;
    const EventRecord event(options.source, observedNs);
    switch (payload.state) {
    case Payload::State::Whole:
        deliverOrKeep(dataFolder.view(), event, payload.bytes);
        return;
    case Payload::State::CutShort:
        keepRejected(dataFolder.view(), event, payload.bytes, "cut-short");
        return;
    case Payload::State::TooLarge:
        keepRejected(dataFolder.view(), event, payload.bytes, kTooLarge);
        return;
    }
}

} // namespace dogwatch::hook
