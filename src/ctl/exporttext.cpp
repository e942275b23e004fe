// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl/exporttext.h"

#include "core/texts.h"

#include <algorithm>
#include <limits>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestInline = 200;

// Control characters and those that turn the direction become visible; breaks and tabs stay.
QString visible(const QString &text)
{
    QString lines;
    const QList<QStringView> parts = QStringView(text).split(u'\n');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QList<QStringView> cells = parts.at(i).split(u'\t');
        for (qsizetype j = 0; j < cells.size(); ++j) {
            if (j > 0)
                lines += u'\t';
            QStringView cell = cells.at(j);
            if (cell.endsWith(u'\r') && j == cells.size() - 1)
                cell.chop(1);
            lines += terminalSafe(cell.toString());
        }
        if (i + 1 < parts.size())
            lines += u'\n';
    }
    return lines;
}

} // namespace

QByteArray jsonLine(const QByteArray &json)
{
    if (!json.contains('\n') && !json.contains('\r'))
        return json;
    QByteArray line;
    line.reserve(json.size());
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json.at(i);
        if (c == '\n' || c == '\r')
            line += inString ? (c == '\n' ? "\\n" : "\\r") : " ";
        else
            line += c;
        if (c == '"')
            inString = !inString;
        else if (c == '\\' && inString && i + 1 < json.size())
            line += json.at(++i);
    }
    return line;
}

QString markdownInline(const QString &text)
{
    QString safe;
    const QString line = oneLine(text, kLongestInline);
    for (const QChar c : line) {
        // Any ASCII punctuation may be escaped, and every markup begins with some.
        if (c.unicode() < 0x80 && c.isPrint() && !c.isLetterOrNumber() && c != u' ')
            safe += c == u'<' ? u"&lt;"_s : c == u'&' ? u"&amp;"_s : QString(u'\\') + c;
        else
            safe += c;
    }
    return safe;
}

QString markdownBlock(const QString &text)
{
    const QString shown = visible(text);
    qsizetype longest = 2;
    qsizetype run = 0;
    for (const QChar c : shown) {
        run = c == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const QString fence(longest + 1, u'`');
    return fence + u"text\n"_s + shown + (shown.endsWith(u'\n') ? QString() : u"\n"_s) + fence
        + u'\n';
}

} // namespace dogwatch
