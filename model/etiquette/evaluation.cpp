#include "model/etiquette/evaluation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <thread>

namespace kith::model {
namespace {

struct Counted {
    int right = 0, wrong = 0, missed = 0;

    void add(bool flagged, bool truth) {
        right += flagged && truth;
        wrong += flagged && !truth;
        missed += !flagged && truth;
    }
    double precision() const { return right + wrong == 0 ? 1 : static_cast<double>(right) / (right + wrong); }
    double recall() const { return right + missed == 0 ? 0 : static_cast<double>(right) / (right + missed); }
    double f(double beta = 1) const {
        double b = beta * beta, p = precision(), r = recall();
        return p + r == 0 ? 0 : (1 + b) * p * r / (b * p + r);
    }
    std::string line(std::string_view name) const {
        return fmt::format("| {} | {} | {:.3f} | {:.3f} | {:.3f} |\n", name, right + missed, precision(), recall(),
                           f());
    }
};

bool flags(const Row& row, const Probabilities& p, const Thresholds& thresholds, MessageLabel label) {
    auto i = static_cast<std::size_t>(label);
    return row.judged && p[i] >= static_cast<double>(thresholds[i]);
}

bool promotes(const Row& row, const Probabilities& p, const Thresholds& t) {
    return flags(row, p, t, MessageLabel::pitch) || flags(row, p, t, MessageLabel::ask);
}

// One of four classes: what matters first to the reader, as Classification::flagged orders it.
std::string class_of(const Row& row, const Probabilities& p, const Thresholds& t) {
    if (flags(row, p, t, MessageLabel::ask)) return "ask";
    if (flags(row, p, t, MessageLabel::pitch)) return "pitch";
    return flags(row, p, t, MessageLabel::question) || flags(row, p, t, MessageLabel::help) ? "starter" : "ordinary";
}

// A phrase that calls to act, or offers for sale: what makes a promotion explicit.
bool has_call(const Row& row) {
    static const std::set<std::string_view> calls = {
        "check_out", "look_own",   "look_new",      "link_in_bio", "follow_link", "swing_by",    "sale",
        "giveaway",  "order",      "book_now",      "contact",     "join_us",     "free_offer",  "ask_follow",
        "ask_share", "ask_like",   "ask_subscribe", "ask_vote",    "ask_endorse", "ask_sign_up", "ask_donate",
        "ask_buy",   "ask_attend", "ask_promote",   "earn",        "price_for",   "premium_text"};
    return std::ranges::any_of(row.features.cues,
                               [](const auto& hit) { return calls.contains(relationship::cues()[hit.cue].key); });
}

std::array<Thresholds, fold_count> thresholds_of_folds(const std::vector<Row>& rows, const Scores& scores) {
    std::array<Thresholds, fold_count> thresholds;
    for (int fold = 0; fold < fold_count; ++fold)
        thresholds[static_cast<std::size_t>(fold)] = choose_thresholds(rows, scores, fold);
    return thresholds;
}

bool is_natural(const Row& row) { return row.set == Set::tweets_natural; }

} // namespace

Scores cross_validate(const std::vector<Row>& rows, const TrainingOptions& options) {
    auto start = std::chrono::steady_clock::now();
    Scores scores;
    scores.fold.resize(rows.size());
    scores.no_copy.resize(rows.size());
    auto judge_fold = [&](int fold, bool no_copy) {
        std::set<std::size_t> groups;
        for (const Row& row : rows)
            if (row.fold == fold && (no_copy || row.set != Set::youtube)) groups.insert(row.group);
        std::vector<const Row*> training;
        for (const Row& row : rows)
            if (row.fold != fold && !groups.contains(row.group)) training.push_back(&row);
        auto fitted = train(training, options);
        auto& out = no_copy ? scores.no_copy : scores.fold;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows[i].fold == fold) out[i] = fitted.probabilities(rows[i].features);
    };
    std::vector<std::pair<int, bool>> jobs;
    for (int fold = 0; fold < fold_count; ++fold) {
        jobs.emplace_back(fold, false);
        if (std::ranges::any_of(rows, [&](const Row& row) { return row.set == Set::youtube && row.fold == fold; }))
            jobs.emplace_back(fold, true);
    }
    std::atomic<std::size_t> next = 0;
    auto work = [&] {
        for (std::size_t i = next++; i < jobs.size(); i = next++)
            judge_fold(jobs[i].first, jobs[i].second);
    };
    std::thread other(work);
    work();
    other.join();
    scores.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return scores;
}

