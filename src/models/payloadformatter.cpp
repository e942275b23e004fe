// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/payloadformatter.h"

#include <QChar>

#include <algorithm>
#include <utility>

namespace dogwatch {

using namespace Qt::StringLiterals;

// One character as it is shown: at most an escape of ten units.
struct PayloadFormatter::Glyph
{
    QString text;
    int width = 1;
    qsizetype bytes = 1;
    bool lineBreak = false;
};

namespace {

constexpr int kIndentWidth = 2;
constexpr int kMaxIndent = 24;
constexpr int kMinTextColumns = 24;
constexpr int kMaxKeyUnits = 60;
// More marks than this on one letter are shown as escapes: a pile of them covers other lines.
constexpr int kMarksOnALetter = 4;
constexpr QByteArrayView kByteOrderMark = "\xef\xbb\xbf";
constexpr QByteArrayView kReplacement = "\xef\xbf\xbd";

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isWordCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+'
        || c == '-' || c == '.';
}

// Invisible, or able to change how its neighbours are shown.
bool needsEscape(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    if (category == QChar::Other_Control || category == QChar::Separator_Line
        || category == QChar::Separator_Paragraph || category == QChar::Other_Surrogate)
        return true;
    // Joiners shape scripts and emoji; the other format characters do harm or nothing.
    return category == QChar::Other_Format && c != 0x200c && c != 0x200d;
}

int cellsOf(char32_t c)
{
    const bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf)
        || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0xffe0 && c <= 0xffe6) || c >= 0x1f000;
    return wide ? 2 : 1;
}

QString escapeOf(char32_t c)
{
    if (c > 0xffff)
        return u"\\u{%1}"_s.arg(static_cast<quint32>(c), 0, 16);
    return u"\\u%1"_s.arg(static_cast<quint32>(c), 4, 16, '0'_L1);
}

QString shown(char32_t c)
{
    return needsEscape(c) ? escapeOf(c) : QString::fromUcs4(&c, 1);
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
        Glyph glyph = glyphAt(m_position);
        if (glyph.lineBreak) {
            m_position += glyph.bytes;
            emitLine(line);
            m_lead = continuation();
            return;
        }
        countMarks(glyph, marks);
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

// `marks`: how many stand on the letter before.
void PayloadFormatter::countMarks(Glyph &glyph, int &marks)
{
    const bool isMark = glyph.text.size() == 1 && glyph.text.front().isMark();
    marks = isMark ? marks + 1 : 0;
    if (marks > kMarksOnALetter) {
        glyph.text = escapeOf(glyph.text.front().unicode());
        glyph.width = static_cast<int>(glyph.text.size());
    }
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

PayloadFormatter::Glyph PayloadFormatter::glyphAt(qsizetype position) const
{
    const char c = m_payload.at(position);
    if (c == '\\' && m_run == RunKind::Quoted)
        return escapeAt(position);
    if (c == '\n')
        return {.text = {}, .width = 0, .bytes = 1, .lineBreak = true};
    if (c == '\r' && position + 1 < m_payload.size() && m_payload.at(position + 1) == '\n')
        return {.text = {}, .width = 0, .bytes = 2, .lineBreak = true};
    if (c == '\t')
        return {.text = u"    "_s, .width = 4};
    if (c >= 0x20 && c < 0x7f)
        return {.text = QString(QLatin1Char(c))};
    return codePointAt(position);
}

PayloadFormatter::Glyph PayloadFormatter::codePointAt(qsizetype position) const
{
    const auto lead = static_cast<uchar>(m_payload.at(position));
    const qsizetype bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    const auto sequence = QByteArrayView(m_payload).sliced(
        position, std::min(bytes, m_payload.size() - position));
    // Qt's converters drop a byte order mark, wherever it stands.
    const QList<uint> points = sequence == kByteOrderMark
        ? QList<uint> {QChar::ByteOrderMark}
        : QString::fromUtf8(sequence).toUcs4();
    const bool valid = points.size() == 1
        && (points.first() != QChar::ReplacementCharacter || sequence == kReplacement);
    if (!valid)
        return {.text = QString(QChar(QChar::ReplacementCharacter))};
    const char32_t c = points.first();
    const QString visible = shown(c);
    return {.text = visible,
            .width = needsEscape(c) ? static_cast<int>(visible.size()) : cellsOf(c),
            .bytes = bytes};
}

PayloadFormatter::Glyph PayloadFormatter::escapeAt(qsizetype position) const
{
    const auto unitAt = [this](qsizetype at) -> int {
        bool ok = false;
        const QByteArray sequence = m_payload.mid(at, 6);
        const uint unit = sequence.size() == 6 && sequence.startsWith("\\u")
            ? sequence.mid(2).toUInt(&ok, 16)
            : 0;
        return ok ? static_cast<int>(unit) : -1;
    };
    const char kind = position + 1 < m_payload.size() ? m_payload.at(position + 1) : '\0';
    if (kind == 'n')
        return {.text = {}, .width = 0, .bytes = 2, .lineBreak = true};
    if (kind == 'r' && m_payload.mid(position + 2, 2) == "\\n")
        return {.text = {}, .width = 0, .bytes = 4, .lineBreak = true};
    if (kind == 't')
        return {.text = u"    "_s, .width = 4, .bytes = 2};
    if (kind == '/')
        return {.text = u"/"_s, .width = 1, .bytes = 2};
    if (const int unit = unitAt(position); unit >= 0) {
        auto c = static_cast<char32_t>(unit);
        qsizetype bytes = 6;
        if (const int low = QChar::isHighSurrogate(c) ? unitAt(position + 6) : -1;
            low >= 0 && QChar::isLowSurrogate(static_cast<char32_t>(low))) {
            c = QChar::surrogateToUcs4(static_cast<char16_t>(unit), static_cast<char16_t>(low));
            bytes = 12;
        }
        const QString visible = c == U'"' || c == U'\\' ? QString(u'\\' + QString(QChar(unit))) : shown(c);
        return {.text = visible,
                .width = visible.size() > 2 ? static_cast<int>(visible.size()) : cellsOf(c),
                .bytes = bytes};
    }
    if (kind > 0x20 && kind < 0x7f)
        return {.text = QString(u'\\') + QLatin1Char(kind), .width = 2, .bytes = 2};
    return {.text = u"\\"_s};
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
        Glyph glyph = glyphAt(m_position);
        countMarks(glyph, marks);
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
