// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>
#include <utility>
#include <variant>

namespace dogwatch {

// What kind of failure it is, as far as a caller acts differently on it.
enum class ErrorCode {
    InvalidInput, // what was handed in is wrong; trying again won't help
    NotFound, // it was looked for in something readable, and it is not there
    Missing, // the store or file that must exist does not
    Permission, // the system refuses access
    Corrupt, // it can be opened, but its content is not what it must be
    Foreign, // a sound file, but another program's
    Newer, // written by a newer version; not to be touched
    Busy, // somebody else holds it; worth trying again
    StorageFull, // no room, or the disk reports an error; worth trying again later
    Conflict, // the state does not allow it
    Unavailable, // the other side is not there
    Cancelled, // we are shutting down
    Internal, // a defect of ours
};

// A failure: the code for the program, the text for a log or a terminal (English, one sentence).
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString text;

    friend bool operator==(const Error &, const Error &) = default;
};

// A value or the reason why there is none. There is no default: "could not read" must never be
// taken for "read, and there is nothing".
template<class T>
class [[nodiscard]] Result
{
public:
    Result(T value) // NOLINT(google-explicit-constructor): `return value;` is the point
        : m_content(std::in_place_index<0>, std::move(value))
    { }
    Result(Error error) // NOLINT(google-explicit-constructor)
        : m_content(std::in_place_index<1>, std::move(error))
    { }

    [[nodiscard]] bool ok() const { return m_content.index() == 0; }
    explicit operator bool() const { return ok(); }

    // Only to be called when ok() holds.
    [[nodiscard]] const T &value() const & { return std::get<0>(m_content); }
    [[nodiscard]] T &value() & { return std::get<0>(m_content); }
    [[nodiscard]] T &&value() && { return std::get<0>(std::move(m_content)); }
    const T *operator->() const { return &std::get<0>(m_content); }
    T *operator->() { return &std::get<0>(m_content); }
    const T &operator*() const & { return std::get<0>(m_content); }
    T &operator*() & { return std::get<0>(m_content); }

    // Only to be called when ok() does not hold.
    [[nodiscard]] const Error &error() const { return std::get<1>(m_content); }

private:
    std::variant<T, Error> m_content;
};

// The outcome of something that yields nothing but may fail.
template<>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) // NOLINT(google-explicit-constructor)
        : m_error(std::move(error))
    { }

    [[nodiscard]] bool ok() const { return !m_error.has_value(); }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Error &error() const { return *m_error; }

private:
    std::optional<Error> m_error;
};

} // namespace dogwatch
