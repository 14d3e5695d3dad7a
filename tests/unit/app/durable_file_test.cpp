#include "app/durable_file.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace kith::app {
namespace {

namespace fs = std::filesystem;

class DurableFile : public testing::Test {
protected:
    void SetUp() override {
        auto pattern = (fs::temp_directory_path() / "kith-files-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder = pattern;
    }
    void TearDown() override { fs::remove_all(folder); }

    fs::path write(const char* name, const std::string& text) const {
        std::ofstream(folder / name, std::ios::binary) << text;
        return folder / name;
    }
    static std::string read(const fs::path& file) {
        std::stringstream text;
        text << std::ifstream(file, std::ios::binary).rdbuf();
        return text.str();
    }
    static unsigned mode(const fs::path& file) {
        struct stat facts{};
        EXPECT_EQ(::stat(file.c_str(), &facts), 0);
        return facts.st_mode & 07777U;
    }

    fs::path folder;
};

TEST_F(DurableFile, copy_is_whole_private_and_written_over_what_was_there) {
    auto from = write("from", std::string(1'000'000, 'a') + "end");
    auto to = write("to", std::string(2'000'000, 'b'));
    fs::permissions(to, fs::perms::all);
    std::uintmax_t last = 0;
    ASSERT_TRUE(copy_private(from, to, [&](std::uintmax_t done, std::uintmax_t total) {
        EXPECT_GT(done, last);
        EXPECT_EQ(total, 1'000'003U);
        last = done;
    }));
    EXPECT_EQ(last, 1'000'003U);
    EXPECT_EQ(read(to), read(from));
    EXPECT_EQ(mode(to), 0600U);
}

TEST_F(DurableFile, links_are_never_followed) {
    auto mine = write("mine", "mine");
    fs::create_symlink(mine, folder / "link");
    EXPECT_FALSE(open_private(folder / "link"));
    EXPECT_FALSE(copy_private(write("from", "theirs"), folder / "link", {}));
    EXPECT_EQ(read(mine), "mine");
}

TEST_F(DurableFile, second_name_outlives_the_first_and_is_never_taken_from_another) {
    auto file = write("file", "one");
    ASSERT_TRUE(keep_as(file, folder / "kept"));
    ASSERT_TRUE(move_into_place(write("new", "two"), file));
    EXPECT_EQ(read(file), "two");
    EXPECT_EQ(read(folder / "kept"), "one");
    EXPECT_FALSE(fs::exists(folder / "new"));
    EXPECT_FALSE(keep_as(file, folder / "kept"));
    EXPECT_EQ(read(folder / "kept"), "one");
}

TEST_F(DurableFile, free_name_means_free) {
    auto file = write("file", "one");
    auto other = write("other", "two");
    auto refused = move_to_free_name(file, other);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
    EXPECT_EQ(read(other), "two");
    EXPECT_TRUE(move_to_free_name(file, folder / "third"));
    EXPECT_EQ(read(folder / "third"), "one");
    EXPECT_FALSE(fs::exists(file));
}

TEST_F(DurableFile, what_fails_says_which_file_and_why) {
    auto failed = copy_private(folder / "none", folder / "to", {});
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().kind, ErrorKind::unavailable);
    EXPECT_NE(failed.error().message.find((folder / "none").string()), std::string::npos);
    EXPECT_NE(failed.error().message.find("No such file"), std::string::npos);
    EXPECT_FALSE(sync_file(folder / "none"));
    EXPECT_FALSE(sync_folder(folder / "none"));
    EXPECT_FALSE(open_private(folder / "none" / "file"));
}

} // namespace
} // namespace kith::app
