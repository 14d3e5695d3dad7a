#include "services/archives.hpp"

#include "core/log.hpp"
#include "services/activities.hpp"
#include "services/uris.hpp"
#include "services/zip_file.hpp"
#include "json/write.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <fstream>
#include <utility>

namespace kith::services {
namespace {

namespace fs = std::filesystem;

constexpr int page_size = 100;
constexpr int pages_a_run = 20;
constexpr std::uint64_t bytes_a_run = 64 << 20;
constexpr std::chrono::hours forgotten_after{6}; // one that nobody works on
constexpr std::string_view wanted = ".part";
constexpr std::string_view finished = ".zip";
constexpr std::string_view given_up = ".failed";

std::optional<Time> changed_at(const fs::path& file) {
    std::error_code error;
    auto changed = fs::last_write_time(file, error);
    if (error) return std::nullopt;
    return std::chrono::time_point_cast<Time::duration>(std::chrono::file_clock::to_sys(changed));
}

void set_changed(const fs::path& file, Time at) {
    std::error_code error;
    fs::last_write_time(file, std::chrono::file_clock::from_sys(at), error);
}

// Everything that a page of posts is written from.
struct Posts {
    std::vector<WrittenStatus> written;
    std::int64_t last = 0; // 0: nothing is left
};

template <class Row, class Key>
auto grouped(std::vector<Row> rows, Key key) {
    std::unordered_map<StatusId, std::vector<Row>> groups;
    for (auto& row : rows)
        groups[std::invoke(key, row)].push_back(std::move(row));
    return groups;
}

Result<std::vector<StatusId>> own_posts(const store::ReadTx& tx, AccountId account, std::int64_t before) {
    store::StatusSelection all;
    all.at_most = Visibility::direct;
    return tx.statuses().by_account(account, all, {.max_id = before, .limit = page_size});
}

Result<Posts> read_posts(const store::ReadTx& tx, AccountId author, std::int64_t before, const Instance& instance) {
    Posts posts;
    auto ids = TRY(own_posts(tx, author, before));
    if (ids.empty()) return posts;
    posts.last = ids.back().value;
    auto statuses = TRY(tx.statuses().by_ids(ids));
    std::ranges::sort(statuses, std::greater(), &Status::id);
    auto media = grouped(TRY(tx.media().of_statuses(ids)), &Media::status_id);
    auto tags = grouped(TRY(tx.tags().of_statuses(ids)), &store::StatusTag::status_id);
    auto mentions = grouped(TRY(tx.statuses().mentions(ids)), &store::Mention::status_id);
    std::vector<StatusId> others;
    std::vector<AccountId> people;
    std::vector<PollId> poll_ids;
    for (const auto& status : statuses) {
        for (auto other : {status.in_reply_to_id, status.reblog_of_id, status.quote_of_id})
            if (other) others.push_back(other);
        if (status.poll_id) poll_ids.push_back(status.poll_id);
        for (const auto& mention : mentions[status.id])
            people.push_back(mention.account_id);
    }
    auto uris = TRY(status_uris(tx, others, instance));
    std::unordered_map<AccountId, Account> accounts;
    for (auto& account : TRY(tx.accounts().by_ids(people)))
        accounts.emplace(account.id, std::move(account));
    std::unordered_map<PollId, Poll> polls;
    for (auto& poll : TRY(tx.polls().by_ids(poll_ids)))
        polls.emplace(poll.id, std::move(poll));

    auto uri_of = [&](StatusId id) {
        auto found = uris.find(id);
        return found == uris.end() ? std::string() : found->second;
    };
    for (auto& status : statuses) {
        WrittenStatus written;
        for (const auto& mention : mentions[status.id])
            if (auto account = accounts.find(mention.account_id); account != accounts.end())
                written.mentioned.push_back(account->second);
        for (auto& tag : tags[status.id])
            written.tags.push_back(std::move(tag.tag));
        written.media = std::move(media[status.id]);
        std::erase_if(written.media, [](const Media& one) { return one.file.empty(); });
        if (auto poll = polls.find(status.poll_id); poll != polls.end()) written.poll = poll->second;
        written.in_reply_to = uri_of(status.in_reply_to_id);
        written.boosted = uri_of(status.reblog_of_id);
        written.quoted = uri_of(status.quote_of_id);
        written.status = std::move(status);
        posts.written.push_back(std::move(written));
    }
    return posts;
}

std::string collection_head(std::string_view name) {
    std::string head = R"({"@context":)";
    json::write(head, activity_context());
    head += R"(,"id":")";
    head += name;
    head += R"(","type":"OrderedCollection","orderedItems":[)";
    return head;
}

} // namespace

