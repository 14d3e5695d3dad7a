#include "app/commands/commands.hpp"
#include "app/commands/input.hpp"
#include "app/commands/session.hpp"
#include "json/write.hpp"

#include <cstdio>
#include <fmt/format.h>

namespace kith::app {
namespace {

struct AnnouncementRow {
    AnnouncementId id;
    std::string text;
    std::optional<Time> starts_at;
    std::optional<Time> ends_at;
    bool all_day = false;
    bool shown = false; // not ended yet
    Time published_at;
};
BOOST_DESCRIBE_STRUCT(AnnouncementRow, (), (id, text, starts_at, ends_at, all_day, shown, published_at))

Result<std::vector<AnnouncementRow>> rows(OperatorSession& session) {
    std::vector<AnnouncementRow> found;
    for (const auto& it : TRY(session.application().announcements().list()))
        found.push_back(
            {it.id, it.text, it.starts_at, it.ends_at, it.all_day, it.active(SystemClock().now()), it.published_at()});
    return found;
}

} // namespace

Result<int> announcement_create(const Config& config, const NewAnnouncement& wanted) {
    auto session = TRY(OperatorSession::open(config));
    auto id = TRY(
        session->application().announcements().add(Role::owner, {.text = text_or_stdin(wanted.text),
                                                                 .starts_at = TRY(moment(wanted.starts, "--starts")),
                                                                 .ends_at = TRY(moment(wanted.ends, "--ends")),
                                                                 .all_day = wanted.all_day}));
    TRY(session->tell_server());
    if (!wanted.json) {
        fmt::print("Announced; its id is {}.\n", id.str());
        return 0;
    }
    for (const auto& row : TRY(rows(*session)))
        if (row.id == id) fmt::print("{}\n", json::write(row));
    return 0;
}

Result<int> announcement_list(const Config& config, bool json) {
    auto session = TRY(OperatorSession::open(config));
    auto found = TRY(rows(*session));
    if (json) {
        fmt::print("{}\n", json::write(found));
        return 0;
    }
    for (const auto& row : found) {
        std::string when = row.starts_at ? ", starts " + to_iso(*row.starts_at) : "";
        if (row.ends_at) when += ", ends " + to_iso(*row.ends_at);
        fmt::print("{} {}{}{}\n    {}\n", row.id.str(), to_iso(row.published_at), when,
                   row.shown ? "" : " (shown no more)", row.text);
    }
    return 0;
}

Result<int> announcement_delete(const Config& config, const std::string& id) {
    auto session = TRY(OperatorSession::open(config));
    auto wanted = TRY(parse_id_for<AnnouncementId>(id, "kith announcement list"));
    auto removed = session->application().announcements().remove(Role::owner, wanted);
    if (!removed && removed.error().kind == ErrorKind::not_found)
        return fail(ErrorKind::not_found, "no_announcement",
                    "there is no such announcement; `kith announcement list` shows them");
    TRY(std::move(removed));
    TRY(session->tell_server());
    fmt::print("Deleted.\n");
    return 0;
}

} // namespace kith::app
