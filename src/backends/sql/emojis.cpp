#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

class SqlEmojis final : public store::Emojis {
public:
    explicit SqlEmojis(Connection& connection) : connection_(connection) {}

    Result<std::vector<CustomEmoji>> all() const override {
        return connection_.all("SELECT shortcode, file, static_file, category, visible, disabled FROM custom_emojis "
                               "ORDER BY category, shortcode",
                               [](Row& row) {
                                   return CustomEmoji{.shortcode = row.text(),
                                                      .file = row.text(),
                                                      .static_file = row.text(),
                                                      .category = row.text(),
                                                      .visible = row.boolean(),
                                                      .disabled = row.boolean()};
                               });
    }

    Result<void> put(const CustomEmoji& emoji) override {
        TRY(connection_.run(
            "INSERT INTO custom_emojis (shortcode, file, static_file, category, visible, disabled) VALUES "
            "(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (shortcode) DO UPDATE SET file = excluded.file, "
            "static_file = excluded.static_file, category = excluded.category, visible = "
            "excluded.visible, disabled = excluded.disabled",
            emoji.shortcode, emoji.file, emoji.static_file, emoji.category, emoji.visible, emoji.disabled));
        return {};
    }

    Result<bool> remove(std::string_view shortcode) override {
        return TRY(connection_.run("DELETE FROM custom_emojis WHERE shortcode = ?1", shortcode)) > 0;
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Emojis> make_emojis(Connection& connection) { return std::make_unique<SqlEmojis>(connection); }

} // namespace kith::backends::sql
