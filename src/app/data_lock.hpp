// Who works in a data folder: one server at most, commands beside it, and nobody else while the database is replaced.
//
// Two locks on bytes of data/kith.lock, of the kind that belongs to an open file (fcntl, F_OFD_SETLK): the kernel
// releases them when the program ends, however it ends. The file itself stays, and says who held it last.
#pragma once

#include "app/config.hpp"
#include "app/durable_file.hpp"

namespace kith::app {

class DataLock {
public:
    enum class Use {
        command, // works with the database, whether a server runs or not
        server,  // the same, and no server runs beside it
        replace, // puts another database there; nobody else has it open
    };

    // Held as long as the object lives. The folder must be there. `who` is told to others in the meantime ("kith
    // serve"). Does not wait. Errors: conflict (in_use: says who is there and what to do), unavailable.
    static Result<DataLock> take(const Config& config, Use use, std::string_view who);

private:
    explicit DataLock(Descriptor file) : file_(std::move(file)) {}

    Descriptor file_;
};

// Whether a server works with the database in this folder. False if it cannot be told.
bool is_served(const std::filesystem::path& folder);

// Makes the data folder, for its owner and group alone, if it is not there. Errors: unavailable.
Result<void> make_data_folder(const Config& config);

} // namespace kith::app
