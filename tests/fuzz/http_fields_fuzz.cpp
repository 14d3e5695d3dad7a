// links: kith_http
// Single header fields and forms; the first byte chooses the reader.
#include "http/fields.hpp"
#include "http/form.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kith::http;
    if (size < 2) return 0;
    std::string_view text(reinterpret_cast<const char*>(data + 2), size - 2);
    switch (data[0] % 9) {
    case 0: {
        std::uint64_t length = data[1] * 1'000ULL;
        ByteRange range = parse_range(text, length);
        if (range.kind == ByteRange::Kind::part && (range.size == 0 || range.first + range.size > length))
            __builtin_trap();
        break;
    }
    case 1:
        if (auto value = cookie_in(text, "session"); value && value->size() > text.size()) __builtin_trap();
        break;
    case 2:
        parameter_of(text, "filename");
        media_type_of(text);
        break;
    case 3:
        accepts_gzip(text);
        break;
    case 4:
        etag_matches(text, "\"a\"");
        break;
    case 5:
        parse_http_date(text);
        break;
    case 6: {
        static const std::vector<Network> trusted{*Network::parse("127.0.0.0/8"), *Network::parse("fd00::/8")};
        client_behind(*IpAddress::parse("127.0.0.1"), text, trusted);
        Network::parse(text);
        break;
    }
    case 7: {
        kith::json::NestedKeys keys;
        (void)read_form(text, keys).has_value();
        break;
    }
    case 8: {
        MultipartReader reader("b", "/tmp");
        std::size_t piece = data[1] + 1U;
        for (std::size_t at = 0; at < text.size(); at += piece)
            if (!reader.feed(text.substr(at, piece))) break;
        break;
    }
    }
    return 0;
}
