#include "kithapi/met_api.hpp"

#include "kithapi/qr_svg.hpp"

#include <array>

namespace kith::kithapi {
namespace {

struct CodeEntity {
    std::string code;
    std::string url;
    std::string qr;
    Time expires_at;
};
BOOST_DESCRIBE_STRUCT(CodeEntity, (), (code, url, qr, expires_at))

struct MeetingEntity {
    std::string id;
    json::Raw account;
    Time at;
};
BOOST_DESCRIBE_STRUCT(MeetingEntity, (), (id, account, at))

struct ShownCodeEntity {
    Time expires_at;
    std::vector<MeetingEntity> used_by;
};
BOOST_DESCRIBE_STRUCT(ShownCodeEntity, (), (expires_at, used_by))

constexpr int guests_at_most = 200;

Result<std::vector<MeetingEntity>> meeting_entities(const store::ReadTx& tx, std::span<const store::Meeting> meetings,
                                                    mastodon::AccountPresenter& accounts, std::uint64_t epoch) {
    std::vector<AccountId> ids;
    for (const auto& meeting : meetings)
        ids.push_back(meeting.target_id);
    auto views = TRY(accounts.load(tx, ids, epoch));
    std::vector<MeetingEntity> entities;
    for (const auto& meeting : meetings)
        if (auto view = views.find(meeting.target_id); view != views.end())
            entities.push_back({std::to_string(meeting.id), json::Raw{view->second->json}, time_of_id(meeting.id)});
    return entities;
}

} // namespace

MetApi::MetApi(store::Store& store, const Clock& clock, services::Meetings& meetings,
               mastodon::AccountPresenter& accounts)
    : store_(store), clock_(clock), meetings_(meetings), accounts_(accounts) {}

std::vector<ApiRoute> MetApi::routes() {
    using http::Method;
    return {
        writing(Method::post, "/met/code", [this](Call& c) { return show_code(c); }),
        reading("/met/code", [this](Call& c) { return shown_code(c); }),
        writing(Method::delete_, "/met/code", [this](Call& c) { return end_code(c); }),
        reading("/met", [this](Call& c) { return list(c); }),
        writing(Method::post, "/met", [this](Call& c) { return enter_code(c); }),
    };
}

Result<http::Response> MetApi::show_code(Call& call) {
    auto made = TRY(meetings_.show_code(call.me()));
    auto url = call.instance.base_url + "/met/" + made.code;
    return http::Response::json(CodeEntity{made.code, url, TRY(qr_svg(url)), made.expires_at});
}

Result<http::Response> MetApi::shown_code(Call& call) {
    auto epoch = accounts_.epoch();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto code = TRY(tx.meetings().code_of(call.me(), clock_.now()));
        if (!code) return not_found();
        // Whom the member met while it was shown, by whoever's code.
        auto met =
            TRY(tx.meetings().meetings(call.me(), {.since_id = id_at(code->made_at) - 1, .limit = guests_at_most}));
        return http::Response::json(
            ShownCodeEntity{code->expires_at, TRY(meeting_entities(tx, met, accounts_, epoch))});
    });
}

Result<http::Response> MetApi::end_code(Call& call) {
    TRY(meetings_.end_code(call.me()));
    return http::Response::json_text("{}");
}

Result<http::Response> MetApi::list(Call& call) {
    auto page = TRY(call.page(40, 80));
    auto epoch = accounts_.epoch();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto met = TRY(tx.meetings().meetings(call.me(), page));
        auto response = http::Response::json(TRY(meeting_entities(tx, met, accounts_, epoch)));
        if (!met.empty()) call.link(response, met.front().id, met.back().id);
        return response;
    });
}

Result<http::Response> MetApi::enter_code(Call& call) {
    auto meeting = TRY(meetings_.enter_code(call.me(), (*TRY(call.params()))["code"].str().value_or("")));
    auto epoch = accounts_.epoch();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto entities = TRY(meeting_entities(tx, std::array{meeting}, accounts_, epoch));
        if (entities.empty()) return not_found();
        return http::Response::json(entities.front());
    });
}

} // namespace kith::kithapi
