// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <optional>
#include <string_view>

namespace dogwatch {

// Writes one flat JSON object, without a detour by values in between. What is empty or not known is
// left out. Keys are ours: plain ASCII. Any thread, one at a time.
class JsonWriter
{
public:
    JsonWriter &text(std::string_view key, std::string_view utf8);
    JsonWriter &raw(std::string_view key, std::string_view json);
    JsonWriter &number(std::string_view key, std::optional<qint64> number);
    // The object, and an end of it.
    [[nodiscard]] QByteArray take();

private:
    void beginMember(std::string_view key);

    QByteArray m_out = "{";
};

} // namespace dogwatch
