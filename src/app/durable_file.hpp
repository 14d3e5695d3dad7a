// Files that are there whole or not at all, whatever ends the program or the machine's power.
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <utility>

namespace kith::app {

// An open file, closed at the end.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor();

    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }

private:
    int number_;
};

// All of these: errors: unavailable, with the file and what the system said.

// Opens a file for reading and writing, makes it (readable for its owner alone) if it is not there, and never follows
// a link. What root makes belongs to the owner of the folder.
Result<Descriptor> open_private(const std::filesystem::path& file);

// Until these return, a power cut may undo what was written to the file, or the names that a folder holds.
Result<void> sync_file(const std::filesystem::path& file);
Result<void> sync_folder(const std::filesystem::path& folder);

// Writes a copy, private as above and synced, over what is there. `progress(done, total)` in bytes, now and then.
Result<void> copy_private(const std::filesystem::path& from, const std::filesystem::path& to,
                          const std::function<void(std::uintmax_t, std::uintmax_t)>& progress);

// Gives a file one more name in the same folder, so that it outlives the first: as a link, or as a copy where the
// filesystem has none. The name must be free.
Result<void> keep_as(const std::filesystem::path& file, const std::filesystem::path& name);

// Renames a file over what has this name in the same folder, and syncs the folder.
Result<void> move_into_place(const std::filesystem::path& file, const std::filesystem::path& name);
// The same, but only if the name is free. Errors: also conflict.
Result<void> move_to_free_name(const std::filesystem::path& file, const std::filesystem::path& name);

} // namespace kith::app
