// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <array>
#include <optional>

namespace dogwatch {

// One row of a table that names the values of an enum in the store and in JSON.
template<class Enum>
struct EnumName
{
    Enum value;
    QStringView name;
};
// Clang 14 does not deduce the arguments of aggregates.
template<class Enum, class Name>
EnumName(Enum, Name) -> EnumName<Enum>;

template<class Enum, std::size_t N>
[[nodiscard]] QString nameOf(const std::array<EnumName<Enum>, N> &table, Enum value)
{
    for (const EnumName<Enum> &row : table) {
        if (row.value == value)
            return row.name.toString();
    }
    Q_UNREACHABLE();
    return {};
}

template<class Enum, std::size_t N>
[[nodiscard]] std::optional<Enum> valueOf(const std::array<EnumName<Enum>, N> &table,
                                          QStringView name)
{
    for (const EnumName<Enum> &row : table) {
        if (row.name == name)
            return row.value;
    }
    return std::nullopt;
}

} // namespace dogwatch
