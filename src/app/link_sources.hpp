// How previews of links reach other servers: guarded requests, pictures made small.
#pragma once

#include "http/client.hpp"
#include "media/process.hpp"
#include "services/link_previews.hpp"

#include <filesystem>

namespace kith::app {

// The client lives as long as what is made here.
services::LinkPreviews::Sources link_sources(const http::Client& client, const std::filesystem::path& media_folder,
                                             const media::Limits& limits);

} // namespace kith::app
