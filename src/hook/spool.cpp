// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/spool.h"

#include "hook/jsonscan.h"
#include "hook/spoolfile.h"
#include "hook/spoolfolder.h"

namespace dogwatch::hook {

namespace {

using Name = FixedText<200>;
using Parts = std::span<const std::string_view>;

// `ending` begins with the dot that ends the size.
void makeName(Name &name, const EventRecord &event, Parts parts, std::string_view ending)
{
    constexpr int kDigits = 20;
    std::size_t size = 0;
    for (const std::string_view part : parts)
        size += part.size();
    name.appendNumber(event.observedNs(), kDigits);
    name.append('-');
    name.append(event.id());
    name.append('.');
    name.appendNumber(size);
    name.append(ending);
}

void keep(int spool, int folder, const EventRecord &event, Parts parts, std::string_view ending)
{
    if (measureFolder(folder).isFull()) {
        recordGap(spool, event.observedMs(), event.source(), "full");
        return;
    }
    Name name;
    makeName(name, event, parts, ending);
    if (!writeWholeFile(folder, name.view(), parts))
        recordGap(spool, event.observedMs(), event.source(), "unwritable");
}

void keepRejectedIn(int spool, const EventRecord &event, std::string_view payload,
                    std::string_view reason)
{
    const FileDescriptor rejected = openRejected(spool);
    if (!rejected.isOpen()) {
        recordGap(spool, event.observedMs(), event.source(), "unwritable");
        return;
    }
    FixedText<80> ending;
    ending.append('.');
    ending.append(event.source());
    ending.append('.');
    ending.append(reason);
    ending.append(".json");
    const std::string_view parts[] = {payload};
    keep(spool, rejected.get(), event, parts, ending.view());
}

} // namespace

void keepForLater(std::string_view dataFolder, const EventRecord &event, std::string_view payload)
{
    const FileDescriptor spool = openSpool(dataFolder, IfMissing::Make);
    if (!spool.isOpen())
        return;
    FixedText<14000> start;
    event.appendSpoolStart(start);
    if (start.overflowed() || !isJsonObject(payload)) {
        keepRejectedIn(spool.get(), event, payload, "malformed");
        return;
    }
    const std::string_view parts[] = {start.view(), payload, EventRecord::kSpoolEnd};
    keep(spool.get(), spool.get(), event, parts, ".json");
}

void keepRejected(std::string_view dataFolder, const EventRecord &event, std::string_view payload,
                  std::string_view reason)
{
    const FileDescriptor spool = openSpool(dataFolder, IfMissing::Make);
    if (!spool.isOpen())
        return;
    keepRejectedIn(spool.get(), event, payload, reason);
    // Its beginning is kept for a person to look at; as an event it is lost.
    if (reason == kTooLarge)
        recordGap(spool.get(), event.observedMs(), event.source(), reason);
}

} // namespace dogwatch::hook
