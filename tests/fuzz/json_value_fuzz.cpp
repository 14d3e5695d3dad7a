// links: kith_json
// Whatever parses is written as JSON that parses to the same value; flat names nest within their limits.
#include "json/nested_keys.hpp"
#include "json/write.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kith::json;
    std::string_view text(reinterpret_cast<const char*>(data), size);
    if (auto value = Value::parse(text)) {
        std::string written = write(*value);
        auto again = Value::parse(written, {.bytes = written.size()});
        if (!again || write(*again) != written) __builtin_trap();
        (void)value->list();
        (void)value->strings();
        for (const auto& [name, member] : value->members()) {
            (void)member.integer();
            (void)member.number();
            (void)member.boolean();
            if (!value->has(name)) __builtin_trap();
        }
    }
    NestedKeys keys;
    while (!text.empty()) {
        std::size_t end = std::min(text.find('\n'), text.size());
        if (!keys.add(text.substr(0, end), "x")) break;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    Value nested = keys.take();
    std::string written = write(nested);
    auto again = Value::parse(written, {.bytes = written.size()});
    if (!again || write(*again) != written) __builtin_trap();
    return 0;
}
