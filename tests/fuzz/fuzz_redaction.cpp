// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Any text, and any JSON, through the redactor: what was JSON is JSON of the same shape, and what
// was hidden is not hidden again.

#include "agents/storedform.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdint>

using namespace dogwatch;

namespace {

void require(bool holds)
{
    if (!holds)
        __builtin_trap();
}

bool isOfOneShape(const QJsonValue &a, const QJsonValue &b)
{
    if (a.isString() && b.isString())
        return true;
    if (a.isArray() && b.isArray()) {
        const QJsonArray left = a.toArray();
        const QJsonArray right = b.toArray();
        if (left.size() != right.size())
            return false;
        for (qsizetype i = 0; i < left.size(); ++i) {
            if (!isOfOneShape(left.at(i), right.at(i)))
                return false;
        }
        return true;
    }
    if (a.isObject() && b.isObject()) {
        const QJsonObject left = a.toObject();
        const QJsonObject right = b.toObject();
        if (left.keys() != right.keys())
            return false;
        // Side by side: QJsonObject finds no key that begins with a byte order mark.
        for (auto it = left.begin(), other = right.begin(); it != left.end(); ++it, ++other) {
            if (!isOfOneShape(it.value(), other.value()))
                return false;
        }
        return true;
    }
    return a == b;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const auto redactor = std::make_shared<const Redactor>();
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    RedactionTally tally;
    const QByteArray text = redactor->text(bytes, tally);
    require(redactor->text(text, tally) == text);

    const QByteArray json = redactor->json(bytes, tally);
    require(redactor->json(json, tally) == json);
    const QJsonDocument before = QJsonDocument::fromJson(bytes);
    if (before.isNull())
        return 0;
    const QJsonDocument after = QJsonDocument::fromJson(json);
    require(!after.isNull());
    require(before.isObject() ? isOfOneShape(before.object(), after.object())
                              : isOfOneShape(before.array(), after.array()));
    if (!before.isObject())
        return 0;
    for (const StoreLevel level : {StoreLevel::NoOutputs, StoreLevel::Metadata}) {
        const StoragePolicy policy{level, redactor};
        const QByteArray stored = storedPayload(bytes, policy, tally);
        require(QJsonDocument::fromJson(stored).isObject());
        require(storedPayload(stored, policy, tally) == stored);
    }
    return 0;
}
