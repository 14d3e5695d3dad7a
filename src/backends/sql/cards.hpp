// The columns of a card, for those who read cards beside other things.
#pragma once

#include "backends/sql/connection.hpp"
#include "domain/status.hpp"

namespace kith::backends::sql {

// `prefix`: "" or an alias with its dot.
#define CARD_COLUMNS_OF(prefix)                                                                                        \
    prefix "id, " prefix "url, " prefix "title, " prefix "description, " prefix "type, " prefix "author_name, " prefix \
           "author_url, " prefix "provider_name, " prefix "provider_url, " prefix "image_file, " prefix                \
           "width, " prefix "height, " prefix "blurhash, " prefix "language, " prefix "fetched_at"

Card read_card(Row& row);

} // namespace kith::backends::sql
