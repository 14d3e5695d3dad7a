#include "domain/status_html.hpp"

#include "core/text.hpp"
#include "domain/unicode.hpp"

#include <algorithm>
#include <unordered_set>

namespace kith {
namespace {

constexpr std::size_t shown_link_length = 30; // code points

bool is_blank(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (!unicode::is_space(next_code_point(text, at))) return false;
    return true;
}

// Text and inline elements, with line ends turned into elements as soon as something follows them.
class InlineWriter {
public:
    enum class Lines { paragraphs, one };

    InlineWriter(Lines lines, std::size_t text_size) : lines_(lines) { out_.reserve(2 * text_size + 256); }

    void text(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            std::size_t line_end = std::min(text.find_first_of("\r\n", at), text.size());
            if (line_end > at) append_escaped_html(content(), text.substr(at, line_end - at));
            at = line_end;
            if (at < text.size()) at = end_line(text, at);
        }
    }

    // Where elements are appended to.
    std::string& content() {
        if (open_ && line_ends_ > 0)
            out_ += lines_ == Lines::one ? " " : line_ends_ == 1 ? "<br />" : "</p><p>";
        else if (!open_ && lines_ == Lines::paragraphs)
            out_ += "<p>";
        open_ = true;
        line_ends_ = 0;
        return out_;
    }

    std::string finish() && {
        if (open_ && lines_ == Lines::paragraphs) out_ += "</p>";
        return std::move(out_);
    }

private:
    std::size_t end_line(std::string_view text, std::size_t at) {
        ++line_ends_;
        return at + (text.substr(at, 2) == "\r\n" ? 2 : 1);
    }

    Lines lines_;
    std::string out_;
    std::size_t line_ends_ = 0;
    bool open_ = false;
};

std::size_t hidden_prefix(std::string_view url) {
    std::size_t size = url.find("://") + 3;
    return equals_ignoring_case(url.substr(size, 4), "www.") ? size + 4 : size;
}

void append_link(std::string& out, std::string_view url, bool is_own) {
    std::size_t prefix = hidden_prefix(url);
    auto shown = truncate_code_points(url.substr(prefix), shown_link_length);
    auto rest = url.substr(prefix + shown.size());
    out += "<a href=\"";
    append_escaped_html(out, url);
    out += is_own ? "\" target=\"_blank\" rel=\"me nofollow noopener noreferrer\" translate=\"no\">"
                  : "\" target=\"_blank\" rel=\"nofollow noopener noreferrer\" translate=\"no\">";
    out += "<span class=\"invisible\">";
    append_escaped_html(out, url.substr(0, prefix));
    out += rest.empty() ? "</span><span class=\"\">" : "</span><span class=\"ellipsis\">";
    append_escaped_html(out, shown);
    out += "</span><span class=\"invisible\">";
    append_escaped_html(out, rest);
    out += "</span></a>";
}

void append_hashtag(std::string& out, std::string_view name, std::string_view tag_url_base) {
    out += "<a href=\"";
    append_escaped_html(out, tag_url_base);
    out += percent_encode(normalize_hashtag(name));
    out += "\" class=\"mention hashtag\" rel=\"tag\">#<span>";
    append_escaped_html(out, name);
    out += "</span></a>";
}

void append_mention(std::string& out, std::string_view url, std::string_view shown) {
    out += "<span class=\"h-card\" translate=\"no\"><a href=\"";
    append_escaped_html(out, url);
    out += "\" class=\"u-url mention\">@<span>";
    append_escaped_html(out, shown);
    out += "</span></a></span>";
}

// Usernames that more than one of the people mentioned have.
std::unordered_set<std::string_view> shared_usernames(const MentionTargets& targets) {
    std::unordered_set<std::string_view> seen;
    std::unordered_set<std::string_view> shared;
    if (targets.size() < 2) return shared;
    for (const auto& [acct, target] : targets)
        if (!seen.insert(acct.username).second) shared.insert(acct.username);
    return shared;
}

std::string render(std::string_view text, const std::vector<TextEntity>& entities, const HtmlLinks& links, bool is_own,
                   InlineWriter::Lines lines) {
    if (is_blank(text)) return {};
    auto shared = shared_usernames(links.mentions);
    InlineWriter writer(lines, text.size());
    std::size_t at = 0;
    for (const auto& entity : entities) {
        auto target = links.mentions.end();
        if (entity.kind == EntityKind::mention) {
            auto acct = links.mentions.empty() ? std::nullopt : acct_of(entity, links.local_domain);
            if (acct) target = links.mentions.find(*acct);
            if (target == links.mentions.end()) continue;
        }
        writer.text(text.substr(at, entity.begin - at));
        std::string& out = writer.content();
        switch (entity.kind) {
        case EntityKind::link:
            append_link(out, entity.name, is_own);
            break;
        case EntityKind::hashtag:
            append_hashtag(out, entity.name, links.tag_url_base);
            break;
        case EntityKind::mention: {
            std::string_view acct = target->second.acct;
            bool is_shared = shared.contains(target->first.username);
            append_mention(out, target->second.url, is_shared ? acct : acct.substr(0, acct.find('@')));
            break;
        }
        }
        at = entity.end;
    }
    writer.text(text.substr(at));
    return std::move(writer).finish();
}

} // namespace

std::string status_html(std::string_view text, const std::vector<TextEntity>& entities, const HtmlLinks& links) {
    return render(text, entities, links, false, InlineWriter::Lines::paragraphs);
}

std::string note_html(std::string_view text, const HtmlLinks& links) {
    return render(text, find_entities(text), links, true, InlineWriter::Lines::paragraphs);
}

std::string field_html(std::string_view value, const HtmlLinks& links) {
    return render(value, find_entities(value), links, true, InlineWriter::Lines::one);
}

} // namespace kith
