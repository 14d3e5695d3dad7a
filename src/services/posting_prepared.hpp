// Private to Posting: a draft that was checked, with all it refers to.
#pragma once

#include "relationship/judgement.hpp"
#include "services/posting.hpp"
#include "services/user_settings.hpp"

namespace kith::services {

struct Posting::Prepared {
    Account author;
    UserSettings defaults;
    std::optional<Status> parent;
    std::optional<Account> parent_author;
    std::optional<Status> quoted;
    std::vector<Account> mentioned;
    std::vector<std::pair<std::string, std::string>> tags; // normalised, as written
    std::string content;
    std::string language;
    relationship::Judgement judgement; // of the words alone: no template, no autopilot
    bool wants_help = false;
    bool declared_offer = false;
    Visibility visibility = Visibility::public_;

    std::vector<AccountId> mentioned_ids() const {
        std::vector<AccountId> ids;
        for (const auto& account : mentioned)
            ids.push_back(account.id);
        return ids;
    }
};

} // namespace kith::services
