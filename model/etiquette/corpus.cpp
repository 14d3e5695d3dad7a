#include "model/etiquette/corpus.hpp"

#include "core/text.hpp"
#include "relationship/etiquette/language.hpp"
#include "relationship/etiquette/templates.hpp"

#include <algorithm>
#include <fstream>
#include <numeric>
#include <unordered_map>

namespace kith::model {
namespace {

using Fields = std::vector<std::string>;

std::vector<Fields> read_table(const std::string& path, std::size_t columns) {
    std::ifstream in(path);
    std::vector<Fields> rows;
    std::string line;
    for (bool header = true; std::getline(in, line); header = false) {
        if (header) continue;
        Fields fields;
        for (std::string_view part : split(line, '\t'))
            fields.emplace_back(part);
        if (fields.size() == columns) rows.push_back(std::move(fields));
    }
    return rows;
}

bool has(const std::string& list, std::string_view label) {
    for (std::string_view part : split(list, ','))
        if (trim(part) == label) return true;
    return false;
}

// One of four, with a second reading: where the readings differ, both may be so.
Truth truth_of_reading(const std::string& first, const std::string& second) {
    auto is = [&](std::string_view label) { return first == label || second == label ? 1 : 0; };
    int help = first == "starter" || second == "starter" ? -1 : 0;
    return {is("pitch"), is("ask"), is("starter"), help};
}

Truth truth_of_list(const std::string& list) {
    Truth truth{has(list, "pitch"), has(list, "ask"), has(list, "starter"), has(list, "help")};
    if (has(list, "pitch?")) truth[0] = -1;
    if (truth[3] == 1 && truth[2] == 0) truth[2] = -1; // help wanted is a question too
    return truth;
}

// The one class of a row with several labels: what matters first to its reader.
std::string reading_of_list(const std::string& list) {
    if (has(list, "pitch?")) return "";
    for (std::string_view label : {"pitch", "ask", "starter"})
        if (has(list, label)) return std::string(label);
    return has(list, "help") ? "starter" : "ordinary";
}

void set_truth(Row& row, const std::string& list) {
    row.truth = truth_of_list(list);
    row.reading = reading_of_list(list);
    row.doubtful = row.truth[0] == -1;
    row.promotes = row.doubtful ? -1 : row.truth[0] == 1 || row.truth[1] == 1;
}

void add_drawn(const std::string& path, std::vector<Row>& rows) {
    for (const Fields& f : read_table(path, 5)) {
        Row row;
        row.set = Set::tweets_drawn;
        row.text = f[4];
        row.truth = truth_of_reading(f[0], f[1]);
        row.reading = f[0];
        row.promotes = row.truth[0] == 1 || row.truth[1] == 1;
        rows.push_back(std::move(row));
    }
}

void add_lists(const std::string& path, Set set, std::vector<Row>& rows) {
    for (const Fields& f : read_table(path, 3)) {
        Row row;
        row.set = set;
        row.text = f[2];
        row.note = f[1];
        set_truth(row, f[0]);
        rows.push_back(std::move(row));
    }
}

// Labels by the number of a row of the tweets, which are not copied.
void add_numbered(const std::string& labels_path, const std::string& texts_path, std::vector<Row>& rows) {
    auto texts = read_table(texts_path, 2);
    for (const Fields& f : read_table(labels_path, 2)) {
        auto number = parse_int(f[0]);
        if (!number || *number < 1 || *number > static_cast<std::int64_t>(texts.size())) continue;
        Row row;
        row.set = Set::tweets_more;
        row.text = texts[static_cast<std::size_t>(*number - 1)][1];
        set_truth(row, f[1]);
        rows.push_back(std::move(row));
    }
}

void add_youtube(const std::string& folder, std::vector<Row>& rows) {
    std::unordered_map<std::string, Fields> read; // the comments that were read one by one
    for (Fields& f : read_table(folder + "/youtube_4class.tsv", 5))
        read.emplace(f[4], f);
    for (const Fields& f : read_table(folder + "/youtube_spam.tsv", 4)) {
        bool spam = f[0] == "1";
        Row row;
        row.set = Set::youtube;
        row.text = f[3];
        row.note = f[1];
        row.promotes = spam;
        if (!spam) row.truth = {0, 0, -1, -1};
        if (auto found = read.find(f[3]); found != read.end() && spam && found->second[0] != "ordinary")
            row.truth = truth_of_reading(found->second[0], found->second[1]);
        rows.push_back(std::move(row));
    }
}

void add_sms(const std::string& path, std::vector<Row>& rows) {
    for (const Fields& f : read_table(path, 2)) {
        bool spam = f[0] == "1";
        Row row;
        row.set = Set::sms;
        row.text = f[1];
        row.weight = 0.3F;
        row.truth = {spam, spam ? -1 : 0, -1, -1};
        row.promotes = spam;
        rows.push_back(std::move(row));
    }
}

void add_topical(const std::string& path, std::vector<Row>& rows) {
    for (const Fields& f : read_table(path, 2)) {
        Row row;
        row.set = Set::topical;
        row.text = f[1];
        row.weight = 0.4F;
        row.truth = {0, 0, -1, 0};
        row.promotes = 0;
        rows.push_back(std::move(row));
    }
}

std::size_t root_of(std::vector<std::size_t>& parent, std::size_t i) {
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

// Rows that say nearly the same form a group.
void find_groups(std::vector<Row>& rows) {
    std::vector<std::size_t> parent(rows.size());
    std::iota(parent.begin(), parent.end(), 0);
    std::unordered_map<std::string, std::size_t> exact;
    std::vector<relationship::TemplateSignature> signatures;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::string key;
        for (const auto& token : rows[i].features.tokens)
            if (token.kind == relationship::TokenKind::word) key += token.form + ' ';
        if (key.empty()) key = rows[i].text;
        auto [found, added] = exact.try_emplace(key, i);
        if (!added) parent[root_of(parent, i)] = root_of(parent, found->second);
        signatures.push_back(relationship::template_signature(rows[i].text));
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            if (signatures[i].words < 4 || signatures[j].words < 4) continue;
            if (relationship::template_similarity(signatures[i], signatures[j]) >= 0.6)
                parent[root_of(parent, i)] = root_of(parent, j);
        }
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i].group = root_of(parent, i);
}

void deal_folds(std::vector<Row>& rows) {
    for (Row& row : rows) {
        std::uint64_t mixed = (row.group + 1) * 0x9E3779B97F4A7C15ULL;
        row.fold = static_cast<int>((mixed >> 32) % fold_count);
        if (row.set == Set::youtube) row.fold = static_cast<int>(parse_int(row.note).value_or(0) % fold_count);
    }
}

} // namespace

