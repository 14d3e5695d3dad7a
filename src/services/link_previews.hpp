// Previews of the links in posts. https://docs.joinmastodon.org/entities/PreviewCard/
#pragma once

#include "services/events.hpp"
#include "services/instance.hpp"
#include "store/store.hpp"

#include <functional>
#include <string>

namespace kith::services {

// A page as another server gave it.
struct FetchedPage {
    std::string url; // after redirects
    bool html = false;
    std::string charset; // that its header names; empty: none
    std::string body;
};
// Asks another server, within limits of size and time. Any error: there is no preview.
using FetchPage = std::function<Result<FetchedPage>(const std::string& url)>;

// A small picture, made and put below the media folder.
struct PreviewPicture {
    std::string file;
    int width = 0;
    int height = 0;
    std::string blurhash;
};
using FetchPicture = std::function<Result<PreviewPicture>(const std::string& url)>;
// Throws away a picture's file.
using DropPicture = std::function<void(const std::string& file)>;

class LinkPreviews {
public:
    static constexpr std::string_view job_kind = "link_preview";

    struct Sources {
        FetchPage page;
        FetchPicture picture;
        DropPicture drop;
    };

    LinkPreviews(store::Store& store, const Clock& clock, IdMaker& ids, Events& events, const Instance& instance,
                 Sources sources);

    // The job: the payload is a status' id. Asks other servers: may take long. A link is asked for once in a while,
    // whoever posts it.
    Result<void> make(const std::string& payload);

private:
    // The card of this link, fetched if there is none that is fresh. Its title is empty if there is no preview.
    Result<Card> card_of(const std::string& url);
    Result<Card> fetch(const std::string& url);
    void tell(const Status& status);
    Result<void> show(const Status& status, std::int64_t card);

    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
    const Instance& instance_;
    Sources sources_;
};

// The first link that a preview is for: neither a mention nor a hashtag, nor a page of this server. "" if there is
// none. Pure.
std::string previewed_link(const Status& status, const Instance& instance);

} // namespace kith::services
