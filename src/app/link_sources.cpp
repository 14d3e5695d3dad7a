#include "app/link_sources.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"
#include "http/fields.hpp"

#include <fmt/format.h>
#include <fstream>

namespace kith::app {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::string_view folder = "previews/";
constexpr std::size_t page_bytes = 1 << 20;
constexpr std::size_t picture_bytes = 4 << 20;

Result<http::ClientResponse> get(const http::Client& client, const std::string& url, std::string accept,
                                 std::size_t max_bytes) {
    auto answer = TRY(client.send({.url = url,
                                   .headers = {{"Accept", std::move(accept)}},
                                   .connect_timeout = 5s,
                                   .total_timeout = 10s,
                                   .max_bytes = max_bytes}));
    if (answer.status != 200)
        return fail(ErrorKind::not_found, fmt::format("status_{}", answer.status), "The page can't be had");
    return answer;
}

Result<services::FetchedPage> page(const http::Client& client, const std::string& url) {
    auto answer = TRY(get(client, url, "text/html, application/xhtml+xml;q=0.9", page_bytes));
    auto type = answer.header("content-type");
    auto media_type = http::media_type_of(type);
    return services::FetchedPage{.url = answer.url,
                                 .html = media_type == "text/html" || media_type == "application/xhtml+xml",
                                 .charset = http::parameter_of(type, "charset").value_or(""),
                                 .body = std::move(answer.body)};
}

Result<services::PreviewPicture> picture(const http::Client& client, const fs::path& media_folder,
                                         const media::Limits& limits, const std::string& url) {
    auto answer = TRY(get(client, url, "image/*", picture_bytes));
    auto name = std::string(folder) + to_hex(random_bytes(16));
    auto out = media_folder / name;
    std::error_code failed;
    fs::create_directories(out, failed);
    if (failed) return internal(fmt::format("cannot make {}: {}", out.string(), failed.message()));
    auto source = out / "source";
    std::ofstream(source, std::ios::binary).write(answer.body.data(), static_cast<std::streamsize>(answer.body.size()));
    auto made = media::process({source, media::Profile::thumbnail}, out, limits);
    fs::remove(source, failed);
    if (!made) {
        fs::remove_all(out, failed);
        return Failure(std::move(made).error());
    }
    return services::PreviewPicture{.file = name + "/" + made->original.file.filename().string(),
                                    .width = made->original.width,
                                    .height = made->original.height,
                                    .blurhash = made->blurhash};
}

} // namespace

services::LinkPreviews::Sources link_sources(const http::Client& client, const fs::path& media_folder,
                                             const media::Limits& limits) {
    return {.page = [&client](const std::string& url) { return page(client, url); },
            .picture = [&client, media_folder,
                        limits](const std::string& url) { return picture(client, media_folder, limits, url); },
            .drop =
                [media_folder](const std::string& file) {
                    if (!file.starts_with(folder)) return;
                    std::error_code ignored; // what stays is found by the clearing up of unused files
                    fs::remove_all((media_folder / file).parent_path(), ignored);
                }};
}

} // namespace kith::app
