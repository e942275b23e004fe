// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl/output.h"

#include "core/texts.h"

#include <QFile>
#include <QJsonDocument>

#include <algorithm>
#include <cstdio>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kWidestCell = 60;

void write(FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}

} // namespace

Output::Output(bool json)
    : m_json(json)
{ }

void Output::print(const QJsonObject &object) const
{
    write(stdout, QJsonDocument(object).toJson(QJsonDocument::Indented));
}

void Output::print(const QJsonArray &array) const
{
    write(stdout, QJsonDocument(array).toJson(QJsonDocument::Indented));
}

void Output::printRaw(const QByteArray &bytes) const
{
    write(stdout, bytes + '\n');
}

void Output::line(const QString &text) const
{
    write(stdout, terminalSafe(text).toUtf8() + '\n');
}

void Output::note(const QString &text) const
{
    write(stderr, terminalSafe(text).toUtf8() + '\n');
}

void Output::table(const QStringList &head, const std::vector<QStringList> &rows) const
{
    std::vector<qsizetype> widths;
    for (const QString &cell : head)
        widths.push_back(cell.size());
    const auto shown = [](const QString &cell) {
        return cut(terminalSafe(cell.simplified()), kWidestCell);
    };
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            qsizetype &width = widths.at(static_cast<std::size_t>(i));
            width = std::max(width, shown(row.at(i)).size());
        }
    }
    const auto print = [&](const QStringList &row) {
        QString text;
        for (qsizetype i = 0; i < row.size(); ++i)
            text += shown(row.at(i)).leftJustified(widths.at(static_cast<std::size_t>(i)) + 2);
        while (text.endsWith(u' ')) // and not those before an empty first cell
            text.chop(1);
        write(stdout, text.toUtf8() + '\n');
    };
    print(head);
    for (const QStringList &row : rows)
        print(row);
}

void Output::facts(const std::vector<std::pair<QString, QString>> &facts) const
{
    qsizetype width = 0;
    for (const auto &[name, value] : facts)
        width = std::max(width, name.size());
    for (const auto &[name, value] : facts)
        line(name.leftJustified(width + 2) + value);
}

Exit Output::fail(const Error &error) const
{
    return fail(error.text, exitOf(error));
}

Exit Output::fail(const QString &text, Exit exit) const
{
    note(u"dogwatchctl: "_s + text);
    return exit;
}

QString counted(qint64 number, const QString &thing)
{
    return QString::number(number) + u' ' + thing + (number == 1 ? QString() : u"s"_s);
}

Exit exitOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Missing:
    case ErrorCode::Permission:
    case ErrorCode::Corrupt:
    case ErrorCode::Foreign:
    case ErrorCode::Newer:
    case ErrorCode::StorageFull:
        return Exit::StoreUnreadable;
    case ErrorCode::Unavailable:
        return Exit::NobodyThere;
    case ErrorCode::Busy:
        return Exit::NobodyThere;
    case ErrorCode::InvalidInput:
    case ErrorCode::NotFound:
    case ErrorCode::Conflict:
    case ErrorCode::Cancelled:
    case ErrorCode::Internal:
        return Exit::Failed;
    }
    Q_UNREACHABLE();
    return Exit::Failed;
}

} // namespace dogwatch
