// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/secretfinder.h"

#include "core/asciitext.h"

#include <algorithm>
#include <array>

namespace dogwatch {

namespace {

struct NameWord
{
    std::string_view word;
    SecretName name;
};

// Words that make a name that of a secret. Those that are part of another are the surer ones.
constexpr std::array kNameWords{
    NameWord{"password", SecretName::Password},
    NameWord{"passwd", SecretName::Password},
    NameWord{"passphrase", SecretName::Password},
    NameWord{"passcode", SecretName::Password},
    NameWord{"passwort", SecretName::Password},
    NameWord{"pwd", SecretName::Password},
    NameWord{"_pass", SecretName::Password},
    NameWord{"dbpass", SecretName::Password},
    NameWord{"-pass", SecretName::Password},
    NameWord{"secret", SecretName::Secret},
    NameWord{"token", SecretName::Token},
    NameWord{"api_key", SecretName::Token},
    NameWord{"apikey", SecretName::Token},
    NameWord{"api-key", SecretName::Token},
    NameWord{"access_key", SecretName::Token},
    NameWord{"accesskey", SecretName::Token},
    NameWord{"access-key", SecretName::Token},
    NameWord{"auth_key", SecretName::Token},
    NameWord{"authkey", SecretName::Token},
    NameWord{"private_key", SecretName::Token},
    NameWord{"privatekey", SecretName::Token},
    NameWord{"signing_key", SecretName::Token},
    NameWord{"encryption_key", SecretName::Token},
    NameWord{"accountkey", SecretName::Token},
    NameWord{"master_key", SecretName::Token},
    NameWord{"service_key", SecretName::Token},
    NameWord{"credential", SecretName::Token},
    NameWord{"credentials", SecretName::Token},
    NameWord{"authorization", SecretName::Token},
    NameWord{"_auth", SecretName::Token},
    NameWord{"\"auth", SecretName::Key},
    NameWord{"_key", SecretName::Key},
    NameWord{"-key", SecretName::Key},
    NameWord{" key", SecretName::Key},
    NameWord{"key=", SecretName::Key},
};

constexpr std::size_t kFarthestBefore = 64;

// \n and its like, in a text that quotes another.
bool isEscapeAt(std::string_view text, std::size_t at)
{
    return text[at] == '\\' && at + 1 < text.size()
        && std::string_view("nrtbf").find(text[at + 1]) != std::string_view::npos;
}

// A token begins where no letter or digit stands before it, unless these belong to an escape: \n in
// a text that quotes another, %3D in a URL.
bool canBeginAt(std::string_view text, std::size_t at)
{
    if (at == 0 || !(isLetter(text[at - 1]) || isDigit(text[at - 1])))
        return true;
    if (at >= 2 && isEscapeAt(text, at - 2))
        return true;
    return at >= 3 && text[at - 3] == '%' && isHexDigit(text[at - 2]) && isHexDigit(text[at - 1]);
}

bool canEndAt(std::string_view text, std::size_t at)
{
    return at == text.size() || !(isLetter(text[at]) || isDigit(text[at]))
        || !(isLetter(text[at - 1]) || isDigit(text[at - 1]));
}

} // namespace

SecretFinder::SecretFinder(const std::vector<RedactionRule> &more)
{
    for (const RedactionRule &rule : builtInRules())
        addShape(rule);
    for (const RedactionRule &rule : more)
        addShape(rule);
    for (const NameWord &word : kNameWords)
        addWord(Way::Assignment, word.name == SecretName::Password ? "password" : "secret-value",
                word.word, word.name);
    addWord(Way::Url, "url-password", "://");
    addWord(Way::KeyBlock, "private-key", "-----begin ");
    addWord(Way::Bearer, "bearer-token", "bearer ");
    addWord(Way::Bearer, "bearer-token", "authorization: token ");
    addWord(Way::Basic, "basic-credential", "basic ");
    addWord(Way::Cookie, "cookie", "cookie:");
    addWord(Way::Curl, "curl-password", "-u ");
    addWord(Way::Curl, "curl-password", "--user ");
    m_scan = std::make_unique<const KeywordScan>(m_words);
}

std::size_t SecretFinder::idOf(const std::string &id)
{
    const QString name = QString::fromStdString(id);
    const auto known = std::find(m_ids.begin(), m_ids.end(), name);
    const auto index = static_cast<std::size_t>(known - m_ids.begin());
    if (known == m_ids.end())
        m_ids.push_back(name);
    return index;
}

void SecretFinder::addShape(const RedactionRule &rule)
{
    Result<SecretPattern> pattern = SecretPattern::parse(rule.pattern);
    Q_ASSERT(pattern.ok()); // a person's rules were parsed when their file was read
    if (!pattern)
        return;
    Trial trial;
    trial.rule = idOf(rule.id);
    trial.pattern = std::move(pattern).value();
    trial.minBits = rule.minBits;
    const std::string word = rule.keyword.empty() ? trial.pattern.literal() : rule.keyword;
    trial.keywordLength = word.size();
    if (!rule.before.empty()) {
        const Result<SecretPattern> bytes = SecretPattern::parse('[' + rule.before + ']');
        Q_ASSERT(bytes.ok());
        for (std::size_t c = 0; bytes && c < 256; ++c) {
            const char byte = static_cast<char>(c);
            trial.before.set(c, bytes->matchAt({&byte, 1}, 0).has_value());
        }
    }
    m_trials.push_back(std::move(trial));
    m_words.push_back(word);
}

void SecretFinder::addWord(Way way, const char *id, std::string_view word, SecretName name)
{
    Trial trial;
    trial.way = way;
    trial.rule = idOf(id);
    trial.name = name;
    trial.keywordLength = word.size();
    m_trials.push_back(std::move(trial));
    m_words.emplace_back(word);
}

std::optional<FoundSecret> SecretFinder::shapeAt(const Trial &trial, std::string_view text,
                                                 std::size_t keyword)
{
    std::size_t at = keyword;
    while (at > 0 && keyword - at < kFarthestBefore
           && trial.before.test(static_cast<unsigned char>(text[at - 1])))
        --at;
    if (at > 0 && at < keyword && isEscapeAt(text, at - 1))
        ++at; // its letter is none of the token's
    if (!canBeginAt(text, at))
        return std::nullopt;
    const std::optional<SecretPattern::Match> match = trial.pattern.matchAt(text, at);
    if (!match || !canEndAt(text, match->end))
        return std::nullopt;
    const std::string_view hidden =
        text.substr(match->hiddenFrom, match->hiddenTo - match->hiddenFrom);
    if (bitsPerByte(hidden) < trial.minBits || containsIgnoringCase(hidden, "example")
        || containsIgnoringCase(hidden, "xxxxx"))
        return std::nullopt;
    return FoundSecret{at, match->hiddenFrom, match->hiddenTo, trial.rule};
}

std::optional<FoundSecret> SecretFinder::tryAt(const Trial &trial, std::string_view text,
                                               std::size_t end) const
{
    const std::size_t from = end - trial.keywordLength;
    std::optional<HiddenSpan> span;
    switch (trial.way) {
    case Way::Shape:
        return shapeAt(trial, text, from);
    case Way::Assignment:
        span = assignedSecret(text, from, text[end - 1] == '=' ? end - 1 : end, trial.name);
        break;
    case Way::Url:
        span = urlPassword(text, end);
        break;
    case Way::KeyBlock:
        span = privateKeyBlock(text, end);
        break;
    case Way::Bearer:
        span = bearerToken(text, end);
        break;
    case Way::Basic:
        span = basicCredential(text, from, end);
        break;
    case Way::Cookie:
        span = cookieHeader(text, end);
        break;
    case Way::Curl:
        span = curlPassword(text, from, end);
        break;
    }
    if (!span)
        return std::nullopt;
    return FoundSecret{span->from, span->from, span->to, trial.rule};
}

std::vector<FoundSecret> SecretFinder::find(std::string_view text) const
{
    std::vector<FoundSecret> found;
    m_scan->run(text, [this, text, &found](std::uint32_t word, std::size_t end) {
        const Trial &trial = m_trials[word];
        // Within what the same rule has found; looking again and again would take its time.
        if (!found.empty() && found.back().rule == trial.rule && end <= found.back().to)
            return;
        if (const std::optional<FoundSecret> secret = tryAt(trial, text, end))
            found.push_back(*secret);
    });
    if (found.size() < 2)
        return found;
    // Of two that begin together the one that leaves its kind to be seen goes first.
    std::stable_sort(found.begin(), found.end(), [](const FoundSecret &a, const FoundSecret &b) {
        return std::pair(a.wholeFrom, b.from) < std::pair(b.wholeFrom, a.from);
    });
    // Two that overlap are hidden as one: the rest of neither may stay.
    std::vector<FoundSecret> apart;
    for (const FoundSecret &secret : found) {
        if (apart.empty() || secret.wholeFrom >= apart.back().to)
            apart.push_back(secret);
        else
            apart.back().to = std::max(apart.back().to, secret.to);
    }
    return apart;
}

std::optional<SecretFinder::Promise> SecretFinder::promiseOf(std::string_view name) const
{
    std::optional<Promise> promise;
    m_scan->run(name, [this, name, &promise](std::uint32_t word, std::size_t end) {
        const Trial &trial = m_trials[word];
        if (trial.way != Way::Assignment || !isSecretName(name, end - trial.keywordLength, end))
            return;
        if (!promise || trial.name < promise->name)
            promise = {trial.rule, trial.name};
    });
    return promise;
}

} // namespace dogwatch
