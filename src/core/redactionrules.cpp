// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/redactionrule.h"

#include "core/secretpattern.h"

#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// Sorted by who gives the tokens out. Hexadecimal ones carry at most four bits a byte.
const std::array kRules{
    RedactionRule{"age-key", "AGE-SECRET-KEY-1[0-9A-Z]{58}"},
    RedactionRule{"airtable-token", R"(pat[A-Za-z0-9]{14}\.[a-f0-9]{64})"},
    RedactionRule{"alibaba-key", "LTAI[A-Za-z0-9]{17,21}"},
    RedactionRule{"anthropic-key", R"(sk-ant-[\w-]{20,})"},
    RedactionRule{"artifactory-key", "AKC[A-Za-z0-9]{69,73}"},
    RedactionRule{"artifactory-reference", "cmVmdGtu[A-Za-z0-9]{56}"},
    RedactionRule{"asana-token", R"(\d\/\d{12,20}:[a-z0-9]{32})", ":", R"(\d\/)"},
    RedactionRule{"atlassian-token", R"(ATATT3[\w=-]{60,})"},
    RedactionRule{"atlassian-token", R"(ATCTT3[\w=-]{60,})"},
    RedactionRule{"aws-access-key", "AKIA[A-Z0-9]{16}"},
    RedactionRule{"aws-access-key", "ASIA[A-Z0-9]{16}"},
    RedactionRule{"aws-access-key", "ABIA[A-Z0-9]{16}"},
    RedactionRule{"aws-access-key", "ACCA[A-Z0-9]{16}"},
    RedactionRule{"aws-access-key", "A3T[A-Z0-9]{17}"},
    RedactionRule{"aws-bedrock-key", "ABSK[A-Za-z0-9+\\/]{80,}={0,2}"},
    RedactionRule{"azure-client-secret", R"([\w~.]{3}\dQ~[\w~.-]{31,34})", "Q~", R"(\w~.)"},
    RedactionRule{"azure-signature", R"(sig=[A-Za-z0-9%\/+]{36,}={0,2})"},
    RedactionRule{"buildkite-token", "bkua_[a-f0-9]{40}"},
    RedactionRule{"cargo-token", "cio[A-Za-z0-9]{32}"},
    RedactionRule{"circleci-token", R"(CCIPAT_[\w-]{30,})"},
    RedactionRule{"clickhouse-key", "4b1d[A-Za-z0-9]{38}"},
    RedactionRule{"clojars-token", "CLOJARS_[A-Za-z0-9]{60}"},
    RedactionRule{"cloudflare-origin-key", R"(v1\.0-[a-f0-9]{24}-[a-f0-9]{146})"},
    RedactionRule{"contentful-token", R"(CFPAT-[\w-]{43})"},
    RedactionRule{"databricks-token", "dapi[a-f0-9]{32}"},
    RedactionRule{"deno-token", R"(ddp_[\w]{36})"},
    RedactionRule{"digitalocean-token", "dop_v1_[a-f0-9]{64}"},
    RedactionRule{"digitalocean-token", "doo_v1_[a-f0-9]{64}"},
    RedactionRule{"digitalocean-token", "dor_v1_[a-f0-9]{64}"},
    RedactionRule{"discord-webhook", R"(discord\.com\/api\/webhooks\/\d{17,20}\/([\w-]{60,80}))"},
    RedactionRule{"discord-webhook",
                  R"(discordapp\.com\/api\/webhooks\/\d{17,20}\/([\w-]{60,80}))"},
    RedactionRule{"docker-token", R"(dckr_pat_[\w-]{27,})"},
    RedactionRule{"docker-token", R"(dckr_oat_[\w-]{27,})"},
    RedactionRule{"doppler-token", R"(dp\.pt\.[A-Za-z0-9]{40,44})"},
    RedactionRule{"doppler-token", R"(dp\.st\.[\w.-]{40,})"},
    RedactionRule{"doppler-token", R"(dp\.ct\.[A-Za-z0-9]{40,44})"},
    RedactionRule{"doppler-token", R"(dp\.sa\.[A-Za-z0-9]{40,44})"},
    RedactionRule{"doppler-token", R"(dp\.scim\.[A-Za-z0-9]{40,44})"},
    RedactionRule{"doppler-token", R"(dp\.audit\.[A-Za-z0-9]{40,44})"},
    RedactionRule{"duffel-token", R"(duffel_live_[\w=-]{43})"},
    RedactionRule{"duffel-token", R"(duffel_test_[\w=-]{43})"},
    RedactionRule{"dynatrace-token", R"(dt0c01\.[A-Z0-9]{24}\.[A-Z0-9]{64})"},
    RedactionRule{"easypost-key", "EZAK[A-Za-z0-9]{54}"},
    RedactionRule{"easypost-key", "EZTK[A-Za-z0-9]{54}"},
    RedactionRule{"facebook-token", "EAAM[A-Za-z0-9]{80,}"},
    RedactionRule{"facebook-token", "EAAC[A-Za-z0-9]{80,}"},
    RedactionRule{"figma-token", R"(figd_[\w-]{38,})"},
    RedactionRule{"fly-token", R"(fo1_[\w-]{43})"},
    RedactionRule{"fly-token", R"(fm1[ar]_[A-Za-z0-9+\/]{100,}={0,3})"},
    RedactionRule{"fly-token", R"(fm2_[A-Za-z0-9+\/]{100,}={0,3})"},
    RedactionRule{"frameio-token", R"(fio-u-[\w=-]{64})"},
    RedactionRule{"github-token", "ghp_[A-Za-z0-9]{36,251}"},
    RedactionRule{"github-token", "gho_[A-Za-z0-9]{36,251}"},
    RedactionRule{"github-token", "ghu_[A-Za-z0-9]{36,251}"},
    RedactionRule{"github-token", "ghs_[A-Za-z0-9]{36,251}"},
    RedactionRule{"github-token", "ghr_[A-Za-z0-9]{36,251}"},
    RedactionRule{"github-token", R"(github_pat_[\w]{36,255})"},
    RedactionRule{"gitlab-token", R"(glpat-[\w.-]{20,300})"},
    RedactionRule{"gitlab-token", R"(gldt-[\w-]{20,})"},
    RedactionRule{"gitlab-token", R"(glrt-[\w.-]{20,})"},
    RedactionRule{"gitlab-token", R"(glrtr-[\w.-]{20,})"},
    RedactionRule{"gitlab-token", R"(glcbt-[\w-]{20,})"},
    RedactionRule{"gitlab-token", R"(glptt-[\w-]{40})"},
    RedactionRule{"gitlab-token", R"(glft-[\w-]{20,})"},
    RedactionRule{"gitlab-token", R"(glffct-[\w-]{20,})"},
    RedactionRule{"gitlab-token", R"(glimt-[\w-]{25,})"},
    RedactionRule{"gitlab-token", R"(glagent-[\w-]{50,})"},
    RedactionRule{"gitlab-token", R"(gloas-[\w-]{64,})"},
    RedactionRule{"gitlab-token", R"(glsoat-[\w-]{20,})"},
    RedactionRule{"gitlab-token", R"(GR1348941[\w-]{20,})"},
    RedactionRule{"google-api-key", R"(AIza[\w-]{35})"},
    RedactionRule{"google-client-secret", R"(GOCSPX-[\w-]{24,28})"},
    RedactionRule{"google-oauth-token", R"(ya29\.[\w.-]{20,})"},
    RedactionRule{"google-refresh-token", R"(1\/\/0[\w-]{30,})", "1//0"},
    RedactionRule{"grafana-token", "glc_[A-Za-z0-9+\\/]{32,400}={0,3}"},
    RedactionRule{"grafana-token", "glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}"},
    RedactionRule{"groq-key", "gsk_[A-Za-z0-9]{40,60}"},
    RedactionRule{"harness-token", R"(pat\.[\w-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20})"},
    RedactionRule{"hashicorp-token", R"([A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,70})", ".atlasv1.",
                  "A-Za-z0-9"},
    RedactionRule{"heroku-key", R"(HRKU-[\w-]{36,64})"},
    RedactionRule{"huggingface-token", "hf_[A-Za-z0-9]{30,40}"},
    RedactionRule{"huggingface-token", "api_org_[A-Za-z0-9]{34}"},
    RedactionRule{"infracost-key", "ico-[A-Za-z0-9]{32}"},
    RedactionRule{"intra42-secret", "s-s4t2ud-[a-f0-9]{64}"},
    RedactionRule{"intra42-secret", "s-s4t2af-[a-f0-9]{64}"},
    RedactionRule{"jwt", R"(eyJ[\w-]{12,}\.eyJ[\w-]{10,}\.[\w-]{10,}={0,2})"},
    RedactionRule{"jwt", R"(eyJ[\w-]{12,}\.\.[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,})"},
    RedactionRule{"langchain-key", "lsv2_pt_[a-f0-9]{32}_[a-f0-9]{10}"},
    RedactionRule{"langchain-key", "lsv2_sk_[a-f0-9]{32}_[a-f0-9]{10}"},
    RedactionRule{"launchdarkly-key",
                  "sdk-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}"},
    RedactionRule{"linear-key", "lin_api_[A-Za-z0-9]{40}"},
    RedactionRule{"lob-key", "live_[a-f0-9]{35}"},
    RedactionRule{"mailchimp-key", R"([a-f0-9]{32}-us\d{1,2})", "-us", "a-f0-9"},
    RedactionRule{"mailgun-key", "key-[a-f0-9]{32}"},
    RedactionRule{"mapbox-token", R"(sk\.eyJ[\w-]{50,}\.[\w-]{20,})"},
    RedactionRule{"maxmind-key", R"([A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk)", "_mmk", "A-Za-z0-9_"},
    RedactionRule{"mistral-connector", "mst_[A-Za-z0-9]{32,}"},
    RedactionRule{"netlify-token", R"(nfp_[\w]{36})"},
    RedactionRule{"newrelic-key", "NRAK-[A-Z0-9]{27}"},
    RedactionRule{"newrelic-key", "NRAL-[A-Z0-9]{27}"},
    RedactionRule{"newrelic-key", R"(NRII-[\w-]{32})"},
    RedactionRule{"newrelic-key", "NRJS-[a-f0-9]{19}"},
    RedactionRule{"notion-token", R"(ntn_\d{11}[A-Za-z0-9]{32,35})"},
    RedactionRule{"notion-token", "secret_[A-Za-z0-9]{43}"},
    RedactionRule{"npm-token", "npm_[A-Za-z0-9]{36}"},
    RedactionRule{"nuget-key", "oy2[a-z0-9]{43}"},
    RedactionRule{"octopus-key", "API-[A-Z0-9]{26}"},
    RedactionRule{"onepassword-token", R"(ops_eyJ[\w+\/-]{100,}={0,3})"},
    RedactionRule{"onepassword-secret-key",
                  "A3-[A-Z0-9]{6}-[A-Z0-9]{5,6}-[A-Z0-9]{5,6}-[A-Z0-9]{5}-[A-Z0-9]{5}"},
    RedactionRule{"openai-key", R"(sk-proj-[\w-]{40,})"},
    RedactionRule{"openai-key", R"(sk-svcacct-[\w-]{40,})"},
    RedactionRule{"openai-key", R"(sk-admin-[\w-]{40,})"},
    RedactionRule{"openai-key", "sk-[A-Za-z0-9]{32,60}", {}, {}, 3.0},
    RedactionRule{"openrouter-key", "sk-or-v1-[a-f0-9]{64}"},
    RedactionRule{"openshift-token", R"(sha256~[\w-]{43})"},
    RedactionRule{"perplexity-key", "pplx-[A-Za-z0-9]{40,56}"},
    RedactionRule{"plaid-token",
                  "access-sandbox-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}"},
    RedactionRule{"plaid-token",
                  "access-production-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}"},
    RedactionRule{"planetscale-token", R"(pscale_tkn_[\w=.-]{32,64})"},
    RedactionRule{"planetscale-token", R"(pscale_pw_[\w=.-]{32,64})"},
    RedactionRule{"planetscale-token", R"(pscale_oauth_[\w=.-]{32,64})"},
    RedactionRule{"postman-key", "PMAK-[a-f0-9]{24}-[a-f0-9]{34}"},
    RedactionRule{"prefect-token", "pnu_[A-Za-z0-9]{36}"},
    RedactionRule{"pulumi-token", "pul-[a-f0-9]{40}"},
    RedactionRule{"pypi-token", R"(pypi-[\w-]{50,})"},
    RedactionRule{"readme-key", "rdme_[a-z0-9]{70}"},
    RedactionRule{"render-key", "rnd_[A-Za-z0-9]{32}"},
    RedactionRule{"replicate-token", "r8_[A-Za-z0-9]{37,40}"},
    RedactionRule{"rubygems-key", "rubygems_[a-f0-9]{48}"},
    RedactionRule{"scalingo-token", R"(tk-us-[\w-]{48})"},
    RedactionRule{"sendgrid-key", R"(SG\.[\w=-]{20,24}\.[\w=-]{39,50})"},
    RedactionRule{"sendinblue-key", "xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}"},
    RedactionRule{"sentry-token", R"(sntrys_[\w+\/=.-]{60,})"},
    RedactionRule{"sentry-token", "sntryu_[a-f0-9]{64}"},
    RedactionRule{"shippo-token", "shippo_live_[a-f0-9]{40}"},
    RedactionRule{"shippo-token", "shippo_test_[a-f0-9]{40}"},
    RedactionRule{"shopify-token", "shpat_[a-fA-F0-9]{32}"},
    RedactionRule{"shopify-token", "shpca_[a-fA-F0-9]{32}"},
    RedactionRule{"shopify-token", "shppa_[a-fA-F0-9]{32}"},
    RedactionRule{"shopify-token", "shpss_[a-fA-F0-9]{32}"},
    RedactionRule{"slack-token", R"(xox[abeoprs]-[\w-]{10,})", "xox"},
    RedactionRule{"slack-token", R"(xoxe\.xox[bp]-[\w-]{20,})"},
    RedactionRule{"slack-token", R"(xapp-\d-[\w-]{20,})"},
    RedactionRule{
        "slack-webhook",
        R"(hooks\.slack\.com\/services\/([A-Za-z0-9+]{8,14}\/[A-Za-z0-9+]{8,14}\/[\w+]{16,}))"},
    RedactionRule{"slack-webhook", R"(hooks\.slack\.com\/workflows\/([A-Za-z0-9+\/]{40,60}))"},
    RedactionRule{"sourcegraph-token", R"(sgp_[a-fA-F0-9_]{40,90})"},
    RedactionRule{"square-token", R"(sq0[ac][ts]p-[\w-]{22,43})", "sq0"},
    RedactionRule{"square-token", R"(EAAA[\w+=-]{60})"},
    RedactionRule{"stripe-key", "sk_live_[A-Za-z0-9]{10,99}"},
    RedactionRule{"stripe-key", "sk_test_[A-Za-z0-9]{10,99}"},
    RedactionRule{"stripe-key", "sk_prod_[A-Za-z0-9]{10,99}"},
    RedactionRule{"stripe-key", "rk_live_[A-Za-z0-9]{10,99}"},
    RedactionRule{"stripe-key", "rk_test_[A-Za-z0-9]{10,99}"},
    RedactionRule{"stripe-webhook-secret", "whsec_[A-Za-z0-9+\\/]{24,}={0,2}"},
    RedactionRule{"supabase-token", "sbp_[a-f0-9]{40}"},
    RedactionRule{"supabase-token", R"(sb_secret_[\w-]{22,})"},
    RedactionRule{"tailscale-key", R"(tskey-[a-z]{3,8}-[\w-]{20,})"},
    RedactionRule{"teams-webhook", R"(\.webhook\.office\.com\/webhookb2\/([\w@\/-]{80,}))"},
    RedactionRule{"telegram-token", R"(\d{8,12}:AA[\w-]{32,34})", ":AA", R"(\d)"},
    RedactionRule{"tencent-key", "AKID[A-Za-z0-9]{32}"},
    RedactionRule{"twilio-key", "SK[0-9a-f]{32}", "SK", {}, 3.0},
    RedactionRule{"typeform-token", R"(tfp_[\w.=-]{44,60})"},
    RedactionRule{"vault-token", R"(hvs\.[\w-]{24,})"},
    RedactionRule{"vault-token", R"(hvb\.[\w-]{60,})"},
    RedactionRule{"vercel-token", "vcp_[A-Za-z0-9]{24,60}"},
    RedactionRule{"xai-key", "xai-[A-Za-z0-9]{70,90}"},
    RedactionRule{"yandex-key", R"(AQVN[\w-]{35,38})"},
    RedactionRule{"yandex-token", R"(t1\.[\w-]{20,}={0,2}\.[\w-]{40,}={0,2})"},
};

constexpr std::size_t kShortestKeyword = 3;

} // namespace

std::span<const RedactionRule> builtInRules()
{
    return kRules;
}

RulesFile rulesFromText(const QByteArray &text)
{
    RulesFile file;
    const QList<QByteArray> lines = text.split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QByteArray line = lines.at(i).simplified();
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        const qsizetype gap = line.indexOf(' ');
        const QByteArray pattern = gap < 0 ? QByteArray() : line.mid(gap + 1);
        const Result<SecretPattern> parsed =
            SecretPattern::parse({pattern.constData(), static_cast<std::size_t>(pattern.size())});
        QString problem;
        if (gap < 0)
            problem = u"it holds no pattern"_s;
        else if (!parsed)
            problem = parsed.error().text;
        else if (parsed->literal().size() < kShortestKeyword)
            problem = u"the pattern does not begin with three letters"_s;
        if (problem.isEmpty())
            file.rules.push_back({line.left(gap).toStdString(), pattern.toStdString()});
        else
            file.problems.append(u"line %1: %2"_s.arg(i + 1).arg(problem));
    }
    return file;
}

} // namespace dogwatch
