// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "platform/terminalplace.h"

#include <QFile>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestEnvironment = 1024 * 1024;

using Variables = QHash<QString, QString>; // by name in lower case

QString checked(const Variables &variables, const QString &name, const QString &pattern)
{
    const QString value = variables.value(name);
    const QRegularExpression expression(QRegularExpression::anchoredPattern(pattern));
    return expression.match(value).hasMatch() ? value : QString();
}

TerminalPlace placeOf(const Variables &variables)
{
    const QString number = u"[0-9]{1,10}"_s;
    TerminalPlace place;
    // TMUX is "socket,pid of the server,session".
    place.tmuxSocket =
        checked(variables, u"tmux"_s, u"/[^,\\n]+,[0-9]+,[0-9]+"_s).section(u',', 0, 0);
    place.tmuxPane = checked(variables, u"tmux_pane"_s, u'%' + number);
    place.kittyServer = checked(variables, u"kitty_listen_on"_s, u"unix:[^\\n]+"_s);
    place.kittyWindow = checked(variables, u"kitty_window_id"_s, number);
    place.weztermPane = checked(variables, u"wezterm_pane"_s, number);
    place.weztermSocket = checked(variables, u"wezterm_unix_socket"_s, u"/[^\\n]+"_s);
    place.konsoleService = checked(variables, u"konsole_dbus_service"_s,
                                   u"(:[0-9]+\\.[0-9]+|org\\.kde\\.konsole[-.0-9]*)"_s);
    place.konsoleSession = checked(variables, u"konsole_dbus_session"_s, u"/Sessions/" + number);
    place.window = checked(variables, u"windowid"_s, number).toUInt();
    place.isVsCode = variables.value(u"term_program"_s) == "vscode"_L1;
    return place;
}

} // namespace

TerminalPlace terminalPlaceFromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    Variables variables;
    for (auto it = object.begin(); it != object.end(); ++it)
        variables.insert(it.key(), it.value().toString());
    return placeOf(variables);
}

TerminalPlace terminalPlaceOfProcess(qint64 pid)
{
    Variables variables;
    QFile file(u"/proc/%1/environ"_s.arg(pid));
    if (file.open(QIODevice::ReadOnly)) {
        const QList<QByteArray> rows = file.read(kLargestEnvironment).split('\0');
        for (const QByteArray &row : rows) {
            const qsizetype equals = row.indexOf('=');
            variables.insert(QString::fromUtf8(row.left(equals)).toLower(),
                             QString::fromUtf8(row.mid(equals + 1)));
        }
    }
    TerminalPlace place = placeOf(variables);
    place.pid = pid;
    return place;
}

} // namespace dogwatch
