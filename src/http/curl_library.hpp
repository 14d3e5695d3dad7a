// libcurl, opened when the server first asks another one or sends a mail: with all that it brings along it takes 4 MiB,
// and many servers need it rarely.
#pragma once

#include "core/result.hpp"

#include <curl/curl.h>
#include <memory>

// Every function of it that Kith calls.
#define KITH_CURL_FUNCTIONS(X)                                                                                         \
    X(curl_global_init)                                                                                                \
    X(curl_easy_init)                                                                                                  \
    X(curl_easy_setopt)                                                                                                \
    X(curl_easy_perform)                                                                                               \
    X(curl_easy_getinfo)                                                                                               \
    X(curl_easy_reset)                                                                                                 \
    X(curl_easy_strerror)                                                                                              \
    X(curl_easy_cleanup)                                                                                               \
    X(curl_slist_append)                                                                                               \
    X(curl_slist_free_all)                                                                                             \
    X(curl_url)                                                                                                        \
    X(curl_url_set)                                                                                                    \
    X(curl_url_get)                                                                                                    \
    X(curl_url_cleanup)                                                                                                \
    X(curl_free)

namespace kith::http {

struct CurlLibrary {
#define KITH_CURL_MEMBER(name) decltype(&::name) name = nullptr; // NOLINT(bugprone-macro-parentheses)
    KITH_CURL_FUNCTIONS(KITH_CURL_MEMBER)
#undef KITH_CURL_MEMBER

    struct EasyCleanup {
        const CurlLibrary* curl;
        void operator()(CURL* easy) const { curl->curl_easy_cleanup(easy); }
    };
    struct ListCleanup {
        const CurlLibrary* curl;
        void operator()(curl_slist* list) const { curl->curl_slist_free_all(list); }
    };
    struct UrlCleanup {
        const CurlLibrary* curl;
        void operator()(CURLU* url) const { curl->curl_url_cleanup(url); }
    };
    using Easy = std::unique_ptr<CURL, EasyCleanup>;
    using List = std::unique_ptr<curl_slist, ListCleanup>;
    using Url = std::unique_ptr<CURLU, UrlCleanup>;

    Easy make_easy() const { return {curl_easy_init(), {this}}; }
    Url make_url() const { return {curl_url(), {this}}; }
    List make_list() const { return {nullptr, {this}}; }
    // Without memory the list stays as it is.
    void append(List& list, const char* line) const {
        if (curl_slist* longer = curl_slist_append(list.get(), line)) {
            (void)list.release();
            list.reset(longer);
        }
    }
};

// Loads and starts the library at the first call; thread-safe. It stays for the life of the program. Error: unavailable
// if it is not installed.
Result<const CurlLibrary*> curl_library();

} // namespace kith::http
