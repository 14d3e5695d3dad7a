// A page of accounts as an answer: by positions that only the `Link` header shows.
#pragma once

#include "mastodon/account_presenter.hpp"
#include "mastodon/api.hpp"

#include <functional>

namespace kith::mastodon {

using AccountRows =
    std::function<Result<std::vector<store::Positioned>>(const store::ReadTx& tx, const store::Page& page)>;

// 40 accounts, at most 80, as the request asks. `rows` reads their ids; a row without one is left out, but paged over.
Result<http::Response> account_page(Call& call, store::Store& store, AccountPresenter& accounts,
                                    const AccountRows& rows);

// The ids of a parameter (one, or a list), in their order and each once; what is no id is left out.
template <class I>
std::vector<I> ids_of(const json::Value& value, std::size_t most) {
    std::vector<I> ids;
    for (const auto& text : value.strings()) {
        if (ids.size() == most) break;
        auto id = parse_id_as<I>(text);
        if (id && std::ranges::find(ids, *id) == ids.end()) ids.push_back(*id);
    }
    return ids;
}

} // namespace kith::mastodon
