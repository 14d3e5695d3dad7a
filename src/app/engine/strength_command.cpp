#include "app/engine/strength_command.hpp"

#include "app/engine/contact_log.hpp"
#include "relationship/stage.hpp"

#include <iostream>

namespace kith::engine {

int run_strength(const std::string& events_path, std::int64_t at, std::ostream& out) {
    auto log = read_contacts(events_path);
    if (!log) {
        std::cerr << log.error().message << '\n';
        return 1;
    }
    Time now = from_unix_ms(at * 1000);
    fmt::memory_buffer lines;
    for (const auto& pair : pairs_at(log->contacts, log->names.size(), at))
        fmt::format_to(std::back_inserter(lines), "{}\t{}\t{:.6f}\t{}\n", log->names.name(pair.owner),
                       log->names.name(pair.other), relationship::strength(pair.tie, pair.around, now),
                       relationship::to_string(relationship::stage_of(pair.tie, now)));
    out.write(lines.data(), std::streamsize(lines.size()));
    out.flush();
    return out ? 0 : 1;
}

} // namespace kith::engine
