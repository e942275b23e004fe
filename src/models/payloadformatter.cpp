// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/payloadformatter.h"

#include <algorithm>
#include <utility>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kIndentWidth = 2;
constexpr int kMaxIndent = 24;
constexpr int kMinTextColumns = 24;
constexpr int kMaxKeyUnits = 60;

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isWordCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+'
        || c == '-' || c == '.';
}

} // namespace

PayloadFormatter::PayloadFormatter(QByteArray payload, int columns)
    : m_payload(std::move(payload))
    , m_columns(std::max(columns, kMinColumns))
{
    if (!moreInput())
        m_step = Step::End;
}

QList<PayloadLine> PayloadFormatter::next(int max)
{
    while (!atEnd() && m_lines.size() < max) {
        switch (m_step) {
        case Step::Value:
            value();
            break;
        case Step::Member:
            member();
            break;
        case Step::Run:
            runLine();
            break;
        case Step::End:
            break;
        }
    }
    return std::exchange(m_lines, {});
}

void PayloadFormatter::value()
{
    const char c = peek();
    if (c == '"') {
        ++m_position;
        startRun(RunKind::Quoted);
        return;
    }
    if (c != '{' && c != '[') {
        startRun(isWordCharacter(c) ? RunKind::Word : RunKind::Rest);
        return;
    }
    ++m_position;
    m_open.push_back(c);
    if (peek() == (c == '{' ? '}' : ']')) {
        m_lead += QLatin1Char(c);
        close();
        return;
    }
    emitLine(QString(QLatin1Char(c)));
    m_lead = indent();
    m_step = Step::Member;
}

void PayloadFormatter::member()
{
    const char c = peek();
    const bool inObject = m_open.back() == '{';
    if (c == (inObject ? '}' : ']')) {
        m_lead = indent(-1);
        close();
        return;
    }
    m_step = Step::Value;
    if (!inObject)
        return;
    if (c != '"') {
        startRun(RunKind::Rest);
        return;
    }
    m_lead += readKey();
    if (peek() == ':') {
        ++m_position;
        m_lead += u": "_s;
    } else {
        startRun(RunKind::Rest);
    }
}

// At the closing bracket of the innermost container.
void PayloadFormatter::close()
{
    const QString bracket(QLatin1Char(m_payload.at(m_position++)));
    m_open.pop_back();
    m_step = Step::Member;
    if (m_open.empty()) {
        emitLine(bracket);
        m_lead.clear();
        m_step = Step::End;
        if (moreInput())
            startRun(RunKind::Rest);
        return;
    }
    emitLine(bracket + takeComma());
    m_lead = indent();
}

void PayloadFormatter::startRun(RunKind kind)
{
    m_run = kind;
    m_step = Step::Run;
    m_carry = kind == RunKind::Quoted ? u"\""_s : QString();
    m_carryWidth = static_cast<int>(m_carry.size());
}

// One line of the run: to its end, to a line break in it, or as far as the columns go.
void PayloadFormatter::runLine()
{
    const int limit = std::max(m_columns - static_cast<int>(m_lead.size()), kMinTextColumns);
    QString line = std::exchange(m_carry, {});
    int width = std::exchange(m_carryWidth, 0);
    qsizetype breakAt = 0;
    int breakWidth = 0;
    int marks = 0;
    while (!runEndsAt(m_position)) {
        PayloadGlyph glyph = glyphAt(m_position);
        if (glyph.lineBreak) {
            m_position += glyph.bytes;
            emitLine(line);
            m_lead = continuation();
            return;
        }
        boundMarks(glyph, marks);
        if (width + glyph.width > limit) {
            if (breakWidth > limit * 2 / 3) {
                m_carry = line.sliced(breakAt);
                m_carryWidth = width - breakWidth;
                line.truncate(breakAt);
            }
            emitLine(line);
            m_lead = continuation();
            return;
        }
        m_position += glyph.bytes;
        line += glyph.text;
        width += glyph.width;
        if (glyph.text == " "_L1) {
            breakAt = line.size();
            breakWidth = width;
        }
    }
    finishRun(std::move(line));
}

void PayloadFormatter::finishRun(QString text)
{
    const bool closed = m_run == RunKind::Quoted && m_position < m_payload.size();
    if (closed) {
        ++m_position;
        text += u'"';
    }
    if (m_run == RunKind::Rest || m_position >= m_payload.size()) {
        m_step = Step::End;
        if (!text.isEmpty() || !m_lead.trimmed().isEmpty())
            emitLine(text);
        return;
    }
    if (m_open.empty()) {
        emitLine(text);
        m_step = Step::End;
        if (moreInput())
            startRun(RunKind::Rest);
        return;
    }
    emitLine(text + takeComma());
    m_lead = indent();
    m_step = Step::Member;
}

void PayloadFormatter::emitLine(const QString &text)
{
    m_lines.append({m_lead, text});
    m_lead.clear();
}

bool PayloadFormatter::runEndsAt(qsizetype position) const
{
    if (position >= m_payload.size())
        return true;
    switch (m_run) {
    case RunKind::Quoted:
        return m_payload.at(position) == '"';
    case RunKind::Word:
        return !isWordCharacter(m_payload.at(position));
    case RunKind::Rest:
        return false;
    }
    Q_UNREACHABLE();
}

PayloadGlyph PayloadFormatter::glyphAt(qsizetype position) const
{
    return payloadGlyph(m_payload, position, m_run == RunKind::Quoted);
}

// A key of any length, at most kMaxKeyUnits of it shown.
QString PayloadFormatter::readKey()
{
    startRun(RunKind::Quoted);
    m_step = Step::Value;
    QString key = u"\""_s;
    ++m_position;
    bool cut = false;
    int marks = 0;
    while (!runEndsAt(m_position)) {
        if (key.size() > kMaxKeyUnits) {
            cut = true;
            m_position += m_payload.at(m_position) == '\\' ? 2 : 1;
            continue;
        }
        PayloadGlyph glyph = glyphAt(m_position);
        boundMarks(glyph, marks);
        m_position += glyph.bytes;
        key += glyph.lineBreak ? u"\\n"_s : glyph.text;
    }
    ++m_position;
    return key + (cut ? u"…\""_s : u"\""_s);
}

QString PayloadFormatter::takeComma()
{
    if (peek() != ',')
        return {};
    ++m_position;
    return u","_s;
}

QString PayloadFormatter::indent(int extra) const
{
    const int depth = static_cast<int>(m_open.size()) + extra;
    return QString(std::min(depth * kIndentWidth, kMaxIndent), u' ');
}

bool PayloadFormatter::moreInput()
{
    while (m_position < m_payload.size() && isBlank(m_payload.at(m_position)))
        ++m_position;
    return m_position < m_payload.size();
}

// What stands before the next line of a run.
QString PayloadFormatter::continuation() const
{
    return m_run == RunKind::Rest ? QString() : indent(1);
}

// The next character that is not blank, NUL at the end.
char PayloadFormatter::peek()
{
    return moreInput() ? m_payload.at(m_position) : '\0';
}

} // namespace dogwatch
