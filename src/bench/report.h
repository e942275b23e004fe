// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>

class QTextStream;

namespace dogwatch {

// The figures as a table for people, each beside what it must reach. `report` is what --json
// prints.
void printTable(QTextStream &out, const QJsonObject &report);

} // namespace dogwatch
