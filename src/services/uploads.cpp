#include "services/uploads.hpp"

#include "core/crypto.hpp"
#include "core/log.hpp"
#include "core/text.hpp"

#include <fstream>

namespace kith::services {
namespace {

namespace fs = std::filesystem;

std::optional<media::Kind> kind_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string head(media::sniff_bytes, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(in.gcount()));
    auto format = media::sniff(head);
    return format ? std::optional(media::info(*format).kind) : std::nullopt;
}

Result<void> check(const MediaDetails& details) {
    if (details.description && count_code_points(*details.description) > Uploads::description_characters)
        return invalid("description_too_long",
                       "Validation failed: Description is too long (maximum is 1500 characters)");
    return {};
}

void apply(Media& media, const MediaDetails& details) {
    if (details.description) media.description = to_valid_utf8(*details.description);
    if (details.focus) std::tie(media.focus_x, media.focus_y) = *details.focus;
}

} // namespace

Uploads::Uploads(store::Store& store, const Clock& clock, IdMaker& ids, Events& events, fs::path folder,
                 fs::path waiting, media::Limits limits)
    : store_(store),
      clock_(clock),
      ids_(ids),
      events_(events),
      folder_(std::move(folder)),
      waiting_(std::move(waiting)),
      limits_(std::move(limits)) {}

Result<media::Processed> Uploads::process(const fs::path& file, media::Profile profile, fs::path& made_in) {
    // Names that cannot be guessed: who may see a status decides who learns the address of its media.
    auto token = to_hex(random_bytes(12));
    made_in = fs::path("attachments") / token.substr(0, 2) / token.substr(2);
    std::error_code error;
    fs::create_directories(folder_ / made_in, error);
    if (error)
        return fail(ErrorKind::unavailable, "media_folder", "The server cannot store files right now", error.message());
    auto done = media::process({file, profile}, folder_ / made_in, limits_);
    if (!done) fs::remove_all(folder_ / made_in, error);
    return done;
}

void Uploads::put_result(Media& media, const media::Processed& done, const fs::path& made_in) const {
    auto name = [&](const fs::path& file) { return (made_in / file.filename()).string(); };
    media.kind = to_string(done.kind);
    media.state = MediaState::ready;
    media.file = name(done.original.file);
    media.mime = done.original.mime;
    media.size = static_cast<std::int64_t>(done.original.bytes);
    media.width = done.original.width;
    media.height = done.original.height;
    if (done.preview) {
        media.preview_file = name(done.preview->file);
        media.preview_width = done.preview->width;
        media.preview_height = done.preview->height;
    }
    media.blurhash = done.blurhash;
    media.duration = done.duration.value_or(0);
    media.bitrate = done.bitrate.value_or(0);
    if (auto slash = done.frame_rate.find('/'); slash != std::string::npos) {
        auto frames = parse_int(std::string_view(done.frame_rate).substr(0, slash)).value_or(0);
        auto seconds = parse_int(std::string_view(done.frame_rate).substr(slash + 1)).value_or(0);
        if (seconds > 0) media.frame_rate = static_cast<double>(frames) / static_cast<double>(seconds);
    }
}

Result<Media> Uploads::add(AccountId account, const fs::path& file, MediaDetails details) {
    TRY(check(details));
    auto kind = kind_of(file);
    if (!kind)
        return invalid("media_type_unsupported",
                       "Validation failed: File type is not supported: upload a picture, video or sound");
    Media media{.id = ids_.make<MediaId>(), .account_id = account, .kind = std::string(to_string(*kind))};
    apply(media, details);
    if (*kind == media::Kind::image) {
        fs::path made_in;
        auto done = TRY(process(file, media::Profile::attachment, made_in));
        put_result(media, done, made_in);
        TRY(store_.write([&](store::WriteTx& tx) { return tx.media().insert(media); }));
        return media;
    }
    std::error_code error;
    fs::rename(file, waiting_file(media.id), error);
    if (error)
        return fail(ErrorKind::unavailable, "media_folder", "The server cannot store files right now", error.message());
    TRY(store_.write([&](store::WriteTx& tx) -> Result<void> {
        TRY(tx.media().insert(media));
        TRY(tx.jobs().insert({.id = ids_.make<JobId>(),
                              .kind = std::string(job_kind),
                              .payload = media.id.str(),
                              .run_at = clock_.now()}));
        tx.after_commit([this] { events_.publish(JobsAdded{}); });
        return {};
    }));
    return media;
}

