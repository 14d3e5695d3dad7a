#include "web/forms.hpp"

namespace kith::web {
namespace {

// Label, hint and problem stand before the control, which names them.
void open(Html& html, const Field& field) {
    html.add("<div class=\"field{}\"><label for=\"{}\">{}</label>", field.problem.empty() ? "" : " wrong", field.name,
             field.label);
    if (!field.hint.empty()) html.add("<p class=\"hint\" id=\"{}-hint\">{}</p>", field.name, field.hint);
    if (!field.problem.empty()) html.add("<p class=\"problem\" id=\"{}-problem\">{}</p>", field.name, field.problem);
}

void add_states(Html& html, const Field& field) {
    if (!field.problem.empty())
        html.add(" aria-invalid=\"true\" aria-describedby=\"{}-problem\"", field.name);
    else if (!field.hint.empty())
        html.add(" aria-describedby=\"{}-hint\"", field.name);
    if (field.required) html.add(" required");
    if (field.focus) html.add(" autofocus");
}

} // namespace

void add_field(Html& html, const Field& field) {
    open(html, field);
    html.add("<input id=\"{}\" name=\"{}\" type=\"{}\" value=\"{}\"", field.name, field.name, field.type, field.value);
    if (!field.autocomplete.empty()) html.add(" autocomplete=\"{}\"", field.autocomplete);
    if (field.autocomplete == "username") html.add(" autocapitalize=\"none\" spellcheck=\"false\"");
    add_states(html, field);
    html.add("></div>");
}

void add_text_area(Html& html, const Field& field) {
    open(html, field);
    html.add("<textarea id=\"{}\" name=\"{}\" rows=\"4\"", field.name, field.name);
    add_states(html, field);
    html.add(">{}</textarea></div>", field.value);
}

void add_problem(Html& html, std::string_view problem) {
    if (!problem.empty()) html.add("<p class=\"problem whole\" role=\"alert\">{}</p>", problem);
}

void add_hidden(Html& html, std::string_view name, std::string_view value) {
    html.add("<input type=\"hidden\" name=\"{}\" value=\"{}\">", name, value);
}

std::string problem_of(const std::vector<services::FieldProblem>& problems, std::string_view field,
                       std::string_view label, const Words& say) {
    for (const auto& problem : problems)
        if (problem.field == field)
            return std::string(label).append(" ").append(say.of(problem.description)).append(".");
    return {};
}

} // namespace kith::web
