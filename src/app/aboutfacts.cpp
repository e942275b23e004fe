// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/aboutfacts.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QSysInfo>

#include <sqlite3.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

struct About
{
    Q_DECLARE_TR_FUNCTIONS(About)
};

} // namespace

QStringList aboutFacts(const DataFolder &folder)
{
    return {
        About::tr("Version"),
        QCoreApplication::applicationVersion(),
        About::tr("Licence"),
        u"GPL-3.0-or-later"_s,
        About::tr("Copyright"),
        u"The Dogwatch authors"_s,
        u"Qt"_s,
        u"%1 (%2)"_s.arg(QString::fromLatin1(qVersion()), QGuiApplication::platformName()),
        u"SQLite"_s,
        QString::fromLatin1(sqlite3_libversion()),
        About::tr("System"),
        QSysInfo::prettyProductName(),
        About::tr("Program"),
        QCoreApplication::applicationFilePath(),
        About::tr("Data folder"),
        folder.path(),
        About::tr("Store"),
        folder.database(),
        About::tr("Settings"),
        folder.settings(),
        About::tr("Events that wait"),
        folder.spool(),
    };
}

} // namespace dogwatch
