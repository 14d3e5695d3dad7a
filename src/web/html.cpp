#include "web/html.hpp"

namespace kith::web {

Html& Html::paragraphs(std::string_view text) {
    std::string normal = replace_all(std::string(text), "\r\n", "\n");
    std::string_view rest = normal;
    while (!rest.empty()) {
        auto end = rest.find("\n\n");
        auto block = trim(rest.substr(0, end));
        if (!block.empty()) {
            out_ += "<p>";
            bool first = true;
            for (auto line : split(block, '\n')) {
                if (!first) out_ += "<br>";
                first = false;
                append_escaped_html(out_, trim(line));
            }
            out_ += "</p>";
        }
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 2);
    }
    return *this;
}

std::string_view safe_url(std::string_view url) {
    for (std::string_view scheme : {"https://", "http://"})
        if (url.size() > scheme.size() && equals_ignoring_case(url.substr(0, scheme.size()), scheme)) return url;
    return "#";
}

} // namespace kith::web
