// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/eventbatch.h"

#include "agents/adapter.h"
#include "agents/jsonfields.h"
#include "agents/rawjson.h"

#include <QJsonArray>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostInBatch = 1000;

} // namespace

Result<std::vector<BatchElement>> batchElements(const QByteArray &body)
{
    Result<QJsonObject> object = parsePayload(body);
    if (!object)
        return object.error();
    const QJsonArray values = arrayField(*object, u"events");
    if (values.isEmpty() || values.size() > kMostInBatch)
        return Error{ErrorCode::InvalidInput,
                     u"\"events\" must hold 1 to %1 events"_s.arg(kMostInBatch)};
    const std::vector<QByteArrayView> texts = rawElements(rawMember(body, "events"));
    // Two readers of one text: where they differ, none of it is taken.
    if (texts.size() != static_cast<std::size_t>(values.size()))
        return Error{ErrorCode::InvalidInput, u"\"events\" can't be told apart"_s};
    std::vector<BatchElement> elements;
    elements.reserve(texts.size());
    for (const QByteArrayView text : texts)
        elements.push_back(
            {text.toByteArray(), values.at(static_cast<qsizetype>(elements.size()))});
    return elements;
}

} // namespace dogwatch
