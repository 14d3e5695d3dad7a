// A folder for one test, and the files that the test makes in it with ffmpeg.
#pragma once

#include "media/child.hpp"
#include "media/process.hpp"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace kith::media {

struct Pixel {
    int red = 0;
    int green = 0;
    int blue = 0;
};

class Workshop : public testing::Test {
protected:
    void SetUp() override {
        std::string name = std::filesystem::temp_directory_path() / "kith_media_XXXXXX";
        folder_ = mkdtemp(name.data());
        out_ = folder_ / "out";
        std::filesystem::create_directory(out_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::filesystem::path path(const std::string& name) const { return folder_ / name; }

    // Inputs and options, then the output's name in the folder.
    std::filesystem::path make(std::vector<std::string> arguments, const std::string& name) const {
        arguments.insert(arguments.begin(), {"ffmpeg", "-nostdin", "-v", "error", "-y"});
        arguments.push_back(path(name));
        auto finished = run({arguments, std::chrono::seconds(60)});
        EXPECT_TRUE(finished && finished->succeeded()) << (finished ? finished->describe() : finished.error().message);
        return path(name);
    }
    std::filesystem::path make_card(const std::string& size, const std::string& name,
                                    std::vector<std::string> options = {}) const {
        std::vector<std::string> arguments{"-f", "lavfi", "-i", "testsrc=size=" + size, "-frames:v", "1"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        return make(arguments, name);
    }
    Result<Processed> process_file(const std::filesystem::path& file, Profile profile = Profile::attachment) const {
        return process({file, profile}, out_, limits_);
    }
    // As process_file; fails the test if it does.
    Processed processed(const std::filesystem::path& file, Profile profile = Profile::attachment) const {
        auto done = process_file(file, profile);
        EXPECT_TRUE(done) << done.error().code << ": " << done.error().detail;
        return done ? *done : Processed{};
    }
    std::size_t files_left() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(out_), {}));
    }

    static std::string read(const std::filesystem::path& file) {
        std::ifstream stream(file, std::ios::binary);
        return std::move(std::ostringstream() << stream.rdbuf()).str();
    }
    static void write(const std::filesystem::path& file, std::string_view bytes) {
        std::ofstream(file, std::ios::binary) << bytes;
    }
    // What ffprobe says of all streams and the file.
    static std::string facts(const std::filesystem::path& file) {
        auto finished = run({{"ffprobe", "-v", "error", "-of", "flat", "-show_streams", "-show_format", file},
                             std::chrono::seconds(30)});
        return finished ? finished->out : "";
    }
    // One pixel of the first frame, as another decoder than ours sees it; alpha is left out.
    static Pixel pixel(const std::filesystem::path& file, int x, int y) {
        auto finished = run({{"ffmpeg", "-nostdin", "-v", "error", "-i", file, "-frames:v", "1", "-vf",
                              "format=rgb24,crop=1:1:" + std::to_string(x) + ":" + std::to_string(y) + ":exact=1", "-f",
                              "rawvideo", "-"},
                             std::chrono::seconds(30)});
        EXPECT_TRUE(finished && finished->out.size() == 3) << (finished ? finished->describe() : "not started");
        if (!finished || finished->out.size() != 3) return {};
        auto channel = [&](std::size_t i) { return static_cast<int>(static_cast<unsigned char>(finished->out[i])); };
        return {channel(0), channel(1), channel(2)};
    }

    std::filesystem::path folder_;
    std::filesystem::path out_;
    Limits limits_;
};

} // namespace kith::media