std::string_view to_string(ArchiveState::Stage stage) {
    switch (stage) {
    case ArchiveState::Stage::none:
        return "none";
    case ArchiveState::Stage::making:
        return "making";
    case ArchiveState::Stage::ready:
        return "ready";
    case ArchiveState::Stage::failed:
        return "failed";
    }
    std::unreachable();
}

struct Archives::Making {
    enum class Step { actor, posts, media, favourites, bookmarks, done };

    Making(Account whose, ZipFile file) : account(std::move(whose)), zip(std::move(file)) {}

    std::mutex busy; // one job at a time works on it
    Account account;
    ZipFile zip;
    Step next = Step::actor;
    // Of the step.
    std::int64_t before = std::numeric_limits<std::int64_t>::max();
    std::int64_t items = 0;
    // Of the run.
    std::uint64_t copied = 0;
    // Each post is looked at twice: for its words, and for its media.
    std::atomic<std::int64_t> seen = 0;

    double progress() const {
        auto all = static_cast<double>(std::max<std::int64_t>(1, account.statuses_count)) * 2;
        return std::min(0.99, static_cast<double>(seen.load()) / all);
    }
    void go_on(Step step) {
        next = step;
        before = std::numeric_limits<std::int64_t>::max();
        items = 0;
    }
    // The first item of a collection opens its file.
    Result<void> add_item(std::string_view collection, const std::string& item, Time now) {
        if (items++ == 0) {
            TRY(zip.begin(collection, true, now));
            TRY(zip.write(collection_head(collection)));
        } else {
            TRY(zip.write(","));
        }
        return zip.write(item);
    }
    Result<void> end_collection(std::string_view collection, Time now) {
        if (items == 0) {
            TRY(zip.begin(collection, true, now));
            TRY(zip.write(collection_head(collection)));
        }
        TRY(zip.write("],\"totalItems\":" + std::to_string(items) + "}"));
        return zip.end();
    }
};

Archives::Archives(store::Store& store, const Clock& clock, IdMaker& ids, Events& events, const Instance& instance,
                   fs::path media, fs::path folder)
    : store_(store),
      clock_(clock),
      ids_(ids),
      events_(events),
      instance_(instance),
      media_(std::move(media)),
      folder_(std::move(folder)) {}

Archives::~Archives() = default;

fs::path Archives::path(AccountId account, std::string_view ending) const {
    return folder_ / (account.str() + std::string(ending));
}

std::shared_ptr<Archives::Making> Archives::find(AccountId account) const {
    std::scoped_lock lock(mutex_);
    auto found = making_.find(account);
    return found == making_.end() ? nullptr : found->second;
}

ArchiveState Archives::state(AccountId account) const {
    using enum ArchiveState::Stage;
    if (auto begun = find(account)) return {.stage = making, .progress = begun->progress()};
    if (auto asked = changed_at(path(account, wanted)))
        return {.stage = clock_.now() - *asked < forgotten_after ? making : failed};
    std::error_code error;
    auto made = changed_at(path(account, finished));
    auto size = fs::file_size(path(account, finished), error);
    if (made && !error && clock_.now() - *made < lifetime)
        return {.stage = ready, .size = size, .made_at = *made, .expires_at = *made + lifetime};
    return {.stage = changed_at(path(account, given_up)) ? failed : none};
}

