// links: kith_app_engine
// Event and edge files of `kith engine`: any bytes are read or refused, and what is read replays.
#include "app/engine/contact_log.hpp"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::string path = [] {
        char name[] = "/tmp/kith_engine_rows_fuzz_XXXXXX";
        int file = mkstemp(name);
        if (file < 0) std::abort();
        close(file);
        return std::string(name);
    }();
    std::FILE* file = std::fopen(path.c_str(), "wb");
    if (!file) std::abort();
    std::fwrite(data, 1, size, file);
    std::fclose(file);
    auto log = kith::engine::read_contacts(path);
    if (!log) return 0;
    auto now = kith::from_unix_ms(std::int64_t{1'700'000'000'000});
    for (const auto& pair : kith::engine::pairs_at(log->contacts, log->names.size(), 1'700'000'000))
        if (double value = kith::relationship::strength(pair.tie, pair.around, now); !(value >= 0 && value <= 1))
            std::abort();
    return 0;
}
