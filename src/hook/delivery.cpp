// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/delivery.h"

#include "hook/datafolder.h"
#include "hook/failpoint.h"
#include "hook/hostclock.h"
#include "hook/httpexchange.h"
#include "hook/localsocket.h"

namespace dogwatch::hook {

namespace {

constexpr int kPatientMs = 60'000; // only where a test asks for it

void appendRequest(TextBuilder &to, const EventRecord &event, std::size_t payloadSize)
{
    to.append("POST /api/hooks/");
    to.append(event.source());
    to.append(" HTTP/1.1\r\n"
              "Host: localhost\r\n"
              "Content-Type: application/json\r\n"
              "Content-Length: ");
    to.appendNumber(payloadSize);
    to.append("\r\n");
    event.appendHeaders(to);
    to.append("\r\n");
}

Delivery outcomeOf(const Answer &answer)
{
    switch (answer.status) {
    case 200:
    case 422:
        // An acknowledgement of a request that was not read to its end can't be meant for it.
        return answer.requestWasTaken ? Delivery::Accepted : Delivery::Undelivered;
    case 400:
    case 413:
        return Delivery::Refused;
    default:
        return Delivery::Undelivered;
    }
}

} // namespace

DeliveryResult deliver(std::string_view dataFolder, const EventRecord &event,
                       std::string_view payload)
{
    const bool patient = faultAt("hook.patient");
    const Deadline deadline(patient ? kPatientMs : kAnswerMs);
    PathText path;
    if (!findSocket(dataFolder, path))
        return {};
    const Connection connection =
        connectToApplication(path.cString(), patient ? kPatientMs : kConnectMs);
    if (connection.reach != Reach::Connected)
        return {};
    FixedText<14000> request;
    appendRequest(request, event, payload.size());
    if (request.overflowed())
        return {};
    const Answer answer = exchange(connection.socket.get(), request.view(), payload, deadline);
    return {outcomeOf(answer), answer.status};
}

} // namespace dogwatch::hook
