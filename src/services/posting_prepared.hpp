// Private to Posting: a draft that was checked, with all it refers to.
#pragma once

#include "relationship/judgement.hpp"
#include "services/posting.hpp"
#include "services/user_settings.hpp"

#include <algorithm>

namespace kith::services {

struct Posting::Prepared {
    Account author;
    UserSettings defaults;
    std::optional<Status> parent;
    std::optional<Account> parent_author;
    std::optional<Status> quoted;
    std::optional<Account> quoted_hearer; // the quoted author, if another and one who hears of it
    std::vector<Account> mentioned;
    std::vector<std::pair<std::string, std::string>> tags; // normalised, as written
    std::string content;
    std::string language;
    std::string words; // what is judged
    relationship::Classification classified;
    relationship::Judgement judgement; // of the words alone: no template, no autopilot
    bool wants_help = false;
    bool declared_offer = false;
    Visibility visibility = Visibility::public_;

    // Those it mentions, and whom it quotes.
    std::vector<Account> spoken_to() const {
        auto accounts = mentioned;
        bool known = quoted_hearer && std::ranges::any_of(mentioned, [&](const auto& account) {
                         return account.id == quoted_hearer->id;
                     });
        if (quoted_hearer && !known) accounts.push_back(*quoted_hearer);
        return accounts;
    }
    std::vector<AccountId> mentioned_ids() const {
        std::vector<AccountId> ids;
        for (const auto& account : mentioned)
            ids.push_back(account.id);
        return ids;
    }
};

} // namespace kith::services