namespace {

// Precision weighs twice as much as recall: a wrong flag costs more than a missed one.
constexpr double beta = 0.5;

bool is_measured(const Row& row) {
    return row.set == Set::tweets_natural || row.set == Set::tweets_drawn || row.set == Set::first_contact;
}

// The sum over the sets of how well these thresholds tell a pitch or an ask, and an ask, from the rest.
double value_of(const std::vector<Row>& rows, const Scores& scores, int fold, const Thresholds& thresholds) {
    std::map<Set, Counted> promotion;
    std::map<Set, Counted> asks;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Row& row = rows[i];
        if (row.fold == fold || !(is_measured(row) || row.set == Set::youtube)) continue;
        if (row.promotes >= 0) promotion[row.set].add(promotes(row, scores.fold[i], thresholds), row.promotes == 1);
        if (is_measured(row) && row.truth[1] >= 0)
            asks[row.set].add(flags(row, scores.fold[i], thresholds, MessageLabel::ask), row.truth[1] == 1);
    }
    double sum = 0;
    for (const auto& [set, counted] : promotion)
        sum += counted.f(beta);
    for (const auto& [set, counted] : asks)
        sum += counted.f(beta) / 2;
    return sum;
}

float choose_alone(const std::vector<Row>& rows, const Scores& scores, int fold, std::size_t label) {
    double best = -1;
    float chosen = 0.5F;
    for (float threshold = 0.20F; threshold < 0.8F; threshold += 0.01F) {
        std::map<Set, Counted> found;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows[i].fold != fold && is_measured(rows[i]) && rows[i].truth[label] >= 0)
                found[rows[i].set].add(rows[i].judged && scores.fold[i][label] >= static_cast<double>(threshold),
                                       rows[i].truth[label] == 1);
        double sum = 0;
        for (const auto& [set, counted] : found)
            sum += counted.f(); // a wrong flag of these holds nothing back
        if (sum > best) {
            best = sum;
            chosen = threshold;
        }
    }
    return chosen;
}

} // namespace

Thresholds choose_thresholds(const std::vector<Row>& rows, const Scores& scores, int fold) {
    Thresholds chosen{};
    for (std::size_t label = 2; label < labels; ++label)
        chosen[label] = choose_alone(rows, scores, fold, label);
    double best = -1;
    Thresholds tried = chosen;
    for (tried[0] = 0.25F; tried[0] < 0.7F; tried[0] += 0.02F)
        for (tried[1] = 0.25F; tried[1] < 0.7F; tried[1] += 0.02F)
            if (double value = value_of(rows, scores, fold, tried); value > best) {
                best = value;
                chosen = tried;
            }
    return chosen;
}

