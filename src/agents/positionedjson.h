// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonValue>
#include <QString>
#include <QStringView>

#include <vector>

namespace dogwatch {

enum class JsonKind {
    Object,
    Array,
    String,
    Number,
    Literal, // true, false, null
};

// Where one value stands in the text. Offsets are bytes, ends are exclusive; links to other nodes
// are indexes into the tree, -1 for none.
struct JsonNode
{
    JsonKind kind = JsonKind::Literal;
    int begin = 0;
    int end = 0;
    int keyBegin = -1; // with the quotes; -1 where the parent is no object
    int keyEnd = -1;
    int parent = -1;
    int first = -1;
    int last = -1;
    int previous = -1;
    int next = -1;

    [[nodiscard]] bool isContainer() const
    {
        return kind == JsonKind::Object || kind == JsonKind::Array;
    }
    // Where the value begins together with its key.
    [[nodiscard]] int start() const { return keyBegin >= 0 ? keyBegin : begin; }
};

// A JSON text with the position of each of its values, for programs that edit a person's file and
// have to leave every byte that they don't mean to change.
//
// Strict RFC 8259 (what the agent itself accepts), a byte order mark allowed, nested at most
// kMaxDepth deep, at most kMaxBytes long. Of equal keys in one object the last one counts.
// A plain value, usable in any thread; copies share the text.
class PositionedJson
{
public:
    static constexpr int kMaxDepth = 256;
    static constexpr qsizetype kMaxBytes = 8 * 1024 * 1024;

    // Fails with Corrupt and the place ("line 3, column 7: ...").
    static Result<PositionedJson> parse(const QByteArray &bytes);

    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    [[nodiscard]] int root() const { return 0; }
    [[nodiscard]] const JsonNode &node(int index) const { return m_nodes[std::size_t(index)]; }

    [[nodiscard]] QByteArrayView raw(int index) const;
    // The key of a member, escapes resolved.
    [[nodiscard]] QString key(int index) const;
    // The text of a string, escapes resolved; empty for any other kind.
    [[nodiscard]] QString string(int index) const;
    [[nodiscard]] bool isKind(int index, JsonKind kind) const;
    // The member of that name which counts, -1 when there is none or `object` is no object.
    [[nodiscard]] int member(int object, QStringView name) const;
    [[nodiscard]] std::vector<int> children(int container) const;
    // The same as a value, for comparing regardless of layout.
    [[nodiscard]] QJsonValue value(int index) const;

private:
    friend class PositionedJsonParser;

    QByteArray m_bytes;
    std::vector<JsonNode> m_nodes;
};

// The file begins with a UTF-8 byte order mark.
[[nodiscard]] bool hasByteOrderMark(const QByteArray &bytes);
// Nothing in it but white space (and a byte order mark).
[[nodiscard]] bool isBlankText(const QByteArray &bytes);

} // namespace dogwatch
