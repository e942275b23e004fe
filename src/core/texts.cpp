// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/texts.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

bool isBidiControl(char16_t unit)
{
    return unit == 0x200e || unit == 0x200f || unit == 0x061c || (unit >= 0x202a && unit <= 0x202e)
        || (unit >= 0x2066 && unit <= 0x2069);
}

bool isControl(char16_t unit)
{
    return unit < 0x20 || (unit >= 0x7f && unit <= 0x9f) || unit == 0x2028 || unit == 0x2029;
}

// So many marks may stand on one letter: no script needs more, and a pile of them is drawn over the
// lines above and below.
constexpr int kMarksOnALetter = 4;

} // namespace

QString cut(const QString &text, qsizetype max)
{
    if (text.size() <= max)
        return text;
    qsizetype end = std::max<qsizetype>(0, max - 1);
    if (end > 0 && text.at(end - 1).isHighSurrogate())
        --end;
    return text.left(end) + u'…';
}

QString oneLine(const QString &text, qsizetype max)
{
    QString line;
    line.reserve(std::min(text.size(), max + 1));
    bool blankPending = false;
    int marks = 0;
    for (const QChar c : text) {
        if (isBidiControl(c.unicode()))
            continue;
        marks = c.isMark() ? marks + 1 : 0;
        if (marks > kMarksOnALetter)
            continue;
        if (isControl(c.unicode()) || c.isSpace()) {
            blankPending = !line.isEmpty();
            continue;
        }
        if (blankPending)
            line += u' ';
        blankPending = false;
        line += c;
        if (line.size() > max)
            break;
    }
    return cut(line, max);
}

QString terminalSafe(const QString &text)
{
    QString safe;
    safe.reserve(text.size());
    for (const QChar c : text) {
        if (isControl(c.unicode()) || isBidiControl(c.unicode()))
            safe += u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            safe += c;
    }
    return safe;
}

QString validUnicode(QString text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c.isNull())
            text[i] = QChar(0x2400);
        else if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
            ++i;
        else if (c.isSurrogate() || c.unicode() >= 0xfffe)
            text[i] = QChar(QChar::ReplacementCharacter);
    }
    return text;
}

} // namespace dogwatch
