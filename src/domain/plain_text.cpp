#include "domain/plain_text.hpp"

#include "domain/html_tree.hpp"

#include <algorithm>

namespace kith {
namespace {

bool is_html_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

class TextWriter {
public:
    struct Token {};

    void text(std::string_view text) {
        for (char c : text) {
            if (preformatted_ > 0 && c == '\n') {
                at_least(++written_line_ends_);
            } else if (is_html_space(c)) {
                space_ = true;
            } else if (static_cast<unsigned char>(c) >= ' ') {
                flush();
                out_ += c;
            }
        }
    }

    std::optional<Token> enter(const GumboElement& element) {
        if (is_dropped(element)) return std::nullopt;
        if (element.tag == GUMBO_TAG_BR) at_least(++written_line_ends_);
        if (element.tag == GUMBO_TAG_TD || element.tag == GUMBO_TAG_TH) space_ = true;
        preformatted_ += element.tag == GUMBO_TAG_PRE;
        at_least(line_ends_around(element.tag));
        return Token{};
    }

    void leave(const GumboElement& element, Token) {
        preformatted_ -= element.tag == GUMBO_TAG_PRE;
        at_least(line_ends_around(element.tag));
    }

    std::string take() { return std::move(out_); }

private:
    static unsigned line_ends_around(GumboTag tag) {
        if (!is_block(tag)) return 0;
        bool is_line = tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_TR || tag == GUMBO_TAG_DT ||
                       tag == GUMBO_TAG_DD;
        return is_line ? 1 : 2;
    }

    void at_least(unsigned count) { line_ends_ = std::max(line_ends_, std::min(count, 2U)); }

    // White space is written only when something follows it.
    void flush() {
        if (!out_.empty() && line_ends_ > 0)
            out_.append(line_ends_, '\n');
        else if (!out_.empty() && space_)
            out_ += ' ';
        space_ = false;
        line_ends_ = 0;
        written_line_ends_ = 0;
    }

    std::string out_;
    bool space_ = false;
    unsigned line_ends_ = 0;         // that have to stand before what follows
    unsigned written_line_ends_ = 0; // those of them that the author wrote one by one
    unsigned preformatted_ = 0;
};

} // namespace

std::string html_to_text(std::string_view html) {
    HtmlTree tree(html);
    TextWriter writer;
    walk<TextWriter::Token>(tree, writer);
    return writer.take();
}

} // namespace kith
