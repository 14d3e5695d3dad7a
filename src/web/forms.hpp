// Fields of forms with their labels, and what is wrong with them beside each.
#pragma once

#include "services/sign_up.hpp"
#include "web/html.hpp"
#include "web/words.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace kith::web {

struct Field {
    std::string_view name;
    std::string_view label;
    std::string_view type = "text";
    std::string_view autocomplete = "";
    std::string_view value = "";
    std::string_view hint = "";
    std::string_view problem = ""; // shown beside the field
    bool required = true;
    bool focus = false;
};

void add_field(Html& html, const Field& field);
// The same with several lines.
void add_text_area(Html& html, const Field& field);
// What is wrong with the form as a whole; nothing for "".
void add_problem(Html& html, std::string_view problem);
void add_hidden(Html& html, std::string_view name, std::string_view value);

// What is wrong with one field, as a sentence; "" if nothing is.
std::string problem_of(const std::vector<services::FieldProblem>& problems, std::string_view field,
                       std::string_view label, const Words& say);

} // namespace kith::web
