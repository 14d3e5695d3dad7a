// links: kith_app
#include "app/config.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    if (size > 16384) return 0;
    kith::app::Config config;
    std::string_view text(reinterpret_cast<const char*>(data), size);
    auto applied = kith::app::apply_toml(config, text, "fuzz");
    if (!applied && applied.error().message.empty()) __builtin_trap(); // a refusal says why
    return 0;
}
