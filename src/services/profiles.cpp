#include "services/profiles.hpp"

#include "core/text.hpp"
#include "domain/language.hpp"
#include "domain/names.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace kith::services {
namespace {

std::string tidy(const std::string& text) { return std::string(trim(to_valid_utf8(text))); }

// The rules of names.hpp speak to people; clients show what begins like this.
Result<void> validated(Result<void> checked) {
    if (!checked) checked.error().message.insert(0, "Validation failed: ");
    return checked;
}

Result<void> at_most(std::size_t limit, const std::string& text, std::string_view what, std::string code) {
    if (count_code_points(text) <= limit) return {};
    return invalid(std::move(code),
                   fmt::format("Validation failed: {} is too long (maximum is {} characters)", what, limit));
}

// Rows without a name and a value are what clients send for those that are not used.
Result<std::vector<ProfileField>> fields_of(const std::vector<ProfileField>& asked,
                                            const std::vector<ProfileField>& earlier) {
    std::vector<ProfileField> fields;
    for (const auto& row : asked) {
        ProfileField field{tidy(row.name), tidy(row.value), std::nullopt};
        if (field.name.empty() && field.value.empty()) continue;
        if (field.name.empty())
            return invalid("field_without_name",
                           "Validation failed: Profile fields contains values with missing labels");
        TRY(validated(check_field(field.name, field.value)));
        auto same = std::ranges::find_if(earlier,
                                         [&](const auto& e) { return e.name == field.name && e.value == field.value; });
        if (same != earlier.end()) field.verified_at = same->verified_at;
        fields.push_back(std::move(field));
    }
    TRY(validated(check_field_count(fields.size())));
    return fields;
}

Result<std::vector<std::string>> domains_of(const std::vector<std::string>& asked) {
    std::vector<std::string> domains;
    for (const auto& text : asked) {
        if (trim(text).empty()) continue;
        auto domain = normalize_domain(trim(text));
        if (!domain)
            return invalid("domain_invalid",
                           "Validation failed: Attribution domains contains one or more invalid domains");
        if (std::ranges::find(domains, *domain) == domains.end()) domains.push_back(domain.take());
    }
    if (domains.size() > limits::attribution_domains)
        return invalid("too_many_domains", fmt::format("Validation failed: Attribution domains can be at most {}",
                                                       limits::attribution_domains));
    return domains;
}

template <class T>
void assign(const std::optional<T>& from, T& to) {
    if (from) to = *from;
}

Result<void> apply_texts(const ProfileChange& change, Account& account) {
    if (change.display_name) {
        account.display_name = tidy(*change.display_name);
        TRY(validated(check_display_name(account.display_name)));
    }
    if (change.note) {
        account.note = tidy(*change.note);
        TRY(validated(check_note(account.note)));
    }
    if (change.why_here) {
        account.why_here = tidy(*change.why_here);
        TRY(at_most(limits::why_here, account.why_here, "Why I am here", "why_here_too_long"));
    }
    if (change.avatar_description) {
        account.avatar_description = tidy(*change.avatar_description);
        TRY(at_most(limits::picture_description, account.avatar_description, "Avatar description",
                    "description_too_long"));
    }
    if (change.header_description) {
        account.header_description = tidy(*change.header_description);
        TRY(at_most(limits::picture_description, account.header_description, "Header description",
                    "description_too_long"));
    }
    if (change.fields) account.fields = TRY(fields_of(*change.fields, account.fields));
    if (change.attribution_domains) account.attribution_domains = TRY(domains_of(*change.attribution_domains));
    return {};
}

Result<void> apply(const ProfileChange& change, Account& account) {
    TRY(apply_texts(change, account));
    assign(change.locked, account.locked);
    assign(change.bot, account.bot);
    assign(change.discoverable, account.discoverable);
    assign(change.indexable, account.indexable);
    assign(change.hide_collections, account.hide_collections);
    assign(change.show_media, account.show_media);
    assign(change.show_media_replies, account.show_media_replies);
    assign(change.show_featured, account.show_featured);
    if (change.avatar) {
        account.avatar_file = change.avatar->file;
        account.avatar_static_file = change.avatar->static_file;
        if (account.avatar_file.empty()) account.avatar_description.clear();
    }
    if (change.header) {
        account.header_file = change.header->file;
        account.header_static_file = change.header->static_file;
        if (account.header_file.empty()) account.header_description.clear();
    }
    return {};
}

Result<void> apply(const ProfileChange& change, UserSettings& settings) {
    if (change.privacy == Visibility::direct)
        return invalid("privacy", "Validation failed: Privacy must be public, unlisted or private");
    assign(change.privacy, settings.privacy);
    assign(change.sensitive, settings.sensitive);
    assign(change.quote_policy, settings.quote_policy);
    assign(change.expand_media, settings.expand_media);
    assign(change.expand_spoilers, settings.expand_spoilers);
    if (!change.language) return {};
    if (change.language->empty()) {
        settings.language.clear();
        return {};
    }
    auto code = normalize_language(*change.language);
    if (!code) return invalid("language", "Validation failed: Language is not a known language code");
    settings.language = *code;
    return {};
}

} // namespace

Result<Account> Profiles::update(AccountId id, ProfileChange change) {
    return store_.write([&](store::WriteTx& tx) -> Result<Account> {
        auto before = TRY(tx.accounts().by_id(id));
        auto user = TRY(tx.users().by_account(id));
        if (!before || !user) return not_found();
        auto account = *before;
        TRY(apply(change, account));
        account.updated_at = clock_.now();
        TRY(tx.accounts().update(account));

        auto settings = read_user_settings(user->settings);
        TRY(apply(change, settings));
        if (auto written = write_user_settings(settings, user->settings); written != user->settings) {
            user->settings = std::move(written);
            TRY(tx.users().update(*user));
        }
        if (before->locked && !account.locked) TRY(relations_.authorize_all(tx, account));
        tx.after_commit([this, id] {
            events_.publish(AccountChanged{id});
            events_.publish(ViewerChanged{id});
        });
        return std::move(*before);
    });
}

} // namespace kith::services
