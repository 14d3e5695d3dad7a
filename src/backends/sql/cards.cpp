#include "backends/sql/cards.hpp"

#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {

Card read_card(Row& row) {
    return Card{.id = row.integer(),
                .url = row.text(),
                .title = row.text(),
                .description = row.text(),
                .type = row.text(),
                .author_name = row.text(),
                .author_url = row.text(),
                .provider_name = row.text(),
                .provider_url = row.text(),
                .image_file = row.text(),
                .width = static_cast<int>(row.integer()),
                .height = static_cast<int>(row.integer()),
                .blurhash = row.text(),
                .language = row.text(),
                .fetched_at = row.time()};
}

namespace {

#define CARD_COLUMNS CARD_COLUMNS_OF("")

class SqlCards final : public store::Cards {
public:
    explicit SqlCards(Connection& connection) : connection_(connection) {}

    Result<std::optional<Card>> by_id(std::int64_t id) const override {
        return connection_.one("SELECT " CARD_COLUMNS " FROM cards WHERE id = ?1", read_card, id);
    }
    Result<std::optional<Card>> by_url(std::string_view url) const override {
        return connection_.one("SELECT " CARD_COLUMNS " FROM cards WHERE url = ?1", read_card, url);
    }
    Result<std::vector<StatusId>> shown_by(std::int64_t id, int limit) const override {
        return connection_.all(
            "SELECT id FROM statuses WHERE card_id = ?1 ORDER BY id DESC LIMIT ?2",
            [](Row& row) { return row.id<StatusId>(); }, id, limit);
    }
    Result<std::int64_t> put(const Card& card) override {
        auto id = TRY(connection_.one(
            "INSERT INTO cards (" CARD_COLUMNS
            ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) "
            "ON CONFLICT (url) DO UPDATE SET title = excluded.title, description = excluded.description, type = "
            "excluded.type, author_name = excluded.author_name, author_url = excluded.author_url, provider_name = "
            "excluded.provider_name, provider_url = excluded.provider_url, image_file = excluded.image_file, width = "
            "excluded.width, height = excluded.height, blurhash = excluded.blurhash, language = excluded.language, "
            "fetched_at = excluded.fetched_at RETURNING id",
            [](Row& row) { return row.integer(); }, card.id, card.url, card.title, card.description, card.type,
            card.author_name, card.author_url, card.provider_name, card.provider_url, card.image_file, card.width,
            card.height, card.blurhash, card.language, card.fetched_at));
        return id.value_or(card.id);
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Cards> make_cards(Connection& connection) { return std::make_unique<SqlCards>(connection); }

} // namespace kith::backends::sql
