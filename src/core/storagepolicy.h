// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/redaction.h"

#include <memory>
#include <mutex>

namespace dogwatch {

// How much of what agents say is stored.
enum class StoreLevel {
    Full,
    NoOutputs, // but for what tools gave back
    Metadata, // names, ids, times, folders and figures; no texts
};

// What may be stored, as a person has set it. A value that workers take a copy of. Thread: any.
struct StoragePolicy
{
    StoreLevel level = StoreLevel::Full;
    std::shared_ptr<const Redactor> redactor; // none: nothing is redacted

    // One text that is stored by itself: a title, a prompt. Empty where texts aren't stored.
    [[nodiscard]] QString text(const QString &text, RedactionTally &tally) const;
};

// The policy that holds now; changed while others read it. Thread: any.
class CurrentPolicy
{
public:
    [[nodiscard]] StoragePolicy get() const
    {
        const std::lock_guard lock(m_mutex);
        return m_policy;
    }
    void set(StoragePolicy policy)
    {
        const std::lock_guard lock(m_mutex);
        m_policy = std::move(policy);
    }

private:
    mutable std::mutex m_mutex;
    StoragePolicy m_policy; // guarded by m_mutex
};

} // namespace dogwatch
