// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace dogwatch {

// The exit codes of the contract.
enum class Exit {
    Done = 0,
    Failed = 1,
    WrongUsage = 2,
    NobodyThere = 3,
    StoreUnreadable = 4,
};

// What a command has to say. Data goes to stdout, everything else to stderr; texts from outside are
// made safe for a terminal, because a payload must not be able to drive it.
class Output
{
public:
    explicit Output(bool json);

    [[nodiscard]] bool isJson() const { return m_json; }
    void print(const QJsonObject &object) const;
    void print(const QJsonArray &array) const;
    // One line of a payload or of text, as it is.
    void printRaw(const QByteArray &bytes) const;
    void line(const QString &text) const;
    void note(const QString &text) const;
    // Columns as wide as their widest cell, cut where that is too much for a screen.
    void table(const QStringList &head, const std::vector<QStringList> &rows) const;
    // Two columns without a head.
    void facts(const std::vector<std::pair<QString, QString>> &facts) const;

    Exit fail(const Error &error) const;
    Exit fail(const QString &text, Exit exit) const;

private:
    const bool m_json;
};

// "1 file", "2 files".
[[nodiscard]] QString counted(qint64 number, const QString &thing);

// Which exit code an error of the store means.
[[nodiscard]] Exit exitOf(const Error &error);

} // namespace dogwatch
