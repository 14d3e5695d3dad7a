// Archives of what members wrote: a ZIP file with actor.json, outbox.json (each post and boost), likes.json,
// bookmarks.json and the member's own media, made by a job in short steps, kept for a week.
//
// What is held in memory does not grow with the posts, but for some 80 bytes a file. A step is some thousand posts or
// 64 MB, so that other jobs pass between them. After a restart of the program an archive that was being made is begun
// again. The state of things is the files themselves, by the account's id: ".part" is wanted or being made, ".zip" is
// ready, ".failed" could not be made.
#pragma once

#include "core/ids.hpp"
#include "services/events.hpp"
#include "services/instance.hpp"
#include "store/store.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>

namespace kith::services {

struct ArchiveState {
    enum class Stage { none, making, ready, failed };
    Stage stage = Stage::none;
    double progress = 0;    // 0 to 1, while it is made
    std::uint64_t size = 0; // bytes, when it is ready
    Time made_at{};
    Time expires_at{};
};
std::string_view to_string(ArchiveState::Stage stage);

// Thread-safe.
class Archives {
public:
    static constexpr std::string_view job_kind = "archive";
    static constexpr std::chrono::hours lifetime{7 * 24};

    // `media`: where uploads are; `folder`: for the archives, exists.
    Archives(store::Store& store, const Clock& clock, IdMaker& ids, Events& events, const Instance& instance,
             std::filesystem::path media, std::filesystem::path folder);
    ~Archives();

    ArchiveState state(AccountId account) const;
    // Begins one, if none is being made; a former one stays until the new one is ready. Errors: unavailable.
    Result<void> start(AccountId account);
    // Throws away what there is, also while it is made.
    void remove(AccountId account);
    // Errors: not_found.
    Result<std::filesystem::path> file(AccountId account) const;

    // The job: payload is the account's id. Does a step, and queues itself again if that was not all.
    Result<void> run(const std::string& payload);
    // Those whose time is over, and those of accounts that are gone.
    Result<void> remove_old();

private:
    struct Making;

    std::filesystem::path path(AccountId account, std::string_view ending) const;
    Result<void> queue(AccountId account);
    std::shared_ptr<Making> find(AccountId account) const;
    Result<std::shared_ptr<Making>> begin(AccountId account);
    // Whether all is done.
    Result<bool> work(Making& making);
    Result<bool> step(Making& making);
    Result<void> write_actor(Making& making);
    Result<bool> write_posts(Making& making);
    Result<bool> write_media(Making& making);
    Result<bool> write_marked(Making& making, bool favourites);
    Result<void> copy(Making& making, const std::string& name, const std::string& file, Time changed);
    void end(AccountId account, const std::shared_ptr<Making>& making, std::string_view ending);

    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
    const Instance& instance_;
    std::filesystem::path media_;
    std::filesystem::path folder_;
    mutable std::mutex mutex_;
    std::map<AccountId, std::shared_ptr<Making>> making_;
};

} // namespace kith::services
