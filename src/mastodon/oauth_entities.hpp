// Entities of applications and tokens. https://docs.joinmastodon.org/entities/Application/
#pragma once

#include "core/ids.hpp"
#include "json/write.hpp"

#include <optional>
#include <string>
#include <vector>

namespace kith::mastodon {

struct ApplicationEntity {
    ApplicationId id;
    std::string name;
    std::optional<std::string> website;
    std::vector<std::string> scopes;
    std::string redirect_uri; // all of them, one a line
    std::vector<std::string> redirect_uris;
    std::string vapid_key;
};
BOOST_DESCRIBE_STRUCT(ApplicationEntity, (), (id, name, website, scopes, redirect_uri, redirect_uris, vapid_key))

struct CredentialApplicationEntity : ApplicationEntity {
    std::string client_id;
    std::string client_secret;
    std::int64_t client_secret_expires_at = 0; // never
};
BOOST_DESCRIBE_STRUCT(CredentialApplicationEntity, (ApplicationEntity),
                      (client_id, client_secret, client_secret_expires_at))

struct TokenEntity {
    std::string access_token;
    std::string token_type = "Bearer";
    std::string scope;
    std::int64_t created_at = 0; // seconds since 1970
};
BOOST_DESCRIBE_STRUCT(TokenEntity, (), (access_token, token_type, scope, created_at))

} // namespace kith::mastodon
