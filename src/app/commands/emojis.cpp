#include "app/commands/commands.hpp"
#include "app/commands/session.hpp"
#include "services/emoji_files.hpp"
#include "json/write.hpp"

#include <cstdio>
#include <fmt/format.h>

namespace kith::app {
namespace {

namespace fs = std::filesystem;

struct EmojiRow {
    std::string shortcode;
    std::string url;
    std::string category;
    bool visible = true;
};
BOOST_DESCRIBE_STRUCT(EmojiRow, (), (shortcode, url, category, visible))

EmojiRow row_of(const Config& config, const CustomEmoji& emoji) {
    return {emoji.shortcode, config.base_url + "/media/" + emoji.file, emoji.category, emoji.visible};
}

// Errors say which file it was.
Result<void> make_picture(const services::EmojiFiles& files, const std::string& file, CustomEmoji& emoji) {
    std::error_code failed;
    if (!fs::is_regular_file(file, failed)) return fail(ErrorKind::not_found, "no_file", file + " is no file");
    auto made = files.make(file, emoji);
    if (!made)
        return fail(made.error().kind, made.error().code, file + ": " + made.error().message, made.error().detail);
    return {};
}

std::string bare(const std::string& shortcode) {
    bool wrapped = shortcode.size() > 2 && shortcode.front() == ':' && shortcode.back() == ':';
    return wrapped ? shortcode.substr(1, shortcode.size() - 2) : shortcode;
}

} // namespace

Result<int> emoji_add(const Config& config, const NewEmoji& wanted) {
    auto session = TRY(OperatorSession::open(config));
    CustomEmoji emoji{.shortcode = bare(wanted.shortcode),
                      .file = {},
                      .static_file = {},
                      .category = wanted.category,
                      .visible = !wanted.hidden};
    services::EmojiFiles files(config.media());
    auto before = TRY(session->application().emojis().list());
    TRY(make_picture(files, wanted.file, emoji));
    if (auto put = session->application().emojis().put(Role::owner, emoji); !put) {
        files.remove(emoji);
        return Failure(std::move(put).error());
    }
    TRY(session->tell_server());
    for (const auto& earlier : before)
        if (earlier.shortcode == emoji.shortcode) files.remove(earlier);
    if (wanted.json)
        fmt::print("{}\n", json::write(row_of(config, emoji)));
    else
        fmt::print("Members write it as :{}:\n", emoji.shortcode);
    return 0;
}

Result<int> emoji_list(const Config& config, bool json) {
    auto session = TRY(OperatorSession::open(config));
    std::vector<EmojiRow> rows;
    for (const auto& emoji : TRY(session->application().emojis().list()))
        rows.push_back(row_of(config, emoji));
    if (json) {
        fmt::print("{}\n", json::write(rows));
        return 0;
    }
    for (const auto& row : rows)
        fmt::print("{:<32} {:<20} {}{}\n", ":" + row.shortcode + ":", row.category, row.url,
                   row.visible ? "" : " (not in the picker)");
    return 0;
}

Result<int> emoji_remove(const Config& config, const std::string& shortcode) {
    auto session = TRY(OperatorSession::open(config));
    auto removed = session->application().emojis().remove(Role::owner, bare(shortcode));
    if (!removed && removed.error().kind == ErrorKind::not_found)
        return fail(ErrorKind::not_found, "no_emoji",
                    fmt::format("there is no emoji :{}: here; `kith emoji list` names them", bare(shortcode)));
    auto emoji = TRY(std::move(removed));
    TRY(session->tell_server());
    services::EmojiFiles(config.media()).remove(emoji);
    fmt::print("Removed :{}:.\n", emoji.shortcode);
    return 0;
}

} // namespace kith::app
