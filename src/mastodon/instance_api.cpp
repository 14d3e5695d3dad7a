#include "mastodon/instance_api.hpp"

#include "domain/status_html.hpp"
#include "mastodon/domain_block_entities.hpp"
#include "services/privacy_policy.hpp"
#include "services/tags.hpp"
#include "services/uploads.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace kith::mastodon {
namespace {

// Of the API, as api_versions count it: what Mastodon 4.5 offers. https://docs.joinmastodon.org/entities/Instance/
constexpr int api_version = 7;
constexpr std::string_view compatible_with = "4.5.0";

// Plain text from settings as paragraphs with links.
std::string paragraphs(const std::string& text, const services::Instance& instance) {
    auto entities = find_entities(text);
    std::erase_if(entities, [](const TextEntity& entity) { return entity.kind != EntityKind::link; });
    auto tag_base = instance.tag_url("");
    MentionTargets nobody;
    return status_html(text, entities, HtmlLinks{tag_base, instance.domain, nobody});
}

std::vector<RuleEntity> rules_of(const services::ServerSettings& settings) {
    std::vector<RuleEntity> rules;
    for (const auto& rule : settings.rules)
        rules.push_back({rule.id, rule.text, rule.hint, {}});
    return rules;
}

std::string streaming_url(const services::Instance& instance) {
    return instance.base_url.starts_with("https://") ? "wss" + instance.base_url.substr(5)
                                                     : "ws" + instance.base_url.substr(4);
}

std::string header_picture(const services::Instance& instance) { return instance.base_url + "/assets/header.png"; }

InstanceConfiguration configuration_of(const services::Instance& instance, const services::PostingLimits& posting,
                                       const media::Limits& media) {
    InstanceConfiguration made;
    made.urls = {.streaming = streaming_url(instance),
                 .status = {},
                 .about = instance.base_url + "/about",
                 .privacy_policy = instance.base_url + "/privacy",
                 .terms_of_service = {}};
    made.accounts = {.max_display_name_length = limits::display_name,
                     .max_note_length = limits::note,
                     .max_avatar_description_length = limits::picture_description,
                     .max_header_description_length = limits::picture_description,
                     .max_featured_tags = services::Tags::most_featured,
                     .max_pinned_statuses = posting.pins,
                     .max_profile_fields = limits::field_count,
                     .profile_field_name_limit = limits::field_name,
                     .profile_field_value_limit = limits::field_value};
    made.statuses = {.max_characters = posting.characters,
                     .max_media_attachments = posting.media,
                     .characters_reserved_per_url = link_length};
    made.media_attachments = {.description_limit = services::Uploads::description_characters,
                              .image_size_limit = media.picture_bytes,
                              .image_matrix_limit = media.pixels,
                              .supported_mime_types = uploadable_types(),
                              .video_size_limit = media.video_bytes,
                              .video_frame_rate_limit = 120,
                              .video_matrix_limit = media.pixels};
    made.polls = {.max_options = posting.poll_options,
                  .max_characters_per_option = posting.poll_option_characters,
                  .min_expiration = posting.poll_shortest.count(),
                  .max_expiration = posting.poll_longest.count()};
    return made;
}

} // namespace

std::vector<std::string> uploadable_types() {
    using enum media::Format;
    std::vector<std::string> types;
    for (auto format :
         {jpeg, png, webp, gif, avif, heic, mp4, quicktime, matroska, webm, avi, ogg, mp3, flac, wav, m4a, aac})
        types.emplace_back(media::info(format).mime);
    for (auto other : {"image/heif", "video/ogg", "audio/wave", "audio/x-wav", "audio/x-pn-wave", "audio/vnd.wave",
                       "audio/vorbis", "audio/mp3", "audio/webm", "audio/m4a", "audio/x-m4a", "audio/3gpp"})
        types.emplace_back(other);
    return types;
}

InstanceApi::InstanceApi(store::Store& store, services::Settings& settings, services::Statistics& statistics,
                         services::ServerBlocks& server_blocks, AccountPresenter& accounts,
                         const services::Instance& instance, const services::PostingLimits& posting,
                         const media::Limits& media, std::string version)
    : store_(store),
      settings_(settings),
      statistics_(statistics),
      server_blocks_(server_blocks),
      accounts_(accounts),
      instance_(instance),
      version_(fmt::format("{} (compatible; Kith {})", compatible_with, version)),
      configuration_(configuration_of(instance, posting, media)) {}

