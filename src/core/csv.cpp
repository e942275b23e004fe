// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/csv.h"

#include "core/texts.h"

#include <algorithm>
#include <limits>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

bool isNumber(const QString &text)
{
    bool is = false;
    (void)text.toDouble(&is);
    return is;
}

// What begins a formula, also where the program that reads it skips blanks before it, and what
// stands for one in full width.
bool mayBeFormula(const QString &text, const QString &line)
{
    constexpr QStringView kFormula = u"=+-@\uff1d\uff0b\uff0d\uff20|%";
    if (text.isEmpty() || isNumber(text))
        return false;
    return text.front() == u'\t' || text.front() == u'\r'
        || (!line.isEmpty() && kFormula.contains(line.front()));
}

QString csvCell(const QString &text)
{
    QString cell = oneLine(text, std::numeric_limits<qsizetype>::max() / 4);
    if (mayBeFormula(text, cell))
        cell.prepend(u'\'');
    if (std::any_of(cell.begin(), cell.end(),
                    [](QChar c) { return c == u'"' || c == u',' || c == u';' || c == u' '; }))
        cell = u'"' + cell.replace(u'"', u"\"\""_s) + u'"';
    return cell;
}

} // namespace

QString csvRecord(const QStringList &cells)
{
    QStringList safe;
    for (const QString &cell : cells)
        safe.append(csvCell(cell));
    return safe.join(u',') + u"\r\n"_s;
}

} // namespace dogwatch
