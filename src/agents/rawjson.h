// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace dogwatch {

// The bytes of a part of a JSON text, as they were written: numbers, escapes and the order of keys
// are lost when a text is parsed and written again. The text must already be known to be valid
// JSON. Pure; any thread.

// A member as written: the name with its quotes and escapes.
struct RawMember
{
    QByteArrayView name;
    QByteArrayView value;
};

// The members of the outermost object, in order, equal keys too.
[[nodiscard]] std::vector<RawMember> rawMembers(QByteArrayView object);
// The value of the member whose key spells `key`, in whatever way it is escaped; of equal keys the
// last, as for QJsonObject. Null where there is none.
[[nodiscard]] QByteArrayView rawMember(QByteArrayView object, QByteArrayView key);
// The values of an array, in order.
[[nodiscard]] std::vector<QByteArrayView> rawElements(QByteArrayView array);

} // namespace dogwatch
