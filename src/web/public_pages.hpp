// What everybody can read without signing in and without JavaScript: the community, its people, their public posts.
// Made on event loops from short reads, and kept ready.
#pragma once

#include "http/router.hpp"
#include "store/store.hpp"
#include "web/layout.hpp"
#include "web/page_cache.hpp"
#include "web/public_statuses.hpp"

namespace kith::web {

class PublicPages {
public:
    PublicPages(const Site& site, store::Store& store, services::Events& events, std::size_t cache_bytes);

    void mount(http::Router& router);

private:
    using Response = Result<http::Response>;

    Response home(http::Request& request);
    Response about(http::Request& request);
    Response privacy(http::Request& request);
    Response profile(http::Request& request);
    Response status(http::Request& request);
    Response tag(http::Request& request);
    Result<KeptPage> make_profile(const store::ReadTx& tx, const Words& say, const Account& account) const;
    Result<KeptPage> make_status(const store::ReadTx& tx, const Words& say, const Account& account, StatusId id) const;
    // The page of that path: the one kept, or made by `make` in one snapshot and kept.
    using Make = std::function<Result<KeptPage>(const store::ReadTx&, const Words&)>;
    Response kept(const http::Request& request, const std::string& path, const Make& make);
    Result<std::string> render_with(const store::ReadTx& tx, const Page& page) const;
    // The local member of a segment "@name". Errors: not_found.
    static Result<Account> member(const store::ReadTx& tx, std::string_view segment);

    const Site& site_;
    store::Store& store_;
    PageCache cache_;
};

} // namespace kith::web
