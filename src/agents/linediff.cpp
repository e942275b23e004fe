// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/linediff.h"

#include <QList>

#include <algorithm>
#include <vector>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kContext = 3;
// The table grows with the product of both lengths; beyond it the whole middle counts as changed.
constexpr qsizetype kMostCells = 4'000'000;

struct Line
{
    char mark = ' ';
    QByteArray text;
};

QList<QByteArray> linesOf(const QByteArray &text)
{
    QList<QByteArray> lines = text.split('\n');
    if (lines.last().isEmpty())
        lines.removeLast();
    return lines;
}

void addAll(std::vector<Line> &lines, char mark, const QList<QByteArray> &texts)
{
    for (const QByteArray &text : texts)
        lines.push_back({mark, text});
}

// The longest common subsequence, by the usual table of suffix lengths.
void addMiddle(std::vector<Line> &lines, const QList<QByteArray> &a, const QList<QByteArray> &b)
{
    if (a.size() * b.size() > kMostCells) {
        addAll(lines, '-', a);
        addAll(lines, '+', b);
        return;
    }
    const qsizetype width = b.size() + 1;
    std::vector<int> common(std::size_t((a.size() + 1) * width), 0);
    const auto cell = [&](qsizetype i, qsizetype j) -> int & {
        return common[std::size_t(i * width + j)];
    };
    for (qsizetype i = a.size() - 1; i >= 0; --i) {
        for (qsizetype j = b.size() - 1; j >= 0; --j) {
            cell(i, j) =
                a[i] == b[j] ? cell(i + 1, j + 1) + 1 : std::max(cell(i + 1, j), cell(i, j + 1));
        }
    }
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            lines.push_back({' ', a[i++]});
            ++j;
        } else if (j == b.size() || (i < a.size() && cell(i + 1, j) >= cell(i, j + 1))) {
            lines.push_back({'-', a[i++]});
        } else {
            lines.push_back({'+', b[j++]});
        }
    }
}

std::vector<bool> shownLines(const std::vector<Line> &lines)
{
    const qsizetype count = qsizetype(lines.size());
    std::vector<bool> shown(lines.size(), false);
    for (qsizetype i = 0; i < count; ++i) {
        if (lines[std::size_t(i)].mark == ' ')
            continue;
        for (qsizetype k = std::max<qsizetype>(0, i - kContext);
             k <= std::min(count - 1, i + kContext); ++k) {
            shown[std::size_t(k)] = true;
        }
    }
    return shown;
}

} // namespace

QString lineDiff(const QByteArray &before, const QByteArray &after)
{
    if (before == after)
        return {};
    const QList<QByteArray> a = linesOf(before);
    const QList<QByteArray> b = linesOf(after);
    const qsizetype shortest = std::min(a.size(), b.size());
    qsizetype head = 0;
    while (head < shortest && a[head] == b[head])
        ++head;
    qsizetype tail = 0;
    while (tail < shortest - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;

    std::vector<Line> lines;
    addAll(lines, ' ', a.first(head));
    addMiddle(lines, a.sliced(head, a.size() - head - tail),
              b.sliced(head, b.size() - head - tail));
    addAll(lines, ' ', a.last(tail));

    const std::vector<bool> shown = shownLines(lines);
    QString diff;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (shown[i])
            diff += QLatin1Char(lines[i].mark) + QString::fromUtf8(lines[i].text) + u'\n';
        else if (i == 0 || shown[i - 1])
            diff += u"...\n"_s;
    }
    return diff;
}

} // namespace dogwatch