Result<void> Archives::start(AccountId account) {
    if (state(account).stage == ArchiveState::Stage::making) return {};
    std::error_code error;
    fs::remove(path(account, given_up), error);
    TRY(ZipFile::create(path(account, wanted)));
    set_changed(path(account, wanted), clock_.now());
    return queue(account);
}

void Archives::remove(AccountId account) {
    std::scoped_lock lock(mutex_);
    making_.erase(account);
    std::error_code error;
    for (auto ending : {wanted, finished, given_up})
        fs::remove(path(account, ending), error);
}

Result<fs::path> Archives::file(AccountId account) const {
    auto made = changed_at(path(account, finished));
    if (!made || clock_.now() - *made >= lifetime) return not_found();
    return path(account, finished);
}

Result<void> Archives::queue(AccountId account) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        TRY(tx.jobs().insert({.id = ids_.make<JobId>(),
                              .kind = std::string(job_kind),
                              .payload = account.str(),
                              .run_at = clock_.now(),
                              .last_error = {}}));
        tx.after_commit([this] { events_.publish(JobsAdded{}); });
        return {};
    });
}

Result<std::shared_ptr<Archives::Making>> Archives::begin(AccountId id) {
    if (auto making = find(id)) return making;
    if (!changed_at(path(id, wanted))) return nullptr;
    auto account = TRY(store_.read([&](store::ReadTx& tx) { return tx.accounts().by_id(id); }));
    if (!account || account->suspended()) return not_found();
    auto zip = TRY(ZipFile::create(path(id, wanted)));
    std::scoped_lock lock(mutex_);
    return making_.try_emplace(id, std::make_shared<Making>(std::move(*account), std::move(zip))).first->second;
}

Result<void> Archives::run(const std::string& payload) {
    auto id = parse_id_as<AccountId>(payload);
    if (!id) return invalid("payload", "An archive job names no account");
    auto making = begin(*id);
    if (making && !*making) return {}; // thrown away meanwhile
    std::unique_lock<std::mutex> busy;
    if (making) {
        busy = std::unique_lock((*making)->busy, std::try_to_lock);
        if (!busy) return {}; // another job is at it
    }
    auto all = making ? work(**making) : Result<bool>(Failure(making.error()));
    if (!all) {
        log::error("The archive of the account {} could not be made: {}", id->str(), all.error().detail);
        end(*id, making ? *making : nullptr, given_up);
        return {};
    }
    if (!*all) {
        set_changed(path(*id, wanted), clock_.now()); // somebody works on it
        return queue(*id);
    }
    end(*id, *making, finished);
    return {};
}

// Unless it was thrown away meanwhile, the file that was begun becomes what its new ending says.
void Archives::end(AccountId account, const std::shared_ptr<Making>& making, std::string_view ending) {
    std::scoped_lock lock(mutex_);
    auto found = making_.find(account);
    if (making && (found == making_.end() || found->second != making)) return;
    if (found != making_.end()) making_.erase(found);
    std::error_code error;
    if (ending == given_up) fs::resize_file(path(account, wanted), 0, error);
    set_changed(path(account, wanted), clock_.now());
    fs::rename(path(account, wanted), path(account, ending), error);
}

Result<bool> Archives::work(Making& making) {
    making.copied = 0;
    for (int pages = 0; pages < pages_a_run && making.copied < bytes_a_run; ++pages)
        if (TRY(step(making))) return true;
    return false;
}

Result<bool> Archives::step(Making& making) {
    using Step = Making::Step;
    switch (making.next) {
    case Step::actor:
        TRY(write_actor(making));
        making.go_on(Step::posts);
        return false;
    case Step::posts:
        if (!TRY(write_posts(making))) making.go_on(Step::media);
        return false;
    case Step::media:
        if (!TRY(write_media(making))) making.go_on(Step::favourites);
        return false;
    case Step::favourites:
        if (!TRY(write_marked(making, true))) making.go_on(Step::bookmarks);
        return false;
    case Step::bookmarks:
        if (!TRY(write_marked(making, false))) making.go_on(Step::done);
        return false;
    case Step::done:
        TRY(making.zip.finish());
        return true;
    }
    std::unreachable();
}