std::string report(const std::vector<Row>& rows, const Scores& scores, const Thresholds& shipped) {
    auto thresholds = thresholds_of_folds(rows, scores);
    std::map<Set, std::array<int, 2>> sizes; // rows, judged
    std::map<std::string, Counted> promotion;
    std::map<std::string, Counted> classes;
    std::map<std::string, std::array<int, 2>> shares; // flagged, rows
    std::array<std::map<std::string, Counted>, labels> each;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Row& row = rows[i];
        const Probabilities& p = scores.fold[i];
        const Thresholds& t = thresholds[static_cast<std::size_t>(row.fold)];
        bool flagged = promotes(row, p, t);
        std::string set(to_string(row.set));
        ++sizes[row.set][0];
        sizes[row.set][1] += row.judged;
        if (row.promotes >= 0) promotion[set].add(flagged, row.promotes == 1);
        if (is_natural(row)) {
            std::string kind = set + (has_call(row) ? ", with a call" : ", soft");
            if (row.promotes >= 0) promotion[kind].add(flagged, row.promotes == 1);
            promotion[kind + ", doubtful are none"].add(flagged, row.promotes == 1);
            promotion[kind + ", doubtful are pitches"].add(flagged, row.promotes == 1 || row.doubtful);
        }
        if (row.set == Set::youtube) {
            promotion[set + ", no copy seen"].add(promotes(row, scores.no_copy[i], t), row.promotes == 1);
            promotion[set + ", video " + row.note].add(flagged, row.promotes == 1);
        }
        if (row.set == Set::first_contact)
            for (std::string kind : {"soft", "explicit"})
                if (row.promotes == 0 || row.note == kind) promotion[set + ", " + kind].add(flagged, row.promotes == 1);
        if (row.promotes == 0) {
            auto& share = shares[set + (row.note == "hard-negative" ? ", hard negatives" : "")];
            share[0] += flagged;
            ++share[1];
        }
        for (std::size_t label = 0; label < labels; ++label)
            if (row.truth[label] >= 0 && row.set != Set::youtube && row.set != Set::sms && row.set != Set::topical)
                each[label][set].add(flags(row, p, t, static_cast<MessageLabel>(label)), row.truth[label] == 1);
        if (row.set == Set::tweets_drawn) {
            std::string guess = class_of(row, p, t);
            for (std::string name : {"pitch", "ask", "starter", "ordinary"})
                classes[name].add(guess == name, row.reading == name);
            promotion["tweets, drawn, first reading"].add(guess == "pitch" || guess == "ask",
                                                          row.reading == "pitch" || row.reading == "ask");
        }
    }

    std::string out = fmt::format(
        "Cross-validated in {:.0f} s. Thresholds: pitch {:.2f}, ask {:.2f}, question {:.2f}, help {:.2f}\n\n",
        scores.seconds, shipped[0], shipped[1], shipped[2], shipped[3]);
    out += "| set | rows | judged |\n|---|---|---|\n";
    for (const auto& [set, size] : sizes)
        out += fmt::format("| {} | {} | {:.1f} % |\n", to_string(set), size[0], 100.0 * size[1] / size[0]);
    const std::string head = " | true | P | R | F1 |\n|---|---|---|---|---|\n";
    out += "\n| a pitch or an ask" + head;
    for (const auto& [name, counted] : promotion)
        out += counted.line(name);
    double macro = 0;
    out += "\n| four classes of the drawn tweets" + head;
    for (const auto& [name, counted] : classes) {
        out += counted.line(name);
        macro += counted.f() / 4;
    }
    out += fmt::format("| macro | | | | {:.3f} |\n", macro);
    out += "\n| each label" + head;
    for (std::size_t label = 0; label < labels; ++label)
        for (const auto& [set, counted] : each[label])
            out += counted.line(fmt::format("{}: {}", relationship::to_string(static_cast<MessageLabel>(label)), set));
    out += "\n| flagged though neither pitch nor ask | rows | share |\n|---|---|---|\n";
    for (const auto& [name, share] : shares)
        out += fmt::format("| {} | {} | {:.2f} % |\n", name, share[1], 100.0 * share[0] / std::max(1, share[1]));
    return out;
}

std::string list_errors(const std::vector<Row>& rows, const Scores& scores) {
    auto thresholds = thresholds_of_folds(rows, scores);
    std::string out;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Row& row = rows[i];
        const Probabilities& p = scores.fold[i];
        const Thresholds& t = thresholds[static_cast<std::size_t>(row.fold)];
        std::string guess = class_of(row, p, t);
        bool promotion_wrong = row.promotes >= 0 && promotes(row, p, t) != (row.promotes == 1);
        if (row.reading.empty() ? !promotion_wrong : guess == row.reading) continue;
        std::string cues;
        for (const auto& hit : row.features.cues)
            cues += fmt::format("{} ", relationship::cues()[hit.cue].key);
        out += fmt::format("{}\t{}\t{}\t{:.2f} {:.2f} {:.2f} {:.2f}\t{}\t{}\t{}\n", to_string(row.set),
                           row.reading.empty() ? (row.promotes ? "promotes" : "none") : row.reading,
                           row.judged ? guess : "not judged", p[0], p[1], p[2], p[3], row.note, row.text, cues);
    }
    return out;
}

} // namespace kith::model
