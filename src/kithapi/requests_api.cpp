#include "kithapi/requests_api.hpp"

#include "core/text.hpp"
#include "domain/plain_text.hpp"
#include "kithapi/boundary_entity.hpp"
#include "kithapi/door_entities.hpp"
#include "kithapi/judged_text.hpp"
#include "mastodon/notification_presenter.hpp"
#include "store/held_messages.hpp"
#include "store/ties.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace kith::kithapi {
namespace {

constexpr int messages_shown = 20; // of one request, the newest

struct HeldEntity {
    std::string type; // of the notification
    Time created_at;
    std::optional<json::Raw> status;
    std::string text;
    bool judged = false;
    std::vector<std::string> labels;
    std::vector<std::string> asks;
    std::vector<ReasonEntity> reasons;
    std::vector<EvidenceEntity> evidence;
    bool open_links = true;
};
BOOST_DESCRIBE_STRUCT(HeldEntity, (),
                      (type, created_at, status, text, judged, labels, asks, reasons, evidence, open_links))

struct RequestEntity {
    std::string id;
    json::Raw account;
    std::string stage;
    Time created_at;
    Time updated_at;
    bool dismissed = false;
    std::int64_t count = 0;
    FactsEntity facts;
    std::vector<KnownPersonEntity> known_by;
    std::vector<HeldEntity> held;
};
BOOST_DESCRIBE_STRUCT(RequestEntity, (),
                      (id, account, stage, created_at, updated_at, dismissed, count, facts, known_by, held))

// Whether the text speaks to the account.
bool mentions(std::string_view text, const Account& account, const services::Instance& instance) {
    return std::ranges::any_of(mentions_of(find_entities(text), instance.domain), [&](const Acct& acct) {
        return equals_ignoring_case(acct.username, account.username) && acct.domain == account.domain;
    });
}

using Waiting = std::unordered_map<AccountId, std::vector<Notification>>;

// What waits of each sender, the newest first; one notification a message, though it mentions and quotes. Conversations
// that the member muted are left out.
Result<Waiting> waiting_of(const store::ReadTx& tx, std::span<const store::NotificationRequest> requests,
                           AccountId me) {
    Waiting waiting;
    std::vector<StatusId> ids;
    for (const auto& request : requests) {
        auto& own = waiting[request.from_account_id];
        store::Page page{.limit = messages_shown * 2};
        own = TRY(tx.notifications().list(me, {.from = request.from_account_id, .held = store::Held::alone}, page));
        for (const auto& notification : own)
            if (notification.status_id) ids.push_back(notification.status_id);
    }
    std::unordered_map<StatusId, ConversationId> conversations;
    std::vector<ConversationId> asked;
    for (const auto& status : TRY(tx.statuses().by_ids(ids))) {
        conversations.emplace(status.id, status.conversation_id);
        asked.push_back(status.conversation_id);
    }
    auto muted = TRY(tx.statuses().marks(me, ids, asked)).muted;
    for (auto& [sender, own] : waiting) {
        std::unordered_set<StatusId> seen;
        std::erase_if(own, [&](const Notification& notification) {
            if (!notification.status_id) return false;
            auto conversation = conversations.find(notification.status_id);
            bool hidden =
                conversation != conversations.end() && std::ranges::find(muted, conversation->second) != muted.end();
            return hidden || !seen.insert(notification.status_id).second;
        });
        if (own.size() > messages_shown) own.resize(messages_shown);
    }
    return waiting;
}

} // namespace

std::vector<ApiRoute> RequestsApi::routes() {
    using enum http::Method;
    using services::NotificationRequests;
    return {
        reading("/requests", [this](Call& c) { return list(c); }),
        reading("/requests/:request_id", [this](Call& c) { return one(c); }),
        writing(post, "/requests/accept", [this](Call& c) { return decide_many(c, &NotificationRequests::accept); }),
        writing(post, "/requests/dismiss", [this](Call& c) { return decide_many(c, &NotificationRequests::dismiss); }),
        writing(post, "/requests/restore", [this](Call& c) { return decide_many(c, &NotificationRequests::restore); }),
        writing(post, "/requests/:request_id/accept",
                [this](Call& c) { return decide(c, &NotificationRequests::accept); }),
        writing(post, "/requests/:request_id/dismiss",
                [this](Call& c) { return decide(c, &NotificationRequests::dismiss); }),
        writing(post, "/requests/:request_id/restore",
                [this](Call& c) { return decide(c, &NotificationRequests::restore); }),
        writing(post, "/requests/:request_id/answer", [this](Call& c) { return answer(c); }),
        writing(post, "/requests/:request_id/boundary", [this](Call& c) { return set_boundary(c); }),
    };
}

