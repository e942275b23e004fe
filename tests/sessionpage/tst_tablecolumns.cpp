// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tablecolumns.h"

#include <QTemporaryDir>
#include <QTest>

using namespace dogwatch;
using namespace Qt::StringLiterals;

class TestTableColumns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsColumnWidthsOverARestart();
};

void TestTableColumns::keepsColumnWidthsOverARestart()
{
    QTemporaryDir folder;
    const QString ini = folder.filePath(u"ui.ini"_s);
    const auto open = [](TableColumns &columns, UiSettings &settings, const QList<int> &defaults) {
        columns.setSettings(&settings);
        columns.setTable(u"events"_s);
        columns.setDefaults(defaults);
    };
    {
        UiSettings settings(ini);
        TableColumns columns;
        open(columns, settings, {100, 200, 300});
        QCOMPARE(columns.widths(), QList<int>({100, 200, 300}));
        columns.setWidth(1, 250);
        columns.setWidth(2, -5);
        columns.setWidth(7, 50);
        QCOMPARE(columns.widths(), QList<int>({100, 250, TableColumns::kNarrowest}));
        QCOMPARE(columns.total(), 350 + TableColumns::kNarrowest);
    }
    {
        UiSettings settings(ini);
        TableColumns columns;
        open(columns, settings, {100, 200, 300});
        QCOMPARE(columns.widths(), QList<int>({100, 250, TableColumns::kNarrowest}));
        columns.resetWidth(1);
        QCOMPARE(columns.widths().at(1), 200);
        TableColumns other;
        open(other, settings, {1, 2}); // of another version
        QCOMPARE(other.widths(), QList<int>({TableColumns::kNarrowest, TableColumns::kNarrowest}));
    }
    QSettings(ini, QSettings::IniFormat)
        .setValue(u"columns/events"_s, QStringList({u"1e9"_s, u"x"_s, u"-1"_s}));
    UiSettings settings(ini);
    TableColumns columns;
    open(columns, settings, {100, 200, 300});
    QCOMPARE(columns.widths(), QList<int>({100, 200, 300}));
}

QTEST_GUILESS_MAIN(TestTableColumns)
#include "tst_tablecolumns.moc"
