// What members say about themselves, and what they prefer.
#pragma once

#include "services/events.hpp"
#include "services/relations.hpp"
#include "services/user_settings.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace kith::services {

// A picture of a profile, as files below the media folder.
struct ProfilePicture {
    std::string file;        // empty: none
    std::string static_file; // empty: it does not move
};

// What is not given stays as it is. https://docs.joinmastodon.org/methods/accounts/#update_credentials
struct ProfileChange {
    std::optional<std::string> display_name;
    std::optional<std::string> note;
    std::optional<std::string> why_here;
    std::optional<bool> locked;
    std::optional<bool> bot;
    std::optional<bool> discoverable;
    std::optional<bool> indexable;
    std::optional<bool> hide_collections;
    std::optional<bool> show_media;
    std::optional<bool> show_media_replies;
    std::optional<bool> show_featured;
    std::optional<std::string> avatar_description;
    std::optional<std::string> header_description;
    std::optional<ProfilePicture> avatar;
    std::optional<ProfilePicture> header;
    std::optional<std::vector<ProfileField>> fields; // verified_at is kept of those that stay the same
    std::optional<std::vector<std::string>> attribution_domains;

    std::optional<Visibility> privacy; // public, unlisted or private
    std::optional<bool> sensitive;
    std::optional<std::string> language; // empty: none
    std::optional<QuotePolicy> quote_policy;
    std::optional<ExpandMedia> expand_media;
    std::optional<bool> expand_spoilers;
};

// Thread-safe.
class Profiles {
public:
    Profiles(store::Store& store, const Clock& clock, Events& events, Relations& relations)
        : store_(store), clock_(clock), events_(events), relations_(relations) {}

    // All or none. A profile that stops being locked lets in who waits. Gives the account as it was (for the files of
    // pictures that nobody shows any more). Errors: invalid (the codes of domain/names.hpp, why_here_too_long,
    // description_too_long, field_without_name, domain_invalid, too_many_domains, privacy, language).
    Result<Account> update(AccountId id, ProfileChange change);

private:
    store::Store& store_;
    const Clock& clock_;
    Events& events_;
    Relations& relations_;
};

} // namespace kith::services