Result<std::vector<std::string>> RequestsApi::present(const store::ReadTx& tx,
                                                      std::span<const store::NotificationRequest> requests,
                                                      AccountId me, mastodon::StatusPresenter::Epochs epochs) {
    std::vector<AccountId> people;
    auto notifications = TRY(waiting_of(tx, requests, me));
    std::vector<StatusId> ids;
    for (const auto& request : requests) {
        people.push_back(request.from_account_id);
        for (const auto& notification : notifications[request.from_account_id])
            if (notification.status_id) ids.push_back(notification.status_id);
    }
    auto viewer = TRY(viewers_.get(tx, me));
    std::unordered_map<AccountId, services::DoorEntry> known;
    auto shown_people = people;
    for (auto& entry : TRY(door_.about(tx, me, people))) {
        for (const auto& person : entry.known_by)
            shown_people.push_back(person.account);
        known.emplace(entry.at.account_id, std::move(entry));
    }
    auto views = TRY(accounts_.load(tx, shown_people, epochs.accounts));
    auto texts = TRY(statuses_.each(tx, ids, {*viewer, std::nullopt, false, true, true}, epochs));
    std::unordered_map<StatusId, store::HeldMessage> held;
    for (auto& message : TRY(tx.held_messages().among(me, ids)))
        held.emplace(message.status_id, std::move(message));
    std::unordered_map<StatusId, Status> statuses;
    for (auto& status : TRY(tx.statuses().by_ids(ids)))
        statuses.emplace(status.id, std::move(status));
    std::unordered_map<AccountId, Account> authors;
    for (auto& account : TRY(tx.accounts().by_ids(people)))
        authors.emplace(account.id, std::move(account));
    auto ties = TRY(tx.ties().with(me, people));

    std::vector<std::string> answers;
    for (const auto& request : requests) {
        auto view = views.find(request.from_account_id);
        auto author = authors.find(request.from_account_id);
        if (view == views.end() || author == authors.end()) continue;
        if (!mastodon::NotificationPresenter::hears(*viewer, *view->second)) continue;
        auto tie = std::ranges::find(ties, request.from_account_id, [](const auto& one) { return one.tie.other; });
        RequestEntity entity{.id = std::to_string(request.id),
                             .account = {view->second->json},
                             .stage = std::string(to_string(tie == ties.end() ? relationship::Stage::stranger
                                                                              : stage_of(tie->tie, clock_.now()))),
                             .created_at = time_of_id(request.id),
                             .updated_at = request.updated_at,
                             .dismissed = request.dismissed,
                             .count = request.notifications_count,
                             .facts = {},
                             .known_by = {},
                             .held = {}};
        if (auto about = known.find(request.from_account_id); about != known.end()) {
            entity.facts = facts_entity(about->second.facts);
            entity.known_by = known_person_entities(about->second.known_by, views);
        }
        for (const auto& notification : notifications[request.from_account_id]) {
            HeldEntity shown{.type = std::string(to_string(notification.kind)),
                             .created_at = time_of_id(notification.id.value)};
            auto message = held.find(notification.status_id);
            auto status = statuses.find(notification.status_id);
            auto text = texts.find(notification.status_id);
            bool may_read = text != texts.end();
            if (may_read) shown.status = json::Raw{text->second};
            if (message != held.end()) {
                shown.labels = label_names(message->second.judgement);
                shown.asks = ask_names(message->second.judgement.asks);
                shown.reasons = reason_entities(message->second.reasons);
                shown.open_links = !has_reason(message->second.reasons, "links_closed");
            }
            if (may_read && message != held.end() && status != statuses.end()) {
                const auto& words = status->second;
                auto body = words.local ? words.text : html_to_text(words.content);
                auto classified = judging_.classify(author->second, words.spoiler_text, body);
                shown.text = services::judged_words(words.spoiler_text, body);
                shown.judged = classified.judged;
                shown.evidence = evidence_entities(shown.text, classified);
            }
            if (shown.reasons.empty())
                shown.reasons.push_back(reason_entity(relationship::Reason("notification_policy")));
            entity.held.push_back(std::move(shown));
        }
        answers.push_back(json::write(entity));
    }
    return answers;
}

