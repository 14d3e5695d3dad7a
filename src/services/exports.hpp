// A member's people, lists and bookmarks as the CSV files that Mastodon writes and reads
// (https://docs.joinmastodon.org/user/moving/#export), so that they can be taken to another server.
#pragma once

#include "services/instance.hpp"
#include "store/store.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace kith::services {

enum class Export { follows, lists, blocks, mutes, domain_blocks, bookmarks };

std::string_view to_string(Export what);                   // "follows", "domain_blocks"
std::optional<Export> parse_export(std::string_view name); // "follows.csv"
// As Mastodon names it: "following_accounts.csv".
std::string_view file_name(Export what);

// One value of a line, quoted where it has to be (RFC 4180). Pure.
std::string csv_value(std::string_view text);

// Thread-safe.
class Exports {
public:
    // Takes the next part of the file.
    using Sink = std::function<Result<void>(std::string_view)>;

    // `folder` is where files may wait until they are sent.
    Exports(store::Store& store, const Instance& instance, std::filesystem::path folder);

    // Reads page by page, each in a transaction of its own: what is held in memory does not grow with the file.
    // Errors: those of the sink and the store.
    Result<void> write(AccountId account, Export what, const Sink& sink) const;
    const std::filesystem::path& folder() const { return folder_; }

private:
    Result<void> write_follows(AccountId account, const Sink& sink) const;
    Result<void> write_lists(AccountId account, const Sink& sink) const;
    Result<void> write_blocks(AccountId account, const Sink& sink) const;
    Result<void> write_mutes(AccountId account, const Sink& sink) const;
    Result<void> write_domain_blocks(AccountId account, const Sink& sink) const;
    Result<void> write_bookmarks(AccountId account, const Sink& sink) const;

    store::Store& store_;
    const Instance& instance_;
    std::filesystem::path folder_;
};

} // namespace kith::services
