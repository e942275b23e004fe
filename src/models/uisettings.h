// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QObject>
#include <QRect>
#include <QSettings>
#include <QString>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// What the window remembers over a restart. Kept in an ini file that the owner names; a value that
// is missing or makes no sense reads as its default. GUI thread.
class UiSettings : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the window")
    // Empty: never stored.
    Q_PROPERTY(QRect geometry READ geometry WRITE setGeometry NOTIFY geometryChanged FINAL)
    Q_PROPERTY(bool maximized READ maximized WRITE setMaximized NOTIFY maximizedChanged FINAL)
    // The name of the page in the rail; empty: the first.
    Q_PROPERTY(QString page READ page WRITE setPage NOTIFY pageChanged FINAL)
    // As SessionsModel has them.
    Q_PROPERTY(
        int statusFilter READ statusFilter WRITE setStatusFilter NOTIFY statusFilterChanged FINAL)
    Q_PROPERTY(int grouping READ grouping WRITE setGrouping NOTIFY groupingChanged FINAL)
    Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY searchChanged FINAL)
    // The person does not want to be offered the import of history any more.
    Q_PROPERTY(bool importDismissed READ importDismissed WRITE setImportDismissed NOTIFY
                   importDismissedChanged FINAL)
    // Which part of the settings was last open, as their page counts them.
    Q_PROPERTY(
        int settingsPart READ settingsPart WRITE setSettingsPart NOTIFY settingsPartChanged FINAL)
    // When a person last looked into the inbox, unix ms; 0: never.
    Q_PROPERTY(
        double inboxLooked READ inboxLooked WRITE setInboxLooked NOTIFY inboxLookedChanged FINAL)

public:
    explicit UiSettings(const QString &iniPath, QObject *parent = nullptr);

    [[nodiscard]] QRect geometry() const;
    void setGeometry(const QRect &geometry);
    [[nodiscard]] bool maximized() const;
    void setMaximized(bool maximized);
    [[nodiscard]] QString page() const;
    void setPage(const QString &page);
    [[nodiscard]] int statusFilter() const;
    void setStatusFilter(int mask);
    [[nodiscard]] int grouping() const;
    void setGrouping(int grouping);
    [[nodiscard]] QString search() const;
    void setSearch(const QString &search);
    [[nodiscard]] bool importDismissed() const;
    void setImportDismissed(bool dismissed);
    [[nodiscard]] int settingsPart() const;
    void setSettingsPart(int part);
    [[nodiscard]] double inboxLooked() const;
    void setInboxLooked(double unixMs);
    // Widths of the columns of that table; empty: never stored.
    [[nodiscard]] QList<int> columns(const QString &table) const;
    void setColumns(const QString &table, const QList<int> &widths);

    // Writes what is not on disk yet.
    void sync() { m_settings.sync(); }

    static constexpr qsizetype kLongestSearch = 200;

Q_SIGNALS:
    void geometryChanged();
    void maximizedChanged();
    void pageChanged();
    void statusFilterChanged();
    void groupingChanged();
    void searchChanged();
    void importDismissedChanged();
    void settingsPartChanged();
    void inboxLookedChanged();

private:
    [[nodiscard]] int number(const QString &key, int least, int most) const;
    bool store(const QString &key, const QVariant &value);

    mutable QSettings m_settings;
};

} // namespace dogwatch
