#include "app/data_lock.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

namespace kith::app {
namespace {

namespace fs = std::filesystem;
using Use = DataLock::Use;

// Locks belong to what was opened, so two in one program are as two programs.
class DataLocks : public testing::Test {
protected:
    void SetUp() override {
        auto pattern = (fs::temp_directory_path() / "kith-lock-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        config.data = pattern;
    }
    void TearDown() override { fs::remove_all(config.data); }

    Result<DataLock> take(Use use, std::string_view who = "kith serve") const {
        return DataLock::take(config, use, who);
    }
    std::string refusal(Use use) const {
        auto taken = take(use);
        return taken ? "" : taken.error().message;
    }

    Config config;
};

TEST_F(DataLocks, commands_work_beside_each_other_and_beside_a_server) {
    auto server = take(Use::server);
    auto one = take(Use::command);
    auto other = take(Use::command);
    EXPECT_TRUE(server && one && other);
    EXPECT_TRUE(is_served(config.data));
}

TEST_F(DataLocks, one_server_and_nobody_while_the_database_is_replaced) {
    EXPECT_FALSE(is_served(config.data));
    {
        auto server = take(Use::server);
        ASSERT_TRUE(server);
        for (auto use : {Use::server, Use::replace}) {
            EXPECT_NE(refusal(use).find("kith serve (process " + std::to_string(::getpid()) + ") is at work in"),
                      std::string::npos)
                << refusal(use);
            EXPECT_NE(refusal(use).find("systemctl stop kith"), std::string::npos);
            EXPECT_EQ(take(use).error().code, "in_use");
        }
    }
    EXPECT_FALSE(is_served(config.data)) << "released with the object";
    auto replacing = take(Use::replace, "kith restore");
    ASSERT_TRUE(replacing);
    for (auto use : {Use::server, Use::replace, Use::command}) {
        EXPECT_NE(refusal(use).find("kith restore (process "), std::string::npos) << refusal(use);
        EXPECT_NE(refusal(use).find("wait until it is done"), std::string::npos) << refusal(use);
    }
}

TEST_F(DataLocks, nothing_is_replaced_under_a_command) {
    auto command = take(Use::command);
    ASSERT_TRUE(command);
    EXPECT_NE(refusal(Use::replace).find("another kith command is at work"), std::string::npos);
    EXPECT_TRUE(take(Use::server)) << "and the refused one holds nothing";
}

TEST_F(DataLocks, folder_is_made_for_its_owner_and_group) {
    config.data = config.data / "deep" / "kith/";
    ASSERT_TRUE(make_data_folder(config));
    EXPECT_EQ(fs::status(config.data).permissions() & (fs::perms::others_all | fs::perms::group_write),
              fs::perms::none);
    EXPECT_TRUE(make_data_folder(config)) << "it is there already";
    config.data = "/proc/nothing/here";
    EXPECT_EQ(make_data_folder(config).error().code, "data_folder");
}

} // namespace
} // namespace kith::app
