// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/storagepolicy.h"

namespace dogwatch {

QString StoragePolicy::text(const QString &text, RedactionTally &tally) const
{
    if (level == StoreLevel::Metadata)
        return {};
    return redactor ? redactor->text(text, tally) : text;
}

} // namespace dogwatch
