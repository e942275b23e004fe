// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/settingsmodel.h"

#include "models/settingwords.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

bool isOneOfSome(const QString &type)
{
    return type == "choice"_L1 || type == "switch"_L1;
}

QStringList wordsOf(const QStringList &values)
{
    QStringList words;
    for (const QString &value : values)
        words.append(settingValueWord(value));
    return words;
}

} // namespace

int SettingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SettingsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case KeyRole:
        return row.key;
    case SectionRole:
        return row.key.section(u'.', 0, 0);
    case Qt::DisplayRole:
    case TitleRole:
        return settingWords(row.key, row.help).title;
    case HelpRole:
        return settingWords(row.key, row.help).help;
    case TypeRole:
        return row.type;
    case ValueRole:
        return row.value;
    case UsualRole:
        if (row.value == row.usual)
            return QString();
        return row.choices.isEmpty() ? row.usual : settingValueWord(row.usual);
    case ChoicesRole:
        return row.choices;
    case WordsRole:
        return wordsOf(row.choices);
    case ProblemRole:
        return row.problem;
    default:
        return {};
    }
}

QHash<int, QByteArray> SettingsModel::roleNames() const
{
    return {{KeyRole, "key"},        {SectionRole, "section"}, {TitleRole, "title"},
            {HelpRole, "help"},      {TypeRole, "type"},       {ValueRole, "value"},
            {UsualRole, "usual"},    {ChoicesRole, "choices"}, {WordsRole, "words"},
            {ProblemRole, "problem"}};
}

// The keys never change, so the rows are made once.
void SettingsModel::setLoaded(const LoadedSettings &loaded)
{
    const std::span<const SettingKey> keys = settingKeys();
    if (m_rows.empty()) {
        beginResetModel();
        for (const SettingKey &key : keys) {
            m_rows.push_back({key.name, key.help, key.type,
                              isOneOfSome(key.type) ? key.allowed.split(u", "_s) : QStringList(),
                              key.get(loaded.settings), key.defaultText(), QString()});
        }
        endResetModel();
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i].value = keys[i].get(loaded.settings);
        m_rows[i].problem.clear();
    }
    Q_EMIT dataChanged(index(0), index(rowCount() - 1), {ValueRole, UsualRole, ProblemRole});
    Q_EMIT valuesChanged();
    if (m_problems != loaded.problems) {
        m_problems = loaded.problems;
        Q_EMIT problemsChanged();
    }
}

void SettingsModel::setProblem(const QString &key, const QString &text)
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_rows.at(static_cast<std::size_t>(row)).key != key)
            continue;
        m_rows.at(static_cast<std::size_t>(row)).problem = text;
        Q_EMIT dataChanged(index(row), index(row), {ProblemRole});
    }
}

QString SettingsModel::value(const QString &key) const
{
    const auto row = std::find_if(m_rows.cbegin(), m_rows.cend(),
                                  [&key](const Row &each) { return each.key == key; });
    return row == m_rows.cend() ? QString() : row->value;
}

} // namespace dogwatch
