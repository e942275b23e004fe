// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/payloadglyph.h"

#include <QList>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// More marks than this on one letter are shown as escapes: a pile of them covers other lines.
constexpr int kMarksOnALetter = 4;
constexpr QByteArrayView kByteOrderMark = "\xef\xbb\xbf";
constexpr QByteArrayView kReplacement = "\xef\xbf\xbd";

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

PayloadGlyph codePointAt(const QByteArray &payload, qsizetype position)
{
    const auto lead = static_cast<uchar>(payload.at(position));
    const qsizetype bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    const auto sequence =
        QByteArrayView(payload).sliced(position, std::min(bytes, payload.size() - position));
    // Qt's converters drop a byte order mark, wherever it stands.
    const QList<uint> points = sequence == kByteOrderMark ? QList<uint>{QChar::ByteOrderMark}
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

PayloadGlyph escapeAt(const QByteArray &payload, qsizetype position)
{
    const auto unitAt = [&payload](qsizetype at) -> int {
        bool ok = false;
        const QByteArray sequence = payload.mid(at, 6);
        const uint unit = sequence.size() == 6 && sequence.startsWith("\\u")
            ? sequence.mid(2).toUInt(&ok, 16)
            : 0;
        return ok ? static_cast<int>(unit) : -1;
    };
    const char kind = position + 1 < payload.size() ? payload.at(position + 1) : '\0';
    if (kind == 'n')
        return {.text = {}, .width = 0, .bytes = 2, .lineBreak = true};
    if (kind == 'r' && payload.mid(position + 2, 2) == "\\n")
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
        const QString visible =
            c == U'"' || c == U'\\' ? QString(u'\\' + QString(QChar(unit))) : shown(c);
        return {.text = visible,
                .width = visible.size() > 2 ? static_cast<int>(visible.size()) : cellsOf(c),
                .bytes = bytes};
    }
    if (kind > 0x20 && kind < 0x7f)
        return {.text = QString(u'\\') + QLatin1Char(kind), .width = 2, .bytes = 2};
    return {.text = u"\\"_s};
}

} // namespace

PayloadGlyph payloadGlyph(const QByteArray &payload, qsizetype position, bool inText)
{
    const char c = payload.at(position);
    if (c == '\\' && inText)
        return escapeAt(payload, position);
    if (c == '\n')
        return {.text = {}, .width = 0, .bytes = 1, .lineBreak = true};
    if (c == '\r' && position + 1 < payload.size() && payload.at(position + 1) == '\n')
        return {.text = {}, .width = 0, .bytes = 2, .lineBreak = true};
    if (c == '\t')
        return {.text = u"    "_s, .width = 4};
    if (c >= 0x20 && c < 0x7f)
        return {.text = QString(QLatin1Char(c))};
    return codePointAt(payload, position);
}

void boundMarks(PayloadGlyph &glyph, int &marks)
{
    const bool isMark = glyph.text.size() == 1 && glyph.text.front().isMark();
    marks = isMark ? marks + 1 : 0;
    if (marks > kMarksOnALetter) {
        glyph.text = escapeOf(glyph.text.front().unicode());
        glyph.width = static_cast<int>(glyph.text.size());
    }
}

} // namespace dogwatch
