#include "services/tags.hpp"

#include "core/text.hpp"
#include "domain/text_entities.hpp"

#include <algorithm>

namespace kith::services {
namespace {

std::string_view without_sign(std::string_view name) {
    if (name.starts_with('#')) name.remove_prefix(1);
    return name;
}

constexpr std::size_t longest_name = 255; // code points

bool is_tag_name(std::string_view name) { return is_hashtag(name) && count_code_points(name) <= longest_name; }

} // namespace

Result<Tag> Tags::named(const store::ReadTx& tx, std::string_view name) {
    name = without_sign(name);
    if (!is_tag_name(name)) return not_found();
    auto normal = normalize_hashtag(name);
    if (auto tag = TRY(tx.tags().by_name(normal))) return std::move(*tag);
    return Tag{.id = {}, .name = std::move(normal), .display_name = std::string(name)};
}

Result<Tag> Tags::ensure(store::WriteTx& tx, std::string_view name) {
    auto tag = TRY(named(tx, name));
    if (!tag.id) tag.id = TRY(tx.tags().ensure(tag.name, tag.display_name, ids_.make<TagId>()));
    return tag;
}

Result<Tag> Tags::follow(AccountId account, std::string_view name) {
    return store_.write([&](store::WriteTx& tx) -> Result<Tag> {
        auto tag = TRY(ensure(tx, name));
        TRY(tx.tags().follow(account, tag.id, ids_.next()));
        return tag;
    });
}

Result<Tag> Tags::unfollow(AccountId account, std::string_view name) {
    return store_.write([&](store::WriteTx& tx) -> Result<Tag> {
        auto tag = TRY(named(tx, name));
        if (tag.id) TRY(tx.tags().unfollow(account, tag.id));
        return tag;
    });
}

Result<store::FeaturedTag> Tags::feature(AccountId account, std::string_view name) {
    if (!is_tag_name(without_sign(name))) return invalid("tag_invalid", "Validation failed: Tag is invalid");
    return store_.write([&](store::WriteTx& tx) -> Result<store::FeaturedTag> {
        auto tag = TRY(ensure(tx, name));
        auto id = TRY(tx.tags().feature(account, tag.id, ids_.next()));
        auto featured = TRY(tx.tags().featured(account));
        if (featured.size() > most_featured)
            return invalid("featured_too_many",
                           "Validation failed: You have already featured the maximum number of hashtags");
        auto found = std::ranges::find(featured, id, &store::FeaturedTag::id);
        if (found == featured.end()) return internal("a featured tag is not among the featured ones");
        return std::move(*found);
    });
}

Result<Tag> Tags::unfeature(AccountId account, std::string_view name) {
    return store_.write([&](store::WriteTx& tx) -> Result<Tag> {
        auto tag = TRY(named(tx, name));
        for (const auto& featured : TRY(tx.tags().featured(account)))
            if (featured.tag.id == tag.id) TRY(tx.tags().unfeature(account, featured.id));
        return tag;
    });
}

Result<void> Tags::unfeature(AccountId account, std::int64_t featured_id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        if (!TRY(tx.tags().unfeature(account, featured_id))) return not_found();
        return {};
    });
}

} // namespace kith::services
