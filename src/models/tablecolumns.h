// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/uisettings.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// The widths of a table's columns, which survive a restart. GUI thread.
class TableColumns : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    // Where they are kept; null: nowhere.
    Q_PROPERTY(
        dogwatch::UiSettings *settings READ settings WRITE setSettings NOTIFY settingsChanged FINAL)
    // The name under which they are kept.
    Q_PROPERTY(QString table READ table WRITE setTable NOTIFY tableChanged FINAL)
    // Of every column, device-independent pixels; 0: not shown.
    Q_PROPERTY(QList<int> defaults READ defaults WRITE setDefaults NOTIFY defaultsChanged FINAL)
    Q_PROPERTY(QList<int> widths READ widths NOTIFY widthsChanged FINAL)
    Q_PROPERTY(int total READ total NOTIFY widthsChanged FINAL)

public:
    static constexpr int kNarrowest = 36;
    static constexpr int kUsual = 130; // of a column that is not shown by default

    explicit TableColumns(QObject *parent = nullptr);

    [[nodiscard]] UiSettings *settings() const { return m_settings; }
    void setSettings(UiSettings *settings);
    [[nodiscard]] const QString &table() const { return m_table; }
    void setTable(const QString &table);
    [[nodiscard]] const QList<int> &defaults() const { return m_defaults; }
    void setDefaults(const QList<int> &defaults);
    [[nodiscard]] const QList<int> &widths() const { return m_widths; }
    [[nodiscard]] int total() const;

    Q_INVOKABLE void setWidth(int column, int width);
    // A column that is shown again has its default width.
    Q_INVOKABLE void setShown(int column, bool shown);
    // Back to its default.
    Q_INVOKABLE void resetWidth(int column);

Q_SIGNALS:
    void settingsChanged();
    void tableChanged();
    void defaultsChanged();
    void widthsChanged();

private:
    void read();
    void put(int column, int width);

    QPointer<UiSettings> m_settings;
    QString m_table;
    QList<int> m_defaults;
    QList<int> m_widths;
};

} // namespace dogwatch
