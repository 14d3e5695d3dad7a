#include "services/zip_file.hpp"

#include "member_world.hpp"

#include <cstdlib>

namespace kith::services {
namespace {

// What Python's reader, written by others, finds: "name=content;" in order, or its complaint.
std::string read_back(const std::filesystem::path& file) {
    auto script = "import zipfile,sys\n"
                  "z=zipfile.ZipFile('" +
                  file.string() +
                  "')\n"
                  "bad=z.testzip()\n"
                  "print('bad '+bad if bad else ''.join(n+'='+z.read(n).decode()[:20]+';' for n in z.namelist()[:5]), "
                  "len(z.namelist()), end='')\n";
    auto out = file.string() + ".out";
    auto command = "python3 -c \"" + script + "\" > " + out + " 2>&1";
    if (std::system(command.c_str()) != 0) return "unreadable";
    std::string text;
    if (auto* in = std::fopen(out.c_str(), "r")) {
        char buffer[4096];
        text.assign(buffer, std::fread(buffer, 1, sizeof buffer, in));
        std::fclose(in);
    }
    return text;
}

struct ZipFileTest : testing::Test {
    TemporaryFolder folder;
    std::filesystem::path path = folder.path() / "a.zip";
    Time now = from_unix_ms(1'800'000'000'000);

    void add(ZipFile& zip, std::string_view name, bool compress, std::initializer_list<std::string_view> parts) {
        ASSERT_TRUE(zip.begin(name, compress, now));
        for (auto part : parts)
            ASSERT_TRUE(zip.write(part));
        ASSERT_TRUE(zip.end());
    }
};

TEST_F(ZipFileTest, entries_written_in_parts_are_read_by_others) {
    auto zip = std::move(*ZipFile::create(path));
    add(zip, "a.txt", true, {"hello ", "world"});
    add(zip, "media/b.bin", false, {"raw", "", " bytes"});
    add(zip, "grüße.txt", true, {});
    ASSERT_TRUE(zip.finish());
    EXPECT_EQ(read_back(path), "a.txt=hello world;media/b.bin=raw bytes;grüße.txt=; 3");
}

TEST_F(ZipFileTest, text_becomes_smaller) {
    auto zip = std::move(*ZipFile::create(path));
    std::string text(1 << 20, 'a');
    add(zip, "a.txt", true, {text});
    ASSERT_TRUE(zip.finish());
    EXPECT_LT(std::filesystem::file_size(path), 10'000);
    EXPECT_EQ(read_back(path), "a.txt=aaaaaaaaaaaaaaaaaaaa; 1");
}

TEST_F(ZipFileTest, more_entries_than_the_old_format_counts_are_read_by_others) {
    auto zip = std::move(*ZipFile::create(path));
    for (int i = 0; i < 66'000; ++i)
        add(zip, std::to_string(i), false, {"x"});
    ASSERT_TRUE(zip.finish());
    EXPECT_EQ(read_back(path), "0=x;1=x;2=x;3=x;4=x; 66000");
}

TEST_F(ZipFileTest, a_folder_that_is_not_there_is_an_error) {
    EXPECT_EQ(ZipFile::create(folder.path() / "nowhere" / "a.zip").error().kind, ErrorKind::unavailable);
}

} // namespace
} // namespace kith::services
