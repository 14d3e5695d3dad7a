#include "web/public_statuses.hpp"

#include "domain/plain_text.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <unordered_map>

namespace kith::web {
namespace {

bool is_public(const Status& status) {
    return status.visibility == Visibility::public_ || status.visibility == Visibility::unlisted;
}

template <class Key, class Value>
const Value* find_in(const std::unordered_map<Key, Value>& map, Key key) {
    auto found = map.find(key);
    return found == map.end() ? nullptr : &found->second;
}

std::string readable_date(Time time, Language language) {
    using Months = std::array<std::string_view, 12>;
    static constexpr Months english{"January", "February", "March",     "April",   "May",      "June",
                                    "July",    "August",   "September", "October", "November", "December"};
    static constexpr Months german{"Januar", "Februar", "März",      "April",   "Mai",      "Juni",
                                   "Juli",   "August",  "September", "Oktober", "November", "Dezember"};
    bool is_german = language == Language::german;
    std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(time)};
    return fmt::format("{}{} {} {}", static_cast<unsigned>(day.day()), is_german ? "." : "",
                       (is_german ? german : english)[static_cast<unsigned>(day.month()) - 1],
                       static_cast<int>(day.year()));
}

void add_media(Html& html, const services::Instance& instance, const Media& media, const Words& say) {
    if (media.state != MediaState::ready || media.file.empty()) return;
    auto url = instance.media_url(media.file);
    html.add("<figure>");
    if (media.kind == "image") {
        auto shown = media.preview_file.empty() ? url : instance.media_url(media.preview_file);
        html.add(
            "<a href=\"{}\"><img src=\"{}\" alt=\"{}\" loading=\"lazy\" width=\"{}\" height=\"{}\"></a>", url, shown,
            media.description.empty() ? say("A picture without a description") : std::string_view(media.description),
            media.preview_width > 0 ? media.preview_width : media.width,
            media.preview_height > 0 ? media.preview_height : media.height);
    } else if (media.kind == "video" || media.kind == "gifv") {
        html.add("<video src=\"{}\" controls preload=\"none\" aria-label=\"{}\"", url, media.description);
        if (!media.preview_file.empty()) html.add(" poster=\"{}\"", instance.media_url(media.preview_file));
        html.add("></video>");
    } else if (media.kind == "audio") {
        html.add("<audio src=\"{}\" controls preload=\"none\" aria-label=\"{}\"></audio>", url, media.description);
    } else {
        html.add("<a href=\"{}\">{}</a>", url, say("File"));
    }
    html.add("</figure>");
}

void add_poll(Html& html, const Poll& poll) {
    html.add("<ul class=\"poll\">");
    for (const auto& option : poll.options) {
        html.add("<li>{}", option.title);
        if (!poll.hide_totals) html.add(" <span class=\"meta\">{}</span>", option.votes_count);
        html.add("</li>");
    }
    html.add("</ul>");
}

void add_body(Html& html, const services::Instance& instance, const PublicStatus& shown, const Words& say) {
    const auto& status = shown.status;
    html.add("<div class=\"content\" lang=\"{}\">{}</div>", status.language, Trusted{status.content});
    if (shown.poll) add_poll(html, *shown.poll);
    if (shown.media.empty()) return;
    bool hidden = status.sensitive && status.spoiler_text.empty();
    if (hidden) html.add("<details><summary>{}</summary>", say("Sensitive pictures"));
    for (const auto& media : shown.media)
        add_media(html, instance, media, say);
    if (hidden) html.add("</details>");
}

} // namespace

