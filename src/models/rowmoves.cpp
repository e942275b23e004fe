// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rowmoves.h"

#include <QHash>

#include <algorithm>

namespace dogwatch {

namespace {

// Which of `places` belong to a longest increasing subsequence.
std::vector<bool> longestIncreasing(const std::vector<int> &places)
{
    std::vector<std::size_t> tails; // tails[k]: end of the best subsequence of length k + 1
    std::vector<std::size_t> previous(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto at = std::lower_bound(
            tails.begin(), tails.end(), places.at(i),
            [&places](std::size_t tail, int place) { return places.at(tail) < place; });
        previous.at(i) = at == tails.begin() ? i : *std::prev(at);
        if (at == tails.end())
            tails.push_back(i);
        else
            *at = i;
    }
    std::vector<bool> member(places.size(), false);
    if (tails.empty())
        return member;
    std::size_t i = tails.back();
    for (std::size_t left = tails.size(); left > 0; --left) {
        member.at(i) = true;
        i = previous.at(i);
    }
    return member;
}

} // namespace

std::vector<RowMove> fewestMoves(std::vector<SessionRef> current,
                                 const std::vector<SessionRef> &target)
{
    Q_ASSERT(current.size() == target.size());
    if (current == target)
        return {};

    QHash<SessionRef, int> wanted;
    wanted.reserve(static_cast<qsizetype>(target.size()));
    for (const SessionRef ref : target)
        wanted.insert(ref, static_cast<int>(wanted.size()));
    std::vector<int> places;
    places.reserve(current.size());
    for (const SessionRef ref : current)
        places.push_back(wanted.value(ref));
    const std::vector<bool> stays = longestIncreasing(places);
    std::vector<bool> staysAtTarget(target.size(), false);
    for (std::size_t i = 0; i < places.size(); ++i)
        staysAtTarget.at(static_cast<std::size_t>(places.at(i))) = stays.at(i);

    // In the order of the target, each mover is put right behind its predecessor, which by then
    // stands where it belongs.
    std::vector<RowMove> moves;
    for (std::size_t i = 0; i < target.size(); ++i) {
        if (staysAtTarget.at(i))
            continue;
        const auto mover = std::find(current.begin(), current.end(), target.at(i));
        const int from = static_cast<int>(mover - current.begin());
        current.erase(mover);
        const auto behind = i == 0
            ? current.begin()
            : std::next(std::find(current.begin(), current.end(), target.at(i - 1)));
        const int to = static_cast<int>(behind - current.begin());
        current.insert(behind, target.at(i));
        if (from != to)
            moves.push_back({from, to});
    }
    return moves;
}

} // namespace dogwatch