std::vector<ApiRoute> InstanceApi::routes() {
    using enum Access;
    constexpr auto get = http::Method::get;
    constexpr auto worker = http::Run::worker;
    auto none = [](Call&) -> Result<http::Response> { return not_found(); };
    return {
        {get, "/api/v2/instance", open, "", worker, [this](Call& c) { return v2(c); }},
        {get, "/api/v1/instance", open, "", worker, [this](Call& c) { return v1(c); }},
        {get, "/api/v1/instance/peers", open, "", worker,
         [this](Call&) -> Result<http::Response> { return http::Response::json(TRY(statistics_.get())->domains); }},
        {get, "/api/v1/instance/activity", open, "", worker, [this](Call& c) { return activity(c); }},
        {get, "/api/v1/instance/rules", open, "", worker,
         [this](Call&) -> Result<http::Response> { return http::Response::json(rules_of(*TRY(settings_.get()))); }},
        {get, "/api/v1/instance/extended_description", open, "", worker,
         [this](Call&) -> Result<http::Response> {
             auto settings = TRY(settings_.get());
             return http::Response::json(DatedTextEntity{settings->updated_at, paragraphs(settings->about, instance_)});
         }},
        {get, "/api/v1/instance/privacy_policy", open, "", worker,
         [this](Call&) -> Result<http::Response> {
             auto settings = TRY(settings_.get());
             return http::Response::json(DatedTextEntity{
                 settings->updated_at, paragraphs(services::privacy_policy(*settings, instance_), instance_)});
         }},
        {get, "/api/v1/instance/domain_blocks", open, "", worker, [this](Call&) { return domain_blocks(); }},
        // A Kith server has no terms besides its rules and translates nothing.
        {get, "/api/v1/instance/terms_of_service", open, "", http::Run::loop, none},
        {get, "/api/v1/instance/terms_of_service/:date", open, "", http::Run::loop, none},
        {get, "/api/v1/instance/translation_languages", open, "", http::Run::loop,
         [](Call&) { return http::Response::json_text("{}"); }},
    };
}

Result<std::optional<json::Raw>> InstanceApi::contact(const services::ServerSettings& settings) {
    if (settings.contact_account.empty()) return std::optional<json::Raw>();
    auto epoch = accounts_.epoch();
    return store_.read([&](store::ReadTx& tx) -> Result<std::optional<json::Raw>> {
        auto account = TRY(tx.accounts().by_acct(settings.contact_account, ""));
        if (!account || account->suspended()) return std::optional<json::Raw>();
        return std::optional(json::Raw{TRY(accounts_.one(tx, account->id, epoch))});
    });
}

Result<http::Response> InstanceApi::v2(Call&) {
    auto settings = TRY(settings_.get());
    InstanceEntity entity{.domain = instance_.domain,
                          .title = settings->title,
                          .version = version_,
                          .source_url = instance_.base_url + "/about",
                          .description = settings->description,
                          .wrapstodon = {},
                          .usage = {.users = {TRY(statistics_.get())->active_month}},
                          .thumbnail = {.url = header_picture(instance_), .description = ""},
                          .icon = {{.src = instance_.base_url + "/assets/avatar.png", .size = "240x240"}},
                          .languages = settings->languages,
                          .configuration = configuration_,
                          .registrations = {},
                          .api_versions = {{"mastodon", api_version}},
                          .contact = {settings->contact_email, TRY(contact(*settings))},
                          .rules = rules_of(*settings)};
    entity.configuration.vapid.public_key = settings->vapid_public_key;
    entity.registrations.enabled = settings->sign_up != services::SignUpMode::invitation;
    entity.registrations.approval_required = settings->sign_up == services::SignUpMode::approval;
    entity.registrations.reason_required = entity.registrations.approval_required;
    if (!entity.registrations.enabled)
        entity.registrations.message = "<p>Members join by invitation. Ask somebody who is here.</p>";
    return http::Response::json(entity);
}

Result<http::Response> InstanceApi::v1(Call&) {
    auto settings = TRY(settings_.get());
    auto figures = TRY(statistics_.get());
    return http::Response::json(V1InstanceEntity{
        .uri = instance_.domain,
        .title = settings->title,
        .short_description = settings->description,
        .description = settings->description.empty() ? "" : paragraphs(settings->description, instance_),
        .email = settings->contact_email,
        .version = version_,
        .urls = {configuration_.urls.streaming},
        .stats = {figures->counts.members, figures->counts.statuses, figures->counts.domains},
        .thumbnail = header_picture(instance_),
        .languages = settings->languages,
        .registrations = settings->sign_up != services::SignUpMode::invitation,
        .approval_required = settings->sign_up == services::SignUpMode::approval,
        .invites_enabled = true,
        .configuration = {configuration_.accounts, configuration_.statuses, configuration_.media_attachments,
                          configuration_.polls},
        .contact_account = TRY(contact(*settings)),
        .rules = rules_of(*settings)});
}

// Suspended ones first.
Result<http::Response> InstanceApi::domain_blocks() {
    auto table = TRY(server_blocks_.table());
    std::vector<DomainBlockEntity> entities;
    for (auto severity : {ServerBlockSeverity::suspend, ServerBlockSeverity::silence})
        for (const auto& block : table->all())
            if (block.severity == severity) entities.push_back(domain_block_entity(block));
    return http::Response::json(entities);
}

Result<http::Response> InstanceApi::activity(Call&) {
    std::vector<ActivityEntity> weeks;
    for (const auto& week : TRY(statistics_.weeks()))
        weeks.push_back({std::to_string(to_unix_ms(week.start) / 1000), std::to_string(week.statuses),
                         std::to_string(week.members), std::to_string(week.registrations)});
    return http::Response::json(weeks);
}

} // namespace kith::mastodon
