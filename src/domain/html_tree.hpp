// HTML parsed as browsers do (gumbo), within bounds, and a walk over it. For the writers of this folder.
#pragma once

#include <gumbo.h>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith {

// A fragment of a body, cut at html_limits. Valid UTF-8 whatever came in. Not movable: nodes point into it.
class HtmlTree {
public:
    explicit HtmlTree(std::string_view html);
    HtmlTree(const HtmlTree&) = delete;
    HtmlTree& operator=(const HtmlTree&) = delete;

    const GumboNode& root() const { return *output_->root; }

private:
    std::string html_;
    // The parser's own way to free a tree recurses as deep as the tree is; this frees it at once.
    std::pmr::monotonic_buffer_resource arena_;
    const GumboOutput* output_ = nullptr;
};

// The value of an attribute (name in lower case); nullopt if there is none.
std::optional<std::string_view> attribute(const GumboElement& element, const char* name);

// Elements that stand on lines of their own.
bool is_block(GumboTag tag);
// Elements whose content is not text of the author's: scripts, form fields, media, drawings, formulas.
bool is_dropped(const GumboElement& element);

// Depth first without recursion. `visitor` has
//   void text(std::string_view);
//   std::optional<Token> enter(const GumboElement&);  nullopt passes over the element and all in it
//   void leave(const GumboElement&, Token);
template <class Token, class Visitor>
void walk(const HtmlTree& tree, Visitor& visitor) {
    struct Frame {
        const GumboElement* element;
        unsigned next;
        Token token;
    };
    std::vector<Frame> frames{{&tree.root().v.element, 0, Token{}}};
    while (!frames.empty()) {
        Frame& frame = frames.back();
        if (frame.next == frame.element->children.length) {
            if (frames.size() > 1) visitor.leave(*frame.element, frame.token);
            frames.pop_back();
            continue;
        }
        const auto& node = *static_cast<const GumboNode*>(frame.element->children.data[frame.next++]);
        switch (node.type) {
        case GUMBO_NODE_TEXT:
        case GUMBO_NODE_WHITESPACE:
        case GUMBO_NODE_CDATA:
            visitor.text(node.v.text.text);
            break;
        case GUMBO_NODE_ELEMENT:
            if (auto token = visitor.enter(node.v.element)) frames.push_back({&node.v.element, 0, *token});
            break;
        case GUMBO_NODE_DOCUMENT:
        case GUMBO_NODE_COMMENT:
        case GUMBO_NODE_TEMPLATE:
            break;
        }
    }
}

} // namespace kith
