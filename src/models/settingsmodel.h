// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/settingsstore.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace dogwatch {

// Every setting of the program, as `dogwatchctl config` has it, in the words of the window. GUI
// thread; filled by the composition root, which also stores what a person changes.
class SettingsModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of GuiActions")
    // What is wrong with the file of settings, a line each.
    Q_PROPERTY(QString problems READ problems NOTIFY problemsChanged FINAL)

public:
    enum Role {
        KeyRole = Qt::UserRole, // "notify.enabled"
        SectionRole, // "notify": what stands before the first dot
        TitleRole,
        HelpRole,
        TypeRole, // as SettingKey has it
        ValueRole,
        UsualRole, // the default, in words; empty: it is the value, or nothing
        ChoicesRole, // the values of a choice or a switch, and the words for them
        WordsRole,
        ProblemRole, // why the last change was refused; empty: it was not
    };
    Q_ENUM(Role)

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void setLoaded(const LoadedSettings &loaded);
    // Of that setting; it goes with the next change.
    void setProblem(const QString &key, const QString &text);
    [[nodiscard]] QString problems() const { return m_problems.join(u'\n'); }
    // Empty where there is no such setting.
    Q_INVOKABLE [[nodiscard]] QString value(const QString &key) const;

Q_SIGNALS:
    void problemsChanged();
    // For who asks for a value by its key.
    void valuesChanged();

private:
    struct Row
    {
        QString key;
        QString help; // as the command line has it
        QString type;
        QStringList choices;
        QString value;
        QString usual;
        QString problem;
    };

    std::vector<Row> m_rows; // in the order of settingKeys(); empty until they are loaded
    QStringList m_problems;
};

} // namespace dogwatch
