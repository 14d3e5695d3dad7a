// What members keep about people, for their own eyes.
#pragma once

#include "core/ids.hpp"
#include "core/result.hpp"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace kith::store {

// "The birthday", on the 22nd of November.
struct NotedDate {
    std::string what;
    int month = 1;
    int day = 1;
    std::optional<int> year;

    friend bool operator==(const NotedDate&, const NotedDate&) = default;
};

struct PersonNote {
    AccountId account_id;
    AccountId target_id;
    std::string note; // the note of Relations::put_note: one text
    std::string likes;
    std::string how_met;
    std::vector<std::string> tags; // sorted
    std::vector<NotedDate> dates;

    friend bool operator==(const PersonNote&, const PersonNote&) = default;
};

// As much of an account as a list of people is sorted and searched by.
struct PersonName {
    AccountId id;
    std::string username;
    std::string domain;
    std::string display_name;

    const std::string& shown() const { return display_name.empty() ? username : display_name; }
};

class PersonNotes {
public:
    virtual ~PersonNotes() = default;

    // Empty if nothing is kept.
    virtual Result<PersonNote> about(AccountId account, AccountId target) const = 0;
    // Everybody about whom something is kept, by id.
    virtual Result<std::vector<PersonNote>> all(AccountId account) const = 0;
    // The tags that the account gave, sorted, and to how many people each.
    virtual Result<std::vector<std::pair<std::string, std::int64_t>>> tags(AccountId account) const = 0;
    // Those that exist, in no order.
    virtual Result<std::vector<PersonName>> names(std::span<const AccountId> ids) const = 0;

    // In place of what was kept.
    virtual Result<void> put(const PersonNote& note) = 0;
};

} // namespace kith::store
