// Who a status is for, and who may see it. Pure.
#pragma once

#include <optional>
#include <string_view>

namespace kith {

enum class Visibility {
    public_,  // everybody, and listed on public timelines
    unlisted, // everybody who has the link or follows
    private_, // followers and those mentioned
    direct,   // those mentioned
};

std::string_view to_string(Visibility visibility); // as the API: "public", "unlisted", "private", "direct"
std::optional<Visibility> parse_visibility(std::string_view text);

// What the viewer is to the author; all false for somebody who is not signed in.
struct ViewerFacts {
    bool is_author = false;
    bool is_mentioned = false;
    bool follows_author = false; // accepted, not merely asked for
    bool blocks_author = false;
    bool blocked_by_author = false; // also by a block of the viewer's whole domain
};

// Authors see what is theirs; a block in either direction hides everything; else as the visibility says.
bool may_see(Visibility visibility, const ViewerFacts& viewer);

// Whether others than those mentioned may pass it on: public and unlisted, and private for the author alone.
bool may_boost(Visibility visibility, const ViewerFacts& viewer);

} // namespace kith
