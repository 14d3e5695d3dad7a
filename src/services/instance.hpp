// Who this server is, and the addresses of what it shows. Immutable after start; shared by all threads.
#pragma once

#include "core/ids.hpp"
#include "domain/account.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace kith::services {

struct Instance {
    std::string domain;   // in handles: "kith.example"
    std::string base_url; // of the web, without a slash at its end: "https://kith.example"

    // Of base_url, with its port if it names one.
    std::string_view web_host() const {
        auto host = std::string_view(base_url);
        host.remove_prefix(std::min(host.size(), host.find("://") + 3));
        return host.substr(0, host.find('/'));
    }
    std::string profile_url(const Account& account) const {
        return account.local() ? base_url + "/@" + account.username : account.url;
    }
    std::string account_uri(const Account& account) const {
        return account.local() ? base_url + "/users/" + account.username : account.uri;
    }
    std::string status_url(std::string_view username, StatusId id) const {
        return base_url + "/@" + std::string(username) + "/" + id.str();
    }
    std::string status_uri(std::string_view username, StatusId id) const {
        return base_url + "/users/" + std::string(username) + "/statuses/" + id.str();
    }
    std::string tag_url(std::string_view name) const { return base_url + "/tags/" + std::string(name); }
    std::string media_url(std::string_view file) const { return base_url + "/media/" + std::string(file); }
};

} // namespace kith::services
