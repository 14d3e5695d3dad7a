#include "http/curl_library.hpp"

#include <dlfcn.h>
#include <fmt/format.h>
#include <type_traits>

namespace kith::http {
namespace {

Result<CurlLibrary> open() {
    auto missing = [](std::string why) {
        return fail(ErrorKind::unavailable, "curl_missing", "libcurl is not installed", std::move(why));
    };
    void* library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return missing(dlerror()); // NOLINT(concurrency-mt-unsafe): glibc keeps it by thread
    CurlLibrary curl;
    const char* lacking = nullptr;
    auto find = [&](auto& function, const char* name) {
        function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(library, name));
        if (function == nullptr) lacking = name;
    };
#define KITH_CURL_FIND(name) find(curl.name, #name);
    KITH_CURL_FUNCTIONS(KITH_CURL_FIND)
#undef KITH_CURL_FIND
    if (lacking != nullptr) return missing(fmt::format("it has no {}", lacking));
    if (curl.curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return missing("it does not start");
    return curl;
}

} // namespace

Result<const CurlLibrary*> curl_library() {
    static const Result<CurlLibrary> opened = open();
    if (!opened) return std::unexpected(opened.error());
    return &*opened;
}

} // namespace kith::http