Result<void> Uploads::process_waiting(const std::string& payload) {
    auto id = parse_id_as<MediaId>(payload);
    if (!id) return invalid("payload", "no media id");
    auto found = TRY(store_.read([&](store::ReadTx& tx) { return tx.media().by_id(*id); }));
    if (!found || found->state == MediaState::ready) return {};
    fs::path made_in;
    auto done = process(waiting_file(*id), media::Profile::attachment, made_in);
    if (!done && done.error().kind == ErrorKind::unavailable) return Failure(done.error());
    TRY(store_.write([&](store::WriteTx& tx) -> Result<void> {
        // Described meanwhile, perhaps.
        auto media = TRY(tx.media().by_id(*id));
        if (!media) return {};
        if (done) {
            put_result(*media, *done, made_in);
        } else {
            media->state = MediaState::failed;
            media->error = done.error().message;
        }
        return tx.media().update(*media);
    }));
    std::error_code error;
    fs::remove(waiting_file(*id), error);
    return {};
}

Result<Media> Uploads::get(AccountId account, MediaId id) {
    auto media = TRY(store_.read([&](store::ReadTx& tx) { return tx.media().by_id(id); }));
    if (!media || media->account_id != account) return not_found();
    return std::move(*media);
}

Result<Media> Uploads::update(AccountId account, MediaId id, const MediaDetails& details) {
    TRY(check(details));
    return store_.write([&](store::WriteTx& tx) -> Result<Media> {
        auto media = TRY(tx.media().by_id(id));
        if (!media || media->account_id != account) return not_found();
        apply(*media, details);
        TRY(tx.media().update(*media));
        if (media->status_id)
            tx.after_commit([this, status = media->status_id] { events_.publish(StatusChanged{.id = status}); });
        return std::move(*media);
    });
}

Result<Media> Uploads::set_thumbnail(AccountId account, MediaId id, const fs::path& file) {
    TRY(get(account, id));
    fs::path made_in;
    auto done = TRY(process(file, media::Profile::thumbnail, made_in));
    return store_.write([&](store::WriteTx& tx) -> Result<Media> {
        auto media = TRY(tx.media().by_id(id));
        if (!media) return not_found();
        media->preview_file = (made_in / done.original.file.filename()).string();
        media->preview_width = done.original.width;
        media->preview_height = done.original.height;
        media->blurhash = done.blurhash;
        TRY(tx.media().update(*media));
        return std::move(*media);
    });
}

Result<void> Uploads::remove(AccountId account, MediaId id) {
    auto removed = TRY(store_.write([&](store::WriteTx& tx) -> Result<Media> {
        auto media = TRY(tx.media().by_id(id));
        if (!media || media->account_id != account) return not_found();
        if (media->status_id || media->scheduled_id != 0)
            return invalid("media_in_use", "Validation failed: This file is part of a post");
        TRY(tx.media().remove(id));
        return std::move(*media);
    }));
    remove_files(removed);
    return {};
}

void Uploads::remove_files(const Media& media) {
    std::error_code error;
    for (const auto& file : {media.file, media.preview_file}) {
        if (file.empty()) continue;
        fs::remove(folder_ / file, error);
        fs::remove((folder_ / file).parent_path(), error); // only if it is empty now
    }
    fs::remove(waiting_file(media.id), error);
}

Result<std::size_t> Uploads::remove_unattached(Time before) {
    auto old = TRY(store_.read([&](store::ReadTx& tx) { return tx.media().unattached(before, 500); }));
    std::size_t removed = 0;
    for (const auto& media : old) {
        auto gone = TRY(store_.write([&](store::WriteTx& tx) -> Result<bool> {
            auto now = TRY(tx.media().by_id(media.id));
            if (!now || now->status_id || now->scheduled_id != 0) return false;
            TRY(tx.media().remove(media.id));
            return true;
        }));
        if (!gone) continue;
        remove_files(media);
        ++removed;
    }
    if (removed > 0) log::info("removed {} uploads that were never posted", removed);
    return removed;
}

} // namespace kith::services
