#include "services/judging.hpp"

#include "domain/plain_text.hpp"
#include "domain/text_entities.hpp"
#include "relationship/etiquette/tokens.hpp"

#include <algorithm>

namespace kith::services {
namespace {

constexpr std::size_t most_links = 16; // of one profile

void add(std::vector<std::string>& values, std::string value) {
    if (!value.empty() && std::ranges::find(values, value) == values.end()) values.push_back(std::move(value));
}

// "https://shop.example" is the author's site; "https://photos.example/@ann" is one of many people's pages there, and
// only the name in it is the author's.
void read_link(std::string_view link, relationship::AuthorContext& context) {
    auto rest = link.substr(std::min(link.size(), link.find("://") + 3));
    rest = rest.substr(0, rest.find_first_of("?#"));
    while (rest.ends_with('/'))
        rest.remove_suffix(1);
    auto slash = rest.find('/');
    if (slash == std::string_view::npos) {
        add(context.own_domains, relationship::host_of(link));
        return;
    }
    auto name = rest.substr(rest.rfind('/') + 1);
    if (name.starts_with('@')) name.remove_prefix(1);
    add(context.own_handles, std::string(name));
}

void read_links(std::string_view text, relationship::AuthorContext& context) {
    std::size_t links = 0;
    for (const auto& entity : find_entities(text))
        if (entity.kind == EntityKind::link && ++links <= most_links) read_link(entity.name, context);
}

} // namespace

std::string judged_words(std::string_view spoiler_text, std::string_view text) {
    if (spoiler_text.empty()) return std::string(text);
    std::string words(spoiler_text);
    if (!text.empty()) words.append("\n").append(text);
    return words;
}

std::string judged_words(std::string_view spoiler_text, std::string_view text, std::span<const std::string> choices,
                         const Status* own_quoted) {
    auto words = judged_words(spoiler_text, text);
    auto add_line = [&](std::string_view line) {
        if (!words.empty()) words += '\n';
        words += line;
    };
    for (const auto& choice : choices)
        add_line(choice);
    if (own_quoted != nullptr) add_line(judged_words(own_quoted->spoiler_text, own_quoted->text));
    return words;
}

relationship::AuthorContext author_context(const Account& author) {
    relationship::AuthorContext context;
    add(context.own_handles, author.username);
    auto read = [&](const std::string& text) {
        if (text.find("://") != std::string::npos) read_links(author.local() ? text : html_to_text(text), context);
    };
    read(author.note);
    for (const auto& field : author.fields)
        read(field.value);
    return context;
}

relationship::Classification Judging::classify(const Account& author, std::string_view spoiler_text,
                                               std::string_view text) const {
    if (spoiler_text.empty()) return classifier_.classify(text, author_context(author));
    return classifier_.classify(judged_words(spoiler_text, text), author_context(author));
}

} // namespace kith::services