Result<http::Response> RequestsApi::list(Call& call) {
    auto page = TRY(call.page(20, 40));
    bool dismissed = (*TRY(call.request.query()))["dismissed"].boolean().value_or(false);
    auto epochs = statuses_.epochs();
    std::vector<store::NotificationRequest> found;
    auto texts = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::vector<std::string>> {
        found = TRY(tx.notification_requests().list(call.me(), dismissed, page, clock_.now()));
        return present(tx, found, call.me(), epochs);
    }));
    auto response = http::Response::json_text("[" + join(texts, ",") + "]");
    if (!found.empty()) call.link(response, found.front().id, found.back().id);
    return response;
}

Result<http::Response> RequestsApi::one(Call& call) {
    auto id = parse_id(call.request.capture("request_id"));
    if (!id) return not_found();
    auto epochs = statuses_.epochs();
    return http::Response::json_text(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto found = TRY(tx.notification_requests().by_id(call.me(), *id));
        if (!found) return not_found();
        auto texts = TRY(present(tx, std::span(&*found, 1), call.me(), epochs));
        if (texts.empty()) return not_found();
        return std::move(texts.front());
    })));
}

Result<store::NotificationRequest> RequestsApi::request_of(Call& call) {
    auto id = parse_id(call.request.capture("request_id"));
    if (!id) return not_found();
    auto found = TRY(store_.read([&](store::ReadTx& tx) { return tx.notification_requests().by_id(call.me(), *id); }));
    if (!found) return not_found();
    return *found;
}

Result<http::Response> RequestsApi::decide(Call& call, Decision decision) {
    auto request = TRY(request_of(call));
    if (TRY((requests_.*decision)(call.me(), std::array{request.id})) == 0) return not_found();
    return http::Response::json_text("{}");
}

Result<http::Response> RequestsApi::decide_many(Call& call, Decision decision) {
    std::vector<std::int64_t> ids;
    for (const auto& text : (*TRY(call.params()))["ids"].strings()) {
        auto id = parse_id(text);
        if (!id) return not_found();
        ids.push_back(*id);
    }
    if (ids.empty()) return invalid("ids_missing", "Validation failed: ids can't be blank");
    if (TRY((requests_.*decision)(call.me(), ids)) == 0) return not_found(); // those that are there were decided
    return http::Response::json_text("{}");
}

// The answer is an ordinary post in the thread of what is answered; posting it accepts the request.
Result<http::Response> RequestsApi::answer(Call& call) {
    auto request = TRY(request_of(call));
    const auto& params = *TRY(call.params());
    services::Draft draft{.author = call.me(), .text = params["text"].str().value_or("")};
    if (trim(draft.text).empty()) return invalid("text_blank", "Validation failed: Text can't be blank");
    TRY(store_.read([&](store::ReadTx& tx) -> Result<void> {
        auto held = TRY(tx.held_messages().of_sender(call.me(), request.from_account_id, messages_shown));
        if (held.empty()) return invalid("no_words", "Validation failed: There are no words of theirs to answer");
        auto wanted = parse_id_as<StatusId>(params["status_id"].str().value_or(""));
        auto message = wanted ? std::ranges::find(held, *wanted, &store::HeldMessage::status_id) : held.begin();
        if (message == held.end()) return not_found();
        auto from = TRY(tx.accounts().by_id(request.from_account_id));
        auto status = TRY(tx.statuses().by_id(message->status_id));
        if (!from || !status) return not_found();
        draft.in_reply_to = message->status_id;
        draft.visibility = status->visibility;
        if (!mentions(draft.text, *from, call.instance)) draft.text = "@" + from->acct() + " " + draft.text;
        return {};
    }));
    draft.application = call.session->application_id;
    auto id = TRY(posting_.post(std::move(draft)));
    auto epochs = statuses_.epochs();
    return http::Response::json_text(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto viewer = TRY(viewers_.get(tx, call.me()));
        return statuses_.one(tx, id, {*viewer, std::nullopt, false, true}, epochs);
    })));
}

Result<http::Response> RequestsApi::set_boundary(Call& call) {
    auto request = TRY(request_of(call));
    auto boundaries = boundaries_of(*TRY(call.params()));
    if (!boundaries.any()) return invalid("boundary_empty", "Validation failed: Say what they should stop");
    auto rule = TRY(policies_.set_boundaries(call.me(), request.from_account_id, boundaries));
    TRY(requests_.dismiss(call.me(), std::array{request.id}));
    auto epoch = accounts_.epoch();
    return http::Response::json_text(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto shown = TRY(boundary_entities(tx, accounts_, std::span(&rule, 1), epoch));
        if (shown.empty()) return not_found();
        return json::write(shown.front());
    })));
}

} // namespace kith::kithapi
