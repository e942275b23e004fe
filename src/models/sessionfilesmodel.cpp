// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sessionfilesmodel.h"

#include "models/clocktexts.h"
#include "models/displaytext.h"

#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kNameLength = 80;
constexpr qsizetype kPathLength = 400;

QString figureText(qint64 number)
{
    return number == 0 ? QString() : QLocale().toString(number);
}

CellRow rowFrom(const TouchedFile &file)
{
    QStringList agents;
    for (const QString &agent : file.agents)
        agents.append(agent.isEmpty() ? SessionFilesModel::tr("main")
                                      : displayLine(agent, kNameLength));
    const double text = std::nan("");
    CellRow row;
    row.key = file.path;
    row.texts = {displayLine(file.path, kPathLength),
                 figureText(file.reads),
                 figureText(file.writes),
                 figureText(file.failed),
                 clockText(file.lastMs, QDateTime::currentMSecsSinceEpoch()).left(14),
                 agents.join(u", "_s)};
    row.orders = {text,
                  static_cast<double>(file.reads),
                  static_cast<double>(file.writes),
                  static_cast<double>(file.failed),
                  static_cast<double>(file.lastMs),
                  text};
    row.detail = u"%1\n%2"_s.arg(row.texts.constFirst(), fullTimeText(file.lastMs));
    return row;
}

CellRow rowFrom(const OtherToucher &other)
{
    CellRow row;
    row.key = QString::number(static_cast<qint64>(other.session));
    row.ref = static_cast<double>(other.session);
    row.texts = {displayLine(other.title.isEmpty() ? other.id : other.title, kPathLength),
                 figureText(other.reads), figureText(other.writes),
                 clockText(other.lastMs, QDateTime::currentMSecsSinceEpoch()).left(14)};
    row.orders = {std::nan(""), static_cast<double>(other.reads), static_cast<double>(other.writes),
                  static_cast<double>(other.lastMs)};
    return row;
}

} // namespace

SessionFilesModel::SessionFilesModel(QObject *parent)
    : CellsModel(parent)
{
    connect(&m_watch, &SessionWatch::due, this, &SessionFilesModel::read);
    setOrder(4, true);
}

void SessionFilesModel::setFeed(LiveFeed *feed)
{
    m_watch.setFeed(feed);
    Q_EMIT sourceChanged();
}

void SessionFilesModel::setSession(double session)
{
    m_watch.setSession(SessionRef{std::max<qint64>(0, static_cast<qint64>(session))});
    Q_EMIT sourceChanged();
}

void SessionFilesModel::setActive(bool active)
{
    m_watch.setActive(active);
    Q_EMIT sourceChanged();
}

void SessionFilesModel::read(bool anew)
{
    if (anew) {
        setReading();
        look(-1);
    }
    if (!m_watch.port())
        return fail(tr("There is no store to read from."));
    m_watch.port()->ask<std::vector<TouchedFile>>(
        [session = m_watch.session()](Database &database) { return filesOf(database, session); },
        [this, generation = ++m_generation](const Result<std::vector<TouchedFile>> &files) {
            if (generation != m_generation)
                return;
            if (!files) {
                m_watch.noteFailure();
                return fail(files.error().text);
            }
            std::vector<CellRow> rows;
            for (const TouchedFile &file : *files)
                rows.push_back(rowFrom(file));
            setRows(std::move(rows));
        });
}

void SessionFilesModel::look(int row)
{
    const QString path = keyAt(row);
    if (m_path == path && m_others.state() != ModelState::Failed)
        return;
    m_path = path;
    Q_EMIT pathChanged();
    m_others.setReading();
    const quint64 generation = ++m_lookGeneration;
    if (m_path.isEmpty() || !m_watch.port())
        return;
    m_watch.port()->ask<std::vector<OtherToucher>>(
        [path, session = m_watch.session()](Database &database) {
            return otherTouchersOf(database, path, session, kMostOthers);
        },
        [this, generation](const Result<std::vector<OtherToucher>> &others) {
            if (generation != m_lookGeneration)
                return;
            if (!others)
                return m_others.fail(others.error().text);
            std::vector<CellRow> rows;
            for (const OtherToucher &other : *others)
                rows.push_back(rowFrom(other));
            m_others.setRows(std::move(rows));
        });
}

} // namespace dogwatch