std::string_view to_string(Set set) {
    switch (set) {
    case Set::tweets_drawn:
        return "tweets, drawn";
    case Set::tweets_natural:
        return "tweets, natural";
    case Set::tweets_more:
        return "tweets, more";
    case Set::youtube:
        return "YouTube comments";
    case Set::sms:
        return "SMS";
    case Set::topical:
        return "Topical-Chat";
    case Set::first_contact:
        return "first contact";
    case Set::written:
        return "written";
    }
    return {};
}

Result<std::vector<Row>> load_corpus(const std::string& data, const std::string& more) {
    std::vector<Row> rows;
    add_drawn(data + "/tweets_4class.tsv", rows);
    add_lists(data + "/tweets_labelled2.tsv", Set::tweets_natural, rows);
    add_youtube(data, rows);
    add_sms(data + "/sms_spam.tsv", rows);
    add_topical(data + "/topicalchat_turns.tsv", rows);
    add_lists(data + "/dm_first_contact.tsv", Set::first_contact, rows);
    add_numbered(more + "/tweet_labels.tsv", data + "/tweets_unlabelled.tsv", rows);
    add_lists(more + "/written.tsv", Set::written, rows);
    if (rows.empty()) return not_found();
    for (Row& row : rows) {
        row.features = relationship::extract_features(row.text, {});
        row.judged = relationship::check_language(row.features.tokens).judged;
    }
    find_groups(rows);
    deal_folds(rows);
    return rows;
}

} // namespace kith::model
