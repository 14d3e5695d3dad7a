#include "kithapi/admin_emojis_api.hpp"

#include "core/text.hpp"
#include "domain/shortcodes.hpp"
#include "kithapi/admin_routes.hpp"

#include <algorithm>

namespace kith::kithapi {
namespace {

constexpr std::size_t upload_limit = 3 << 20;

struct AdminEmojiEntity {
    std::string shortcode;
    std::string url;
    std::string static_url;
    std::string category;
    bool visible_in_picker = true;
    bool disabled = false;
};
BOOST_DESCRIBE_STRUCT(AdminEmojiEntity, (), (shortcode, url, static_url, category, visible_in_picker, disabled))

void read_flags(const json::Value& params, CustomEmoji& emoji) {
    if (auto category = params["category"].str()) emoji.category = *category;
    if (auto visible = params["visible_in_picker"].boolean()) emoji.visible = *visible;
    if (auto disabled = params["disabled"].boolean()) emoji.disabled = *disabled;
}

} // namespace

std::vector<ApiRoute> AdminEmojisApi::routes() {
    using http::Method;
    constexpr auto may = Permission::manage_custom_emojis;
    auto adding = admin_writing(Method::post, "/emojis", may, [this](Call& c) { return add(c); });
    adding.body_limit = upload_limit;
    return {
        admin_reading("/emojis", may, [this](Call& c) { return list(c.instance); }),
        std::move(adding),
        admin_writing(Method::patch, "/emojis/:shortcode", may, [this](Call& c) { return change(c); }),
        admin_writing(Method::delete_, "/emojis/:shortcode", may, [this](Call& c) { return remove(c); }),
    };
}

Result<http::Response> AdminEmojisApi::list(const services::Instance& instance) {
    std::vector<AdminEmojiEntity> entities;
    for (const auto& emoji : TRY(emojis_.list()))
        entities.push_back(
            {.shortcode = emoji.shortcode,
             .url = instance.media_url(emoji.file),
             .static_url = instance.media_url(emoji.static_file.empty() ? emoji.file : emoji.static_file),
             .category = emoji.category,
             .visible_in_picker = emoji.visible,
             .disabled = emoji.disabled});
    return http::Response::json(entities);
}

Result<std::optional<CustomEmoji>> AdminEmojisApi::find(std::string_view shortcode) const {
    auto all = TRY(emojis_.list());
    auto found = std::ranges::find(all, shortcode, &CustomEmoji::shortcode);
    return found == all.end() ? std::nullopt : std::optional(std::move(*found));
}

Result<void> AdminEmojisApi::make(const http::Upload& upload, CustomEmoji& emoji) const {
    if (!upload.in_memory()) return files_.make(upload.file.path(), emoji);
    std::error_code failed;
    std::filesystem::create_directories(media_folder_, failed);
    if (failed) return internal("the media folder cannot be made: " + failed.message());
    auto spooled = TRY(http::TempFile::create(media_folder_));
    TRY(spooled.append(upload.bytes));
    spooled.close();
    return files_.make(spooled.path(), emoji);
}

Result<http::Response> AdminEmojisApi::add(Call& call) {
    const auto& params = *TRY(call.params());
    std::string name = params["shortcode"].str().value_or("");
    std::string_view bare = trim(name);
    if (bare.starts_with(':')) bare.remove_prefix(1);
    if (bare.ends_with(':')) bare.remove_suffix(1);
    CustomEmoji emoji{.shortcode = std::string(bare), .file = {}, .static_file = {}};
    read_flags(params, emoji);
    auto* upload = call.request.file("image");
    if (upload == nullptr) return invalid("emoji_image", "An emoji needs a picture");
    if (!is_shortcode(emoji.shortcode))
        return invalid("emoji_shortcode", "A shortcode has letters, digits and _, at least two of them");
    auto before = TRY(find(emoji.shortcode));
    TRY(make(*upload, emoji));
    if (auto put = emojis_.put(mastodon::moderator_of(call), emoji); !put) {
        files_.remove(emoji);
        return Failure(std::move(put).error());
    }
    if (before) files_.remove(*before);
    return list(call.instance);
}

Result<http::Response> AdminEmojisApi::change(Call& call) {
    auto emoji = TRY(find(call.request.capture("shortcode")));
    if (!emoji) return not_found();
    read_flags(*TRY(call.params()), *emoji);
    TRY(emojis_.put(mastodon::moderator_of(call), *emoji));
    return list(call.instance);
}

Result<http::Response> AdminEmojisApi::remove(Call& call) {
    files_.remove(TRY(emojis_.remove(mastodon::moderator_of(call), call.request.capture("shortcode"))));
    return list(call.instance);
}

} // namespace kith::kithapi
