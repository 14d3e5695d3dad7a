// Fits the coefficients of tie strength, writes them into HEADER and prints the figures; see README.md.
// usage: kith_strength_model DATA HEADER
#include "model/strength/logistic.hpp"
#include "relationship/strength_coefficients.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fstream>
#include <iostream>

namespace {

using namespace kith;
using namespace kith::model;

constexpr std::array<std::string_view, relationship::strength_terms> term_names{"both_ways", "recent_exchanges",
                                                                                "freshness", "activity", "closeness"};

Coefficients stored() {
    Coefficients coefficients{relationship::strength_start, {}};
    std::ranges::copy(relationship::strength_coefficients, coefficients.terms.begin());
    return coefficients;
}

void print_row(std::string_view fitted_on, const std::vector<const Network*>& networks,
               const Coefficients& coefficients) {
    fmt::print("| {} |", fitted_on);
    for (const auto* network : networks) {
        auto figures = measure(*network, coefficients);
        fmt::print(" {:.4f} | {:.3f} | {:.3f} |", figures.auc, figures.precision_at_100, figures.calibration_error());
    }
    fmt::print("\n");
}

void print_head(std::string_view first, const std::vector<const Network*>& networks) {
    fmt::print("| {} |", first);
    for (const auto* network : networks)
        fmt::print(" {0} AUC | {0} P@100 | {0} calibration error |", network->name);
    fmt::print("\n|---|");
    for (std::size_t i = 0; i < networks.size(); ++i)
        fmt::print("---|---|---|");
    fmt::print("\n");
}

void print_cuts(const Network& network, const Coefficients& coefficients) {
    fmt::print("\n## {}\n\n| cut | pairs | came true | AUC | P@100 |\n|---|---|---|---|---|\n", network.name);
    for (const auto& cut : network.cuts) {
        auto figures = measure(cut, coefficients);
        fmt::print("| {:.0f} % | {} | {:.1f} % | {:.4f} | {:.2f} |\n", cut.part * 100, cut.candidates.size(),
                   cut.base_rate() * 100, figures.auc, figures.precision_at_100);
    }
}

void print_reliability(const Network& network, const Coefficients& coefficients) {
    fmt::print("\n| shown as | pairs | mean shown | came true |\n|---|---|---|---|\n");
    auto figures = measure(network, coefficients);
    for (std::size_t i = 0; i < figures.bins.size(); ++i) {
        const auto& bin = figures.bins[i];
        if (bin.count == 0) continue;
        fmt::print("| {:.1f}–{:.1f} | {:.0f} | {:.3f} | {:.3f} |\n", double(i) / 10, double(i + 1) / 10, bin.count,
                   bin.predicted / bin.count, bin.came_true / bin.count);
    }
}

bool write_header(const std::string& path, const Coefficients& coefficients) {
    std::ofstream out(path);
    fmt::print(out,
               "// The coefficients of tie strength (strength.hpp). Written by model/strength/run; do not edit.\n"
               "// model/strength/PROVENANCE.md says from what, and figures.md beside it how well they do.\n"
               "#pragma once\n\nnamespace kith::relationship {{\n\ninline constexpr double strength_start = {:.3f};\n"
               "inline constexpr double strength_coefficients[] = {{\n",
               coefficients.start);
    for (std::size_t i = 0; i < coefficients.terms.size(); ++i)
        fmt::print(out, "    {:.3f}, // {}\n", coefficients.terms[i], term_names[i]);
    fmt::print(out, "}};\n\n}} // namespace kith::relationship\n");
    return bool(out.flush());
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: kith_strength_model DATA HEADER\n";
        return 2;
    }
    std::string data = argv[1];
    auto college = engine::read_contacts(data + "/collegemsg.tsv.gz");
    auto office = engine::read_contacts(data + "/radoslaw_email.tsv.gz");
    if (!college || !office) {
        std::cerr << (college ? office : college).error().message << '\n';
        return 1;
    }
    Network messages = cuts_of("CollegeMsg", *college, {0.2, 0.3, 0.4, 0.5, 0.6});
    Network emails = cuts_of("radoslaw", *office, {0.4, 0.5, 0.6});
    std::vector<const Network*> networks{&messages, &emails};
    Coefficients fitted = fit(networks);

    fmt::print("# How well the coefficients do\n\n");
    print_head("coefficients", networks);
    print_row("stored before", networks, stored());
    print_row("fitted on both", networks, fitted);
    print_row("fitted on CollegeMsg alone", networks, fit({&messages}));
    print_row("fitted on radoslaw alone", networks, fit({&emails}));
    for (const auto* network : networks) {
        print_cuts(*network, fitted);
        print_reliability(*network, fitted);
    }
    if (!write_header(argv[2], fitted)) {
        std::cerr << "Cannot write " << argv[2] << '\n';
        return 1;
    }
    return 0;
}
