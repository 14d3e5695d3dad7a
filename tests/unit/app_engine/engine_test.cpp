#include "app/engine/contact_log.hpp"
#include "app/engine/paths_command.hpp"
#include "app/engine/strength_command.hpp"

#include "core/text.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <random>
#include <sstream>
#include <unistd.h>
#include <zlib.h>

namespace kith::engine {
namespace {

class Engine : public ::testing::Test {
protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / fmt::format("kith_engine_test_{}", ::getpid());
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string file(const std::string& name, std::string_view text) {
        auto path = (folder_ / name).string();
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    std::string gzipped(const std::string& name, std::string_view text) {
        auto path = (folder_ / name).string();
        gzFile out = gzopen(path.c_str(), "wb");
        gzwrite(out, text.data(), unsigned(text.size()));
        gzclose(out);
        return path;
    }

private:
    std::filesystem::path folder_;
};

constexpr std::int64_t day = 86'400;

std::vector<std::vector<std::string>> rows(const std::string& text) {
    std::vector<std::vector<std::string>> result;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        auto& row = result.emplace_back();
        for (auto part : split(line, '\t'))
            row.emplace_back(part);
    }
    return result;
}

TEST_F(Engine, strength_lists_each_pair_once_with_both_directions) {
    auto path = gzipped("events.tsv.gz", "src\tdst\tunix_s\nann\tbob\t1000\nbob\tann\t2000\nann\tcy\t3000\n"
                                         "dee\tdee\t100\ncy\tbob\t9999999\n");
    std::ostringstream out;
    ASSERT_EQ(run_strength(path, 10 * day, out), 0);
    auto lines = rows(out.str());
    ASSERT_EQ(lines.size(), 2U) << "the contact after the time and the one with oneself are not seen";
    EXPECT_EQ(lines[0][0] + lines[0][1], "annbob");
    EXPECT_EQ(lines[0][3], "acquaintance");
    EXPECT_EQ(lines[1][0] + lines[1][1], "anncy");
    EXPECT_EQ(lines[1][3], "stranger");
    double answered = std::stod(lines[0][2]);
    double unanswered = std::stod(lines[1][2]);
    EXPECT_GT(answered, unanswered);
    EXPECT_GT(unanswered, 0);
    EXPECT_LT(answered, 1);
}

TEST_F(Engine, strength_does_not_mind_the_order_of_the_file_nor_a_missing_header) {
    std::vector<std::string> lines;
    std::mt19937 random(1);
    for (int i = 0; i < 500; ++i)
        lines.push_back(fmt::format("p{} q{} {}", random() % 5, random() % 5, i * 1000));
    auto ordered = file("ordered.tsv", join(lines, "\n"));
    std::shuffle(lines.begin(), lines.end(), random);
    auto shuffled = file("shuffled.tsv", join(lines, "\r\n"));
    std::ostringstream a;
    std::ostringstream b;
    ASSERT_EQ(run_strength(ordered, 400'000, a), 0);
    ASSERT_EQ(run_strength(shuffled, 400'000, b), 0);
    auto left = rows(a.str());
    auto right = rows(b.str());
    std::ranges::sort(left);
    std::ranges::sort(right);
    EXPECT_EQ(left.size(), 25U);
    EXPECT_EQ(left, right);
}

TEST_F(Engine, strength_says_what_is_wrong_with_a_file) {
    std::ostringstream out;
    EXPECT_EQ(run_strength("/nonexistent", 0, out), 1);
    EXPECT_EQ(run_strength(file("bad.tsv", "src\tdst\tunix_s\na\tb\tnoon\n"), 0, out), 1);
    EXPECT_EQ(run_strength(file("short.tsv", "src\tdst\tunix_s\na\n"), 0, out), 1);
    EXPECT_EQ(run_strength(file("long.tsv", std::string(3'000'000, 'x')), 0, out), 1);
    EXPECT_EQ(out.str(), "");
    EXPECT_EQ(run_strength(file("empty.tsv", ""), 0, out), 0);
}

TEST_F(Engine, file_that_was_cut_off_is_refused) {
    std::string events = "src\tdst\tunix_s\n";
    for (int i = 0; i < 20'000; ++i)
        events += fmt::format("p{}\tq{}\t{}\n", i * 7919 % 5003, i * 104'729 % 4999, i);
    auto whole = gzipped("events.tsv.gz", events);
    std::ostringstream out;
    ASSERT_EQ(run_strength(whole, 100, out), 0);
    std::filesystem::resize_file(whole, std::filesystem::file_size(whole) / 2);
    std::ostringstream cut;
    EXPECT_EQ(run_strength(whole, 100, cut), 1);
    EXPECT_EQ(cut.str(), "");
}

TEST_F(Engine, names_between_tabs_may_have_blanks_and_a_byte_order_mark_is_no_name) {
    auto edges = file("edges.tsv", "\xEF\xBB\xBFsrc\tdst\nAnn Smith\tBob Jones\nBob Jones\tCy Lee\n");
    auto pairs = file("pairs.tsv", "Ann Smith\tCy Lee\nAnn\tSmith\n");
    std::ostringstream out;
    std::ostringstream err;
    ASSERT_EQ(run_paths(edges, pairs, false, out, err), 0);
    EXPECT_EQ(out.str(), "Ann Smith\tCy Lee\t2\nAnn\tSmith\t-\n");
}

TEST_F(Engine, people_and_those_they_share_are_counted) {
    auto path = file("events.tsv", "a b 1\na c 2\nb c 3\na d 4\nb d 5\nb e 6\n");
    auto log = read_contacts(path);
    ASSERT_TRUE(log);
    auto pairs = pairs_at(log->contacts, log->names.size(), 100);
    ASSERT_EQ(pairs.size(), 6U);
    EXPECT_EQ(pairs[0].around.owner_people, 3U);
    EXPECT_EQ(pairs[0].around.other_people, 4U);
    EXPECT_EQ(pairs[0].around.shared_people, 2U) << "c and d";
    EXPECT_EQ(pairs[5].around.shared_people, 0U);
    EXPECT_EQ(pairs[0].around.owner_spoke, from_unix_ms(4000));
    EXPECT_EQ(pairs[5].around.other_spoke, relationship::never) << "e never spoke";
}

TEST_F(Engine, paths_prints_steps_or_a_dash_and_reports_times) {
    auto edges = gzipped("edges.tsv.gz", "src\tdst\na\tb\nb\tc\nc\td\n");
    auto pairs = file("pairs.tsv", "src\tdst\na\td\nd\ta\na\ta\na\tnobody\n");
    std::ostringstream out;
    std::ostringstream err;
    ASSERT_EQ(run_paths(edges, pairs, false, out, err), 0);
    EXPECT_EQ(out.str(), "a\td\t3\nd\ta\t-\na\ta\t0\na\tnobody\t-\n");
    for (auto word : {"loaded: 4 accounts, 3 directed ties", "memory:", "p50", "p95", "p99"})
        EXPECT_NE(err.str().find(word), std::string::npos) << err.str();
    std::ostringstream both;
    ASSERT_EQ(run_paths(edges, pairs, true, both, err), 0);
    EXPECT_EQ(rows(both.str())[1][2], "3");
}

TEST_F(Engine, paths_refuses_files_it_cannot_read) {
    std::ostringstream out;
    std::ostringstream err;
    auto edges = file("edges.tsv", "a b\n");
    EXPECT_EQ(run_paths("/nonexistent", edges, false, out, err), 1);
    EXPECT_EQ(run_paths(edges, "/nonexistent", false, out, err), 1);
    EXPECT_EQ(run_paths(file("one.tsv", "a\n"), edges, false, out, err), 1);
    EXPECT_NE(err.str().find("line 1"), std::string::npos);
}

TEST(Names, are_numbered_once_in_their_order) {
    Names names;
    EXPECT_EQ(names.find("x"), Names::none);
    for (unsigned i = 0; i < 5000; ++i)
        EXPECT_EQ(names.number(fmt::format("n{}", i)), i);
    EXPECT_EQ(names.number("n17"), 17U);
    EXPECT_EQ(names.name(4999), "n4999");
    EXPECT_EQ(names.find("n5000"), Names::none);
}

} // namespace
} // namespace kith::engine
