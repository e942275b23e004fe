// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <simdjson.h>

#include <cmath>
#include <string_view>

namespace dogwatch::claudejson {

// How the readers of transcript lines take values apart. Internal to them. A value of another type
// than the one that is asked for is as if it were not there.

namespace json = simdjson::ondemand;

// A null, a number, a list where a text is expected is no text.
inline std::string_view textOf(json::value value)
{
    std::string_view text;
    json::json_type type{};
    if (value.type().get(type) || type != json::json_type::string || value.get_string().get(text))
        return {};
    return text;
}

inline bool flagOf(json::value value)
{
    bool flag = false;
    return !value.get_bool().get(flag) && flag;
}

// A number that can't be one of tokens counts as none, and sets `implausible`.
inline qint64 countOf(json::value value, bool &implausible)
{
    json::json_type type{};
    double number = 0;
    if (value.type().get(type) || type != json::json_type::number)
        return 0;
    constexpr double kMost = 1e8; // more than that in one answer is beyond all sense
    if (value.get_double().get(number) || number < 0 || number >= kMost) {
        implausible = true;
        return 0;
    }
    return static_cast<qint64>(std::llround(number));
}

// Calls `take(key, value)` for each field. False: the object is broken.
template<class Take>
bool eachField(json::object object, const Take &take)
{
    for (auto item : object) {
        json::field field;
        std::string_view key;
        if (std::move(item).get(field) || field.unescaped_key().get(key))
            return false;
        if (!take(key, field.value()))
            return false;
    }
    return true;
}

// The same for a value that may be no object at all, which is passed over.
template<class Take>
bool eachFieldOf(json::value value, const Take &take)
{
    json::json_type type{};
    if (value.type().get(type))
        return false;
    json::object object;
    if (type != json::json_type::object)
        return true;
    return !value.get_object().get(object) && eachField(object, take);
}

// An object or a list as it is written; empty for everything else.
inline std::string_view rawOf(json::value value)
{
    json::json_type type{};
    json::object object;
    json::array array;
    std::string_view text;
    if (value.type().get(type))
        return {};
    if (type == json::json_type::object && !value.get_object().get(object)
        && !object.raw_json().get(text))
        return text;
    if (type == json::json_type::array && !value.get_array().get(array)
        && !array.raw_json().get(text))
        return text;
    return {};
}

} // namespace dogwatch::claudejson
