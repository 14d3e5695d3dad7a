// A custom emoji: a small picture that a server's members write as ":shortcode:".
#pragma once

#include <string>

namespace kith {

struct CustomEmoji {
    std::string shortcode;
    std::string file;        // below the media folder
    std::string static_file; // without movement; the same file if there is none
    std::string category;    // empty: none
    bool visible = true;     // in the picker
    bool disabled = false;   // kept, but not shown anywhere

    friend bool operator==(const CustomEmoji&, const CustomEmoji&) = default;
};

} // namespace kith
