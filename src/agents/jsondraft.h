// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/positionedjson.h"

#include <QByteArray>
#include <QJsonValue>
#include <QStringView>

#include <utility>
#include <vector>

namespace dogwatch {

// A value that is still to be written into a text, with its members in the order in which they are
// to stand there (QJsonObject sorts them). A plain value, usable in any thread.
class JsonDraft
{
public:
    static JsonDraft string(QStringView text);
    static JsonDraft number(int number);
    static JsonDraft array(std::vector<JsonDraft> items);
    static JsonDraft object(std::vector<std::pair<QStringView, JsonDraft>> members);
    // A copy of a value that stands in a text, its strings and numbers spelt as they are there.
    static JsonDraft copyOf(const PositionedJson &json, int index);

    // Adds to a container; to an object what is named.
    void append(JsonDraft child) { m_children.push_back(std::move(child)); }
    // As a member of an object: with its key.
    [[nodiscard]] JsonDraft named(QStringView key) const;

    [[nodiscard]] JsonKind kind() const { return m_kind; }
    [[nodiscard]] bool isContainer() const
    {
        return m_kind == JsonKind::Object || m_kind == JsonKind::Array;
    }
    // The key with its quotes; empty for what is no member.
    [[nodiscard]] const QByteArray &key() const { return m_key; }
    // The text of what is no container.
    [[nodiscard]] const QByteArray &scalar() const { return m_scalar; }
    [[nodiscard]] const std::vector<JsonDraft> &children() const { return m_children; }
    // Without any white space.
    [[nodiscard]] QByteArray compact() const;
    [[nodiscard]] QJsonValue value() const;

private:
    JsonKind m_kind = JsonKind::Literal;
    QByteArray m_key;
    QByteArray m_scalar;
    std::vector<JsonDraft> m_children;
};

} // namespace dogwatch
