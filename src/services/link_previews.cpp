#include "services/link_previews.hpp"

#include "core/log.hpp"
#include "core/text.hpp"
#include "domain/language.hpp"
#include "domain/page_metadata.hpp"
#include "domain/text_entities.hpp"

namespace kith::services {
namespace {

using namespace std::chrono_literals;

constexpr auto fresh = 14 * 24h;
// A page that gave nothing may do so later.
constexpr auto fresh_without_preview = 1h;
constexpr std::size_t longest_link = 2048; // bytes
constexpr int most_refreshed = 500;

bool is_fresh(const Card& card, Time now) {
    return card.fetched_at > now - (card.title.empty() ? Duration(fresh_without_preview) : Duration(fresh));
}

// "example.org" of "https://user@example.org:80/path".
std::string host_of(std::string_view url) {
    auto begin = url.find("://");
    if (begin == std::string_view::npos) return {};
    auto host = url.substr(begin + 3, url.find_first_of("/?#", begin + 3) - begin - 3);
    if (auto at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
    return std::string(host);
}

} // namespace

std::string previewed_link(const Status& status, const Instance& instance) {
    if (!status.local || status.is_boost() || !status.spoiler_text.empty()) return {};
    for (const auto& entity : find_entities(status.text)) {
        if (entity.kind != EntityKind::link || entity.name.size() > longest_link) continue;
        if (entity.name == instance.base_url || entity.name.starts_with(instance.base_url + "/")) continue;
        return std::string(entity.name.substr(0, entity.name.find('#')));
    }
    return {};
}

LinkPreviews::LinkPreviews(store::Store& store, const Clock& clock, IdMaker& ids, Events& events,
                           const Instance& instance, Sources sources)
    : store_(store), clock_(clock), ids_(ids), events_(events), instance_(instance), sources_(std::move(sources)) {}

Result<void> LinkPreviews::make(const std::string& payload) {
    auto id = parse_id_as<StatusId>(payload);
    if (!id) return invalid("payload", "A link_preview job names no status");
    auto status = TRY(store_.read([&](store::ReadTx& tx) { return tx.statuses().by_id(*id); }));
    if (!status) return {};
    auto url = previewed_link(*status, instance_);
    if (url.empty()) return show(*status, 0);
    auto card = TRY(card_of(url));
    return show(*status, card.title.empty() ? 0 : card.id);
}

void LinkPreviews::tell(const Status& status) {
    events_.publish(StatusChanged{status.id, false, status.account_id, status.visibility});
}

Result<void> LinkPreviews::show(const Status& status, std::int64_t card) {
    if (status.card_id == card) {
        // The card itself may be new.
        if (card != 0) events_.publish(StatusChanged{status.id, false, status.account_id, status.visibility});
        return {};
    }
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        if (!TRY(tx.statuses().by_id(status.id))) return {};
        TRY(tx.statuses().set_card(status.id, card));
        tx.after_commit(
            [this, status] { events_.publish(StatusChanged{status.id, false, status.account_id, status.visibility}); });
        return {};
    });
}

Result<Card> LinkPreviews::card_of(const std::string& url) {
    auto known = TRY(store_.read([&](store::ReadTx& tx) { return tx.cards().by_url(url); }));
    if (known && is_fresh(*known, clock_.now())) return std::move(*known);
    auto fetched = fetch(url);
    if (!fetched) log::info("no preview of a link to {}: {}", host_of(url), fetched.error().code);
    // What was there goes on being shown when the page cannot be had any more.
    Card card = fetched ? fetched.take() : known && !known->title.empty() ? *known : Card{.url = url};
    card.id = known ? known->id : ids_.next();
    card.fetched_at = clock_.now();
    TRY(store_.write([&](store::WriteTx& tx) -> Result<void> {
        card.id = TRY(tx.cards().put(card));
        // Who shows it shows what it was.
        for (auto& status : TRY(tx.statuses().by_ids(TRY(tx.cards().shown_by(card.id, most_refreshed)))))
            tx.after_commit([this, status = std::move(status)] { tell(status); });
        return {};
    }));
    if (known && !known->image_file.empty() && known->image_file != card.image_file) sources_.drop(known->image_file);
    return card;
}

Result<Card> LinkPreviews::fetch(const std::string& url) {
    auto page = TRY(sources_.page(url));
    if (!page.html) return fail(ErrorKind::invalid, "not_html", "The link leads to no page");
    auto said = parse_page_metadata(page_as_utf8(std::move(page.body), page.charset), page.url);
    if (said.title.empty()) return fail(ErrorKind::invalid, "no_title", "The page has no title");
    Card card{.url = url,
              .title = std::move(said.title),
              .description = std::move(said.description),
              .author_name = std::move(said.author),
              .provider_name = said.site.empty() ? host_of(page.url) : std::move(said.site),
              .language = std::move(said.language)};
    if (card.language.empty()) {
        auto detected = detect_language(card.title + "\n" + card.description);
        if (detected.reliable) card.language = detected.code;
    }
    if (said.image_url.empty()) return card;
    // A preview without its picture is still one.
    if (auto picture = sources_.picture(said.image_url)) {
        card.image_file = picture->file;
        card.width = picture->width;
        card.height = picture->height;
        card.blurhash = picture->blurhash;
    }
    return card;
}

} // namespace kith::services
