// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/uuid7.h"

#include <QRandomGenerator>
#include <QUuid>

namespace dogwatch {

QString makeUuid7(qint64 nowMs)
{
    const auto time = static_cast<quint64>(nowMs);
    const quint64 random = QRandomGenerator::global()->generate64();
    const quint64 more = QRandomGenerator::global()->generate64();
    return QUuid(static_cast<uint>(time >> 16), static_cast<ushort>(time & 0xffff),
                 static_cast<ushort>(0x7000 | (random & 0x0fff)),
                 static_cast<uchar>(0x80 | ((random >> 16) & 0x3f)),
                 static_cast<uchar>(random >> 24), static_cast<uchar>(more),
                 static_cast<uchar>(more >> 8), static_cast<uchar>(more >> 16),
                 static_cast<uchar>(more >> 24), static_cast<uchar>(more >> 32),
                 static_cast<uchar>(more >> 40))
        .toString(QUuid::WithoutBraces);
}

} // namespace dogwatch
