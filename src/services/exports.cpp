#include "services/exports.hpp"

#include "core/text.hpp"
#include "services/uris.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace kith::services {
namespace {

constexpr int page_size = 500;
constexpr std::array all_exports{Export::follows, Export::lists,         Export::blocks,
                                 Export::mutes,   Export::domain_blocks, Export::bookmarks};

std::vector<AccountId> accounts_of(std::span<const store::Positioned> page) {
    std::vector<AccountId> ids;
    for (const auto& entry : page)
        ids.push_back(entry.account_id);
    return ids;
}

using Handles = std::unordered_map<AccountId, std::string>;

Result<Handles> handles_of(const store::ReadTx& tx, std::span<const AccountId> ids, const Instance& instance) {
    Handles handles;
    for (const auto& account : TRY(tx.accounts().by_ids(ids)))
        handles.emplace(account.id, csv_value(full_handle(account, instance)));
    return handles;
}

// Calls `lines(tx, max_id)`, which gives the text of a page and where it ends, until a page is empty.
struct Lines {
    std::string text;
    std::int64_t last = 0; // 0: nothing is left
};

template <class Read>
Result<void> page_by_page(store::Store& store, const Exports::Sink& sink, Read lines) {
    store::Page page{.limit = page_size};
    while (true) {
        auto part = TRY(store.read([&](store::ReadTx& tx) -> Result<Lines> { return lines(tx, page); }));
        if (part.last == 0) return {};
        TRY(sink(part.text));
        page.max_id = part.last;
    }
}

} // namespace

std::string_view to_string(Export what) {
    switch (what) {
    case Export::follows:
        return "follows";
    case Export::lists:
        return "lists";
    case Export::blocks:
        return "blocks";
    case Export::mutes:
        return "mutes";
    case Export::domain_blocks:
        return "domain_blocks";
    case Export::bookmarks:
        return "bookmarks";
    }
    std::unreachable();
}

std::optional<Export> parse_export(std::string_view name) {
    for (auto what : all_exports)
        if (name == std::string(to_string(what)) + ".csv") return what;
    return std::nullopt;
}

std::string_view file_name(Export what) {
    switch (what) {
    case Export::follows:
        return "following_accounts.csv";
    case Export::lists:
        return "lists.csv";
    case Export::blocks:
        return "blocked_accounts.csv";
    case Export::mutes:
        return "muted_accounts.csv";
    case Export::domain_blocks:
        return "blocked_domains.csv";
    case Export::bookmarks:
        return "bookmarks.csv";
    }
    std::unreachable();
}

std::string csv_value(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted += '"';
}

Exports::Exports(store::Store& store, const Instance& instance, std::filesystem::path folder)
    : store_(store), instance_(instance), folder_(std::move(folder)) {}

Result<void> Exports::write(AccountId account, Export what, const Sink& sink) const {
    switch (what) {
    case Export::follows:
        return write_follows(account, sink);
    case Export::lists:
        return write_lists(account, sink);
    case Export::blocks:
        return write_blocks(account, sink);
    case Export::mutes:
        return write_mutes(account, sink);
    case Export::domain_blocks:
        return write_domain_blocks(account, sink);
    case Export::bookmarks:
        return write_bookmarks(account, sink);
    }
    std::unreachable();
}

Result<void> Exports::write_follows(AccountId account, const Sink& sink) const {
    TRY(sink("Account address,Show boosts,Notify on new posts,Languages\n"));
    return page_by_page(store_, sink, [&](store::ReadTx& tx, const store::Page& page) -> Result<Lines> {
        Lines lines;
        auto follows = TRY(tx.relations().following(account, false, page));
        if (follows.empty()) return lines;
        auto ids = accounts_of(follows);
        auto handles = TRY(handles_of(tx, ids, instance_));
        for (const auto& relation : TRY(tx.relations().with(account, ids))) {
            auto handle = handles.find(relation.target_id);
            if (handle == handles.end() || !relation.following) continue;
            const auto& follow = *relation.following;
            lines.text += handle->second;
            lines.text += follow.show_reblogs ? ",true" : ",false";
            lines.text += follow.notify ? ",true," : ",false,";
            lines.text += csv_value(replace_all(follow.languages, ",", ", ")) + "\n";
        }
        lines.last = follows.back().position;
        return lines;
    });
}

Result<void> Exports::write_lists(AccountId account, const Sink& sink) const {
    for (const auto& list : TRY(store_.read([&](store::ReadTx& tx) { return tx.lists().of_account(account); }))) {
        auto title = csv_value(list.title);
        TRY(page_by_page(store_, sink, [&](store::ReadTx& tx, const store::Page& page) -> Result<Lines> {
            Lines lines;
            auto members = TRY(tx.lists().members(list.id, page));
            if (members.empty()) return lines;
            auto ids = accounts_of(members);
            auto handles = TRY(handles_of(tx, ids, instance_));
            for (auto id : ids)
                if (auto handle = handles.find(id); handle != handles.end())
                    lines.text += title + "," + handle->second + "\n";
            lines.last = members.back().position;
            return lines;
        }));
    }
    return {};
}

Result<void> Exports::write_blocks(AccountId account, const Sink& sink) const {
    return page_by_page(store_, sink, [&](store::ReadTx& tx, const store::Page& page) -> Result<Lines> {
        Lines lines;
        auto blocks = TRY(tx.relations().blocks(account, page));
        if (blocks.empty()) return lines;
        auto ids = accounts_of(blocks);
        auto handles = TRY(handles_of(tx, ids, instance_));
        for (auto id : ids)
            if (auto handle = handles.find(id); handle != handles.end()) lines.text += handle->second + "\n";
        lines.last = blocks.back().position;
        return lines;
    });
}

Result<void> Exports::write_mutes(AccountId account, const Sink& sink) const {
    TRY(sink("Account address,Hide notifications\n"));
    return page_by_page(store_, sink, [&](store::ReadTx& tx, const store::Page& page) -> Result<Lines> {
        Lines lines;
        auto mutes = TRY(tx.relations().mutes(account, page));
        if (mutes.empty()) return lines;
        auto ids = accounts_of(mutes);
        auto handles = TRY(handles_of(tx, ids, instance_));
        for (const auto& relation : TRY(tx.relations().with(account, ids))) {
            auto handle = handles.find(relation.target_id);
            if (handle == handles.end() || !relation.muting) continue;
            lines.text += handle->second + (relation.muting->hide_notifications ? ",true\n" : ",false\n");
        }
        lines.last = mutes.back().position;
        return lines;
    });
}

Result<void> Exports::write_domain_blocks(AccountId account, const Sink& sink) const {
    return page_by_page(store_, sink, [&](store::ReadTx& tx, const store::Page& page) -> Result<Lines> {
        Lines lines;
        for (const auto& [position, domain] : TRY(tx.relations().domain_blocks(account, page))) {
            lines.text += csv_value(domain) + "\n";
            lines.last = position;
        }
        return lines;
    });
}

Result<void> Exports::write_bookmarks(AccountId account, const Sink& sink) const {
    return page_by_page(store_, sink, [&](store::ReadTx& tx, const store::Page& page) -> Result<Lines> {
        Lines lines;
        std::vector<StatusId> ids;
        for (const auto& [id, position] : TRY(tx.statuses().bookmarks(account, page))) {
            ids.push_back(id);
            lines.last = position;
        }
        auto uris = TRY(status_uris(tx, ids, instance_));
        for (auto id : ids)
            if (auto uri = uris.find(id); uri != uris.end()) lines.text += csv_value(uri->second) + "\n";
        return lines;
    });
}

} // namespace kith::services
