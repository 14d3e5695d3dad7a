// Builds HTML. Every value that goes into it is escaped; markup itself can only be a literal of the program:
//
//   html.add("<a href=\"{}\">{}</a>", url, name);
//
// Values stand in text or in double-quoted attributes. Whatever is already HTML (a post's cleaned content) is marked
// with Trusted. Links that others chose go through safe_url.
#pragma once

#include "core/text.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace kith::web {

// HTML that was made or cleaned by Kith: goes in as it is.
struct Trusted {
    std::string_view html;
};

// Markup with `count` places for values, each written {}. Only a literal of the program can be one.
template <std::size_t count>
class Markup {
public:
    template <std::size_t N>
    consteval Markup(const char (&literal)[N]) : text_(literal, N - 1) { // NOLINT(google-explicit-constructor)
        std::size_t places = 0;
        for (std::size_t at = 0; at + 1 < text_.size(); ++at)
            if (text_[at] == '{' && text_[at + 1] == '}') ++places;
        if (places != count) throw "the markup has another number of places than there are values";
    }
    constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

class Html {
public:
    template <class... Values>
    Html& add(std::type_identity_t<Markup<sizeof...(Values)>> markup, const Values&... values) {
        std::string_view rest = markup.text();
        (add_one(rest, values), ...);
        out_ += rest;
        return *this;
    }
    Html& text(std::string_view text) {
        append_escaped_html(out_, text);
        return *this;
    }
    // A sentence with marked words, or a link, where its {} is: html.sentence(words, "<strong>{}</strong>", name).
    template <class... Values>
    Html& sentence(std::string_view words, std::type_identity_t<Markup<sizeof...(Values)>> markup,
                   const Values&... values) {
        auto place = words.find("{}");
        if (place == std::string_view::npos) return text(words);
        text(words.substr(0, place)).add<Values...>(markup, values...);
        return text(words.substr(place + 2));
    }
    // A paragraph for each block of lines that a blank line ends; single line ends become <br>.
    Html& paragraphs(std::string_view text);
    Html& append(const Html& other) {
        out_ += other.out_;
        return *this;
    }

    const std::string& str() const { return out_; }
    std::string take() { return std::move(out_); }

private:
    template <class Value>
    void add_one(std::string_view& rest, const Value& value) {
        auto at = rest.find("{}");
        out_ += rest.substr(0, at);
        rest.remove_prefix(at + 2);
        if constexpr (std::same_as<Value, Trusted>)
            out_ += value.html;
        else if constexpr (std::integral<Value>)
            out_ += std::to_string(value);
        else
            append_escaped_html(out_, std::string_view(value));
    }

    std::string out_;
};

// The URL if it is http or https, else "#": for links that other people wrote.
std::string_view safe_url(std::string_view url);

} // namespace kith::web
