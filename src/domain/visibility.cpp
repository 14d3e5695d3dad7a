#include "domain/visibility.hpp"

namespace kith {

std::string_view to_string(Visibility visibility) {
    switch (visibility) {
    case Visibility::public_:
        return "public";
    case Visibility::unlisted:
        return "unlisted";
    case Visibility::private_:
        return "private";
    case Visibility::direct:
        return "direct";
    }
    return "direct";
}

std::optional<Visibility> parse_visibility(std::string_view text) {
    for (auto visibility : {Visibility::public_, Visibility::unlisted, Visibility::private_, Visibility::direct})
        if (text == to_string(visibility)) return visibility;
    return std::nullopt;
}

bool may_see(Visibility visibility, const ViewerFacts& viewer) {
    if (viewer.is_author) return true;
    if (viewer.blocks_author || viewer.blocked_by_author) return false;
    switch (visibility) {
    case Visibility::public_:
    case Visibility::unlisted:
        return true;
    case Visibility::private_:
        return viewer.follows_author || viewer.is_mentioned;
    case Visibility::direct:
        return viewer.is_mentioned;
    }
    return false;
}

bool may_boost(Visibility visibility, const ViewerFacts& viewer) {
    if (!may_see(visibility, viewer)) return false;
    switch (visibility) {
    case Visibility::public_:
    case Visibility::unlisted:
        return true;
    case Visibility::private_:
        return viewer.is_author;
    case Visibility::direct:
        return false;
    }
    return false;
}

} // namespace kith
