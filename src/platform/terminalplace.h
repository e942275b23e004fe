// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace dogwatch {

// Where an agent's terminal is, as far as its environment tells. Each value has been checked to be
// of the form that it has there, or is empty: they become arguments of other programs.
struct TerminalPlace
{
    QString tmuxSocket;
    QString tmuxPane; // "%3"
    QString kittyServer; // "unix:@mykitty"
    QString kittyWindow; // a number, as the next
    QString weztermPane;
    QString weztermSocket; // a path; empty: the one that WezTerm finds by itself
    QString konsoleService; // of D-Bus
    QString konsoleSession; // "/Sessions/1"
    quint32 window = 0; // of X11
    bool isVsCode = false;

    std::optional<qint64> pid; // of a process that runs in it
    QString tty;
    QString folder; // in which the agent works
    QString activationToken; // from a click elsewhere; empty: none
};

// From what the hook client told: an object of the variables' names in lower case.
[[nodiscard]] TerminalPlace terminalPlaceFromJson(const QByteArray &json);
// From the environment of a running process of ours.
[[nodiscard]] TerminalPlace terminalPlaceOfProcess(qint64 pid);

} // namespace dogwatch