Result<void> Archives::write_actor(Making& making) {
    const auto& account = making.account;
    auto now = clock_.now();
    TRY(making.zip.begin("actor.json", true, now));
    TRY(making.zip.write(json::write(actor_of(account, instance_))));
    TRY(making.zip.end());
    for (const auto& [name, file] :
         {std::pair("avatar", account.avatar_file), std::pair("header", account.header_file)})
        if (!file.empty()) TRY(copy(making, archived_picture(name, file), file, now));
    return {};
}

// These three do one page, and say whether there may be more.
Result<bool> Archives::write_posts(Making& making) {
    constexpr std::string_view name = "outbox.json";
    auto posts = TRY(
        store_.read([&](store::ReadTx& tx) { return read_posts(tx, making.account.id, making.before, instance_); }));
    auto now = clock_.now();
    if (posts.last == 0) {
        TRY(making.end_collection(name, now));
        return false;
    }
    for (const auto& written : posts.written)
        TRY(making.add_item(name, json::write(activity_of(written, making.account, instance_)), now));
    making.before = posts.last;
    making.seen += static_cast<std::int64_t>(posts.written.size());
    return true;
}

Result<bool> Archives::write_media(Making& making) {
    std::vector<StatusId> ids;
    auto media = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::vector<Media>> {
        ids = TRY(own_posts(tx, making.account.id, making.before));
        return tx.media().of_statuses(ids);
    }));
    if (ids.empty()) return false;
    for (const auto& one : media)
        if (!one.file.empty()) TRY(copy(making, archived_name(one), one.file, time_of_id(one.id.value)));
    making.before = ids.back().value;
    making.seen += static_cast<std::int64_t>(ids.size());
    return true;
}

Result<bool> Archives::write_marked(Making& making, bool favourites) {
    std::string_view name = favourites ? "likes.json" : "bookmarks.json";
    std::int64_t last = 0;
    auto uris = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::vector<std::string>> {
        store::Page page{.max_id = making.before, .limit = page_size};
        auto marked = TRY(favourites ? tx.statuses().favourites(making.account.id, page)
                                     : tx.statuses().bookmarks(making.account.id, page));
        std::vector<StatusId> ids;
        for (const auto& [id, position] : marked) {
            ids.push_back(id);
            last = position;
        }
        auto found = TRY(status_uris(tx, ids, instance_));
        std::vector<std::string> ordered;
        for (auto id : ids)
            if (auto uri = found.find(id); uri != found.end()) ordered.push_back(std::move(uri->second));
        return ordered;
    }));
    if (last == 0) {
        TRY(making.end_collection(name, clock_.now()));
        return false;
    }
    for (const auto& uri : uris)
        TRY(making.add_item(name, json::write(uri), clock_.now()));
    making.before = last;
    return true;
}

// A file that is gone is left out.
Result<void> Archives::copy(Making& making, const std::string& name, const std::string& file, Time changed) {
    std::ifstream in(media_ / file, std::ios::binary);
    if (!in) return {};
    TRY(making.zip.begin(name, false, changed));
    std::string buffer(64 << 10, '\0');
    while (in) {
        in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        auto count = static_cast<std::size_t>(in.gcount());
        if (count > 0) TRY(making.zip.write(std::string_view(buffer).substr(0, count)));
        making.copied += count;
    }
    return making.zip.end();
}

Result<void> Archives::remove_old() {
    std::error_code error;
    std::vector<std::pair<AccountId, bool>> found; // whether its time is over
    for (const auto& entry : fs::directory_iterator(folder_, error)) {
        auto account = parse_id_as<AccountId>(entry.path().stem().string());
        auto changed = changed_at(entry.path());
        if (account && changed) found.emplace_back(*account, clock_.now() - *changed >= lifetime);
    }
    for (const auto& [id, over] : found) {
        auto account = TRY(store_.read([&](store::ReadTx& tx) { return tx.accounts().by_id(id); }));
        if (over || !account || account->suspended()) remove(id);
    }
    return {};
}

} // namespace kith::services