Result<std::vector<PublicStatus>> load_public(const store::ReadTx& tx, std::span<const StatusId> ids) {
    std::unordered_map<StatusId, Status> statuses;
    std::vector<StatusId> originals;
    for (auto& status : TRY(tx.statuses().by_ids(ids))) {
        if (status.is_boost()) originals.push_back(status.reblog_of_id);
        statuses.emplace(status.id, std::move(status));
    }
    for (auto& status : TRY(tx.statuses().by_ids(originals)))
        statuses.emplace(status.id, std::move(status));
    std::vector<AccountId> account_ids;
    std::vector<StatusId> with_media;
    std::vector<PollId> poll_ids;
    for (const auto& [id, status] : statuses) {
        account_ids.push_back(status.account_id);
        if (!status.is_boost()) with_media.push_back(id);
        if (status.poll_id) poll_ids.push_back(status.poll_id);
    }
    std::unordered_map<AccountId, Account> accounts;
    for (auto& account : TRY(tx.accounts().by_ids(account_ids)))
        if (!account.suspended()) accounts.emplace(account.id, std::move(account));
    std::unordered_map<StatusId, std::vector<Media>> media;
    for (auto& file : TRY(tx.media().of_statuses(with_media)))
        media[file.status_id].push_back(std::move(file));
    std::unordered_map<PollId, Poll> polls;
    for (auto& poll : TRY(tx.polls().by_ids(poll_ids)))
        polls.emplace(poll.id, std::move(poll));

    std::vector<PublicStatus> all;
    for (auto id : ids) {
        const auto* listed = find_in(statuses, id);
        if (listed == nullptr || !is_public(*listed)) continue;
        const auto* status = listed->is_boost() ? find_in(statuses, listed->reblog_of_id) : listed;
        if (status == nullptr || !is_public(*status)) continue;
        const auto* author = find_in(accounts, status->account_id);
        const auto* booster = find_in(accounts, listed->account_id);
        if (author == nullptr || booster == nullptr) continue;
        PublicStatus shown{*status, *author, {}, {}, {}};
        if (listed->is_boost()) shown.booster = *booster;
        if (const auto* files = find_in(media, status->id)) shown.media = *files;
        if (const auto* poll = find_in(polls, status->poll_id)) shown.poll = *poll;
        all.push_back(std::move(shown));
    }
    return all;
}

std::string url_of(const services::Instance& instance, const PublicStatus& shown) {
    if (!shown.author.local()) return std::string(safe_url(shown.status.url));
    return instance.status_url(shown.author.username, shown.status.id);
}

std::string avatar_url(const services::Instance& instance, const Account& account) {
    if (!account.avatar_static_file.empty()) return instance.media_url(account.avatar_static_file);
    return account.avatar_file.empty() ? instance.base_url + "/assets/avatar.png"
                                       : instance.media_url(account.avatar_file);
}

std::string_view name_of(const Account& account) {
    return account.display_name.empty() ? std::string_view(account.username) : std::string_view(account.display_name);
}

std::string summary_of(const Status& status) {
    auto words = status.spoiler_text.empty() ? html_to_text(status.content) : status.spoiler_text;
    std::string line = replace_all(std::string(trim(words)), "\n", " ");
    auto cut = truncate_code_points(line, 200);
    return cut.size() == line.size() ? line : std::string(cut) + "…";
}

void add_ids(std::vector<std::int64_t>& ids, std::span<const PublicStatus> shown) {
    for (const auto& one : shown) {
        ids.push_back(one.status.id.value);
        ids.push_back(one.author.id.value);
        if (one.booster) ids.push_back(one.booster->id.value);
    }
    std::ranges::sort(ids);
    auto rest = std::ranges::unique(ids);
    ids.erase(rest.begin(), rest.end());
}

void add_status(Html& html, const services::Instance& instance, const PublicStatus& shown, const Words& say,
                bool main) {
    const auto& [status, author, booster, media, poll] = shown;
    html.add("<article class=\"status{}\" id=\"s{}\">", main ? " main" : "", status.id.value);
    if (booster) html.add("<p class=\"meta\">{}</p>", say("{} shared", name_of(*booster)));
    html.add("<p class=\"meta\"><img src=\"{}\" alt=\"\" width=\"32\" height=\"32\"><a href=\"{}\">{}</a> "
             "<span class=\"handle\">@{}</span> <a href=\"{}\"><time datetime=\"{}\">{}</time></a></p>",
             avatar_url(instance, author), safe_url(instance.profile_url(author)), name_of(author), author.acct(),
             url_of(instance, shown), to_iso(status.created_at()), readable_date(status.created_at(), say.language()));
    if (!status.spoiler_text.empty()) html.add("<details><summary>{}</summary>", status.spoiler_text);
    add_body(html, instance, shown, say);
    if (!status.spoiler_text.empty()) html.add("</details>");
    html.add("</article>");
}

} // namespace kith::web
