// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/headscanner.h"

#include <array>

namespace dogwatch {

namespace {

constexpr Refusal kRequestLineTooLong{400, "request_line_too_long",
                                      "The request line is longer than 2 KiB."};
constexpr Refusal kHeadTooLarge{431, "header_too_large", "The header is larger than 16 KiB."};
constexpr Refusal kTooManyFields{431, "header_too_large", "There are more than 64 headers."};
constexpr Refusal kBadRequestLine{400, "bad_request_line", "The request line is malformed."};
constexpr Refusal kBadTarget{400, "bad_target", "The target must begin with a slash."};
constexpr Refusal kBadLineEnd{400, "bad_line_ending", "A line must end with CR LF."};
constexpr Refusal kFolded{400, "folded_header", "Folded headers are not taken."};
constexpr Refusal kBadName{400, "bad_header_name", "A header name is malformed."};
constexpr Refusal kBadValue{400, "bad_header_value", "A header value holds a control character."};

// The characters of a token (RFC 9110, 5.6.2).
constexpr std::array<bool, 256> tokenTable()
{
    std::array<bool, 256> table{};
    for (unsigned c = '0'; c <= '9'; ++c) {
        table[c] = true;
    }
    for (unsigned c = 'a'; c <= 'z'; ++c) {
        table[c] = true;
        table[c - 'a' + 'A'] = true;
    }
    for (const char c :
         {'!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~'}) {
        table[static_cast<unsigned char>(c)] = true;
    }
    return table;
}

constexpr std::array<bool, 256> kToken = tokenTable();

constexpr bool isValueByte(unsigned char byte)
{
    return (byte >= 0x20 && byte != 0x7f) || byte == '\t';
}

} // namespace

qsizetype HeadScanner::feed(QByteArrayView bytes)
{
    qsizetype taken = 0;
    while (taken < bytes.size() && m_state != State::Done && m_state != State::Failed) {
        const auto byte = static_cast<unsigned char>(bytes[taken]);
        ++taken;
        ++m_size;
        if (m_size > kMaxHead) {
            fail(kHeadTooLarge);
        } else if (m_state == State::Value && isValueByte(byte)) {
            continue; // most bytes of most heads
        } else {
            step(byte);
        }
    }
    return taken;
}

void HeadScanner::step(unsigned char byte)
{
    switch (m_state) {
    case State::Method:
    case State::TargetStart:
    case State::Target:
    case State::Version:
        inRequestLine(byte);
        break;
    case State::LineStart:
        atLineStart(byte);
        break;
    case State::Name:
        if (byte == ':') {
            m_state = State::Value;
        } else if (!kToken[byte]) {
            fail(kBadName);
        }
        break;
    case State::Value:
        if (byte == '\r') {
            m_state = State::LineEnd;
        } else {
            fail(byte == '\n' ? kBadLineEnd : kBadValue);
        }
        break;
    case State::LineEnd:
    case State::HeadEnd:
        if (byte != '\n') {
            fail(kBadLineEnd);
        } else {
            m_state = m_state == State::HeadEnd ? State::Done : State::LineStart;
        }
        break;
    case State::Done:
    case State::Failed:
        break;
    }
}

void HeadScanner::inRequestLine(unsigned char byte)
{
    if (m_size > kMaxRequestLine) {
        fail(kRequestLineTooLong);
    } else if (m_state == State::Method) {
        if (byte == ' ' && m_size > 1) {
            m_state = State::TargetStart;
        } else if (!kToken[byte]) {
            fail(kBadRequestLine);
        }
    } else if (m_state == State::TargetStart) {
        m_state = State::Target;
        if (byte != '/') {
            fail(kBadTarget);
        }
    } else if (m_state == State::Target && byte == ' ') {
        m_state = State::Version;
    } else if (m_state == State::Version && byte == '\r') {
        m_state = State::LineEnd;
    } else if (byte <= 0x20 || byte >= 0x7f) {
        fail(byte == '\n' ? kBadLineEnd : kBadRequestLine);
    }
}

void HeadScanner::atLineStart(unsigned char byte)
{
    if (byte == '\r') {
        m_state = State::HeadEnd;
    } else if (byte == ' ' || byte == '\t') {
        fail(kFolded);
    } else if (!kToken[byte]) {
        fail(byte == '\n' ? kBadLineEnd : kBadName);
    } else if (++m_fields > kMaxFields) {
        fail(kTooManyFields);
    } else {
        m_state = State::Name;
    }
}

void HeadScanner::fail(const Refusal &refusal)
{
    m_state = State::Failed;
    m_refusal = refusal;
}

} // namespace dogwatch
