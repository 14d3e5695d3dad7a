#include "kithapi/mirror_api.hpp"

#include "kithapi/person_entities.hpp"

namespace kith::kithapi {
namespace {

using relationship::PostKind;

struct KindsEntity {
    unsigned listening = 0;
    unsigned sharing = 0;
    unsigned news = 0;
    unsigned pitch = 0;
    unsigned ask = 0;
};
BOOST_DESCRIBE_STRUCT(KindsEntity, (), (listening, sharing, news, pitch, ask))

struct ChangeEntity {
    json::Raw account;
    double strength_before = 0;
    double strength_after = 0;
    relationship::Stage stage_before = relationship::Stage::stranger;
    relationship::Stage stage_after = relationship::Stage::stranger;
};
BOOST_DESCRIBE_STRUCT(ChangeEntity, (), (account, strength_before, strength_after, stage_before, stage_after))

struct OriginCountEntity {
    OriginEntity origin;
    unsigned count = 0;
};
BOOST_DESCRIBE_STRUCT(OriginCountEntity, (), (origin, count))

struct PointEntity {
    Time from;
    unsigned posts = 0;
    KindsEntity by_kind;
    std::optional<double> share_listening;
    unsigned messages = 0;
    unsigned answered = 0;
    double gave = 0;
    double took = 0;
    unsigned new_exchanges = 0;
    unsigned follows = 0;
    unsigned follows_that_became_conversations = 0;
};
BOOST_DESCRIBE_STRUCT(PointEntity, (),
                      (from, posts, by_kind, share_listening, messages, answered, gave, took, new_exchanges, follows,
                       follows_that_became_conversations))

struct MirrorEntity {
    std::string_view period;
    Time from;
    Time to;
    unsigned posts = 0;
    KindsEntity by_kind;
    std::optional<double> share_listening;
    unsigned messages = 0;
    unsigned answered = 0;
    std::optional<std::int64_t> median_answer_seconds;
    double gave = 0;
    double took = 0;
    double given = 0;
    double taken = 0;
    std::optional<double> reciprocity;
    unsigned new_exchanges = 0;
    unsigned exchanges = 0;
    unsigned follows = 0;
    unsigned follows_that_became_conversations = 0;
    std::vector<ChangeEntity> grew;
    std::vector<ChangeEntity> faded;
    std::vector<OriginCountEntity> outcomes;
    std::vector<ReasonEntity> words;
    std::vector<PointEntity> before;
};
BOOST_DESCRIBE_STRUCT(MirrorEntity, (),
                      (period, from, to, posts, by_kind, share_listening, messages, answered, median_answer_seconds,
                       gave, took, given, taken, reciprocity, new_exchanges, exchanges, follows,
                       follows_that_became_conversations, grew, faded, outcomes, words, before))

KindsEntity kinds_entity(const relationship::Mirror& mirror) {
    auto count = [&](PostKind kind) { return mirror.by_kind[std::size_t(kind)]; };
    return {count(PostKind::listening), count(PostKind::sharing), count(PostKind::news), count(PostKind::pitch),
            count(PostKind::ask)};
}

std::vector<ChangeEntity> change_entities(const std::vector<relationship::MirrorChange>& changes,
                                          const mastodon::AccountViews& accounts) {
    std::vector<ChangeEntity> entities;
    for (const auto& change : changes)
        if (auto view = accounts.find(change.other); view != accounts.end())
            entities.push_back({json::Raw{view->second->json}, rounded(change.strength_before),
                                rounded(change.strength_after), change.stage_before, change.stage_after});
    return entities;
}

PointEntity point_entity(const services::MirrorPoint& point) {
    const auto& mirror = point.mirror;
    return {.from = point.period.from,
            .posts = mirror.posts,
            .by_kind = kinds_entity(mirror),
            .share_listening = mirror.share_listening,
            .messages = mirror.messages,
            .answered = mirror.answered,
            .gave = rounded(mirror.gave),
            .took = rounded(mirror.took),
            .new_exchanges = mirror.new_exchanges,
            .follows = mirror.follows,
            .follows_that_became_conversations = mirror.follows_that_became_conversations};
}

MirrorEntity mirror_entity(const services::MirrorView& view, services::MirrorPeriod kind,
                           const mastodon::AccountViews& accounts) {
    const auto& mirror = view.mirror;
    MirrorEntity entity{.period = to_string(kind),
                        .from = view.period.from,
                        .to = view.period.to,
                        .posts = mirror.posts,
                        .by_kind = kinds_entity(mirror),
                        .share_listening = mirror.share_listening,
                        .messages = mirror.messages,
                        .answered = mirror.answered,
                        .median_answer_seconds = {},
                        .gave = rounded(mirror.gave),
                        .took = rounded(mirror.took),
                        .given = rounded(mirror.given),
                        .taken = rounded(mirror.taken),
                        .reciprocity = mirror.reciprocity,
                        .new_exchanges = mirror.new_exchanges,
                        .exchanges = mirror.exchanges,
                        .follows = mirror.follows,
                        .follows_that_became_conversations = mirror.follows_that_became_conversations,
                        .grew = change_entities(mirror.grew, accounts),
                        .faded = change_entities(mirror.faded, accounts),
                        .outcomes = {},
                        .words = reason_entities(view.words),
                        .before = {}};
    if (mirror.median_answer_time)
        entity.median_answer_seconds =
            std::chrono::duration_cast<std::chrono::seconds>(*mirror.median_answer_time).count();
    for (const auto& [origin, count] : mirror.outcomes_by_origin)
        entity.outcomes.push_back({origin_entity(origin, accounts), count});
    for (const auto& point : view.before)
        entity.before.push_back(point_entity(point));
    return entity;
}

} // namespace

MirrorApi::MirrorApi(store::Store& store, const Clock& clock, services::Mirrors& mirrors,
                     mastodon::AccountPresenter& accounts)
    : store_(store), clock_(clock), mirrors_(mirrors), accounts_(accounts) {}

std::vector<ApiRoute> MirrorApi::routes() {
    return {reading("/mirror", [this](Call& c) { return mirror(c); })};
}

Result<http::Response> MirrorApi::mirror(Call& call) {
    const auto& params = *TRY(call.request.query());
    auto kind = services::parse_mirror_period(params["period"].str().value_or("month"));
    if (!kind) return invalid("period", "Validation failed: There is no such period");
    auto at = clock_.now();
    if (auto date = params["date"].str(); date && !date->empty()) {
        auto parsed = parse_iso(*date);
        using namespace std::chrono;
        // Within the years that dates have four digits for.
        if (!parsed || *parsed < sys_days(year(1970) / 1 / 1) || *parsed >= sys_days(year(9000) / 1 / 1))
            return invalid("date", "Validation failed: This is no date");
        at = *parsed;
    }
    auto epoch = accounts_.epoch();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto view = TRY(mirrors_.get(tx, call.me(), *kind, at));
        std::vector<AccountId> ids;
        for (const auto* changes : {&view.mirror.grew, &view.mirror.faded})
            for (const auto& change : *changes)
                ids.push_back(change.other);
        for (const auto& [origin, count] : view.mirror.outcomes_by_origin)
            if (origin.through) ids.push_back(origin.through);
        return http::Response::json(mirror_entity(view, *kind, TRY(accounts_.load(tx, ids, epoch))));
    });
}

} // namespace kith::kithapi
