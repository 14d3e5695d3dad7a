#include "http/request.hpp"

#include "core/text.hpp"
#include "http/form.hpp"
#include "http/request_reader.hpp"
#include "json/write.hpp"

#include <fstream>
#include <gtest/gtest.h>

namespace kith::http {
namespace {

std::string params_of(const Request& request) {
    auto params = request.params();
    return params ? json::write(**params) : params.error().code;
}

// The reader's verdict on a whole connection's bytes, offered in pieces of that size: "status", or "method path body".
std::string read_in_pieces(std::string_view bytes, std::size_t piece, std::size_t body_limit = 1'000) {
    RequestReader reader({.max_head_bytes = 1'000, .upload_folder = testing::TempDir()});
    Request request;
    reader.begin(request);
    std::string pending;
    bool limited = false;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        pending += bytes.substr(at, piece);
        while (!pending.empty()) {
            std::size_t used = reader.put(pending);
            pending.erase(0, used);
            if (!limited && reader.state() != RequestReader::State::head) {
                limited = true;
                reader.limit_body(body_limit);
            }
            if (used == 0 || reader.state() == RequestReader::State::complete) break;
        }
        if (reader.state() == RequestReader::State::failed) return std::to_string(reader.error_status());
        if (reader.state() == RequestReader::State::complete)
            return std::string(to_string(request.method)) + " " + request.path + " " + request.body;
    }
    return "unfinished";
}

} // namespace

TEST(Request, query_and_body_merge_and_the_body_wins) {
    EXPECT_EQ(params_of(Request::make(Method::get, "/x?a=1&b[]=2&b[]=3%20&c=%zz&d+e=f+g")),
              R"({"a":"1","b":["2","3 "],"c":"%zz","d e":"f g"})");
    Header form{"Content-Type", "application/x-www-form-urlencoded"};
    EXPECT_EQ(params_of(Request::make(Method::post, "/x?a=1&b=2", {form}, "a=3&c=4")), R"({"a":"3","b":"2","c":"4"})");
    Header json{"content-type", "application/json; charset=utf-8"};
    EXPECT_EQ(params_of(Request::make(Method::post, "/x?a=1", {json}, R"({"a":{"b":2}})")), R"({"a":{"b":2}})");
    EXPECT_EQ(params_of(Request::make(Method::post, "/x?a=1", {json}, "[1]")), R"({"a":"1","_json":[1]})");
    EXPECT_EQ(params_of(Request::make(Method::post, "/x", {json}, "")), "{}");
    EXPECT_EQ(params_of(Request::make(Method::post, "/x", {json}, "{")), "json_invalid");
    EXPECT_EQ(params_of(Request::make(Method::post, "/x", {{"content-type", "text/plain"}}, "a=1")), "{}");
}

TEST(Request, multipart_gives_fields_and_files) {
    std::string body = "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"poll[options][]\"\r\n\r\nx\r\n"
                       "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../a\\\\b.png\"\r\n"
                       "Content-Type: IMAGE/png\r\n\r\n\x89PNG\r\n--\r\n--b-- \r\nepilogue";
    auto request =
        Request::make(Method::post, "/x?y=1", {{"content-type", "multipart/form-data; boundary=\"b\""}}, body);
    EXPECT_EQ(params_of(request), R"({"y":"1","poll":{"options":["x"]}})");
    ASSERT_NE(request.file("file"), nullptr);
    const Upload& file = *request.file("file");
    EXPECT_EQ(file.filename, "b.png");
    EXPECT_EQ(file.content_type, "image/png");
    EXPECT_EQ(file.bytes, "\x89PNG\r\n--");
    EXPECT_EQ(request.file("other"), nullptr);
}

TEST(Request, large_uploads_go_to_files_that_end_with_them) {
    std::string content(MultipartReader::max_in_memory + 10, 'x');
    MultipartReader reader("b", testing::TempDir());
    std::filesystem::path path;
    {
        std::string body = "--b\r\nContent-Disposition: form-data; name=f; filename=a\r\n\r\n" + content + "\r\n--b--";
        for (std::size_t at = 0; at < body.size(); at += 1'000)
            ASSERT_TRUE(reader.feed(std::string_view(body).substr(at, 1'000)));
        ASSERT_TRUE(reader.complete());
        auto files = reader.take_files();
        ASSERT_EQ(files.size(), 1U);
        EXPECT_FALSE(files[0].in_memory());
        EXPECT_EQ(files[0].size, content.size());
        EXPECT_EQ(files[0].read().value(), content);
        EXPECT_EQ(files[0].read(100).error().kind, ErrorKind::too_large);
        path = files[0].file.path();
        EXPECT_TRUE(std::filesystem::exists(path));
    }
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(Request, a_kept_file_stays) {
    auto file = TempFile::create(testing::TempDir());
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->append("abc"));
    std::filesystem::path path;
    {
        TempFile owner = file.take();
        path = owner.keep();
    }
    EXPECT_EQ(std::filesystem::file_size(path), 3U);
    std::filesystem::remove(path);
    EXPECT_EQ(TempFile::create("/nonexistent").error().kind, ErrorKind::internal);
}

TEST(Multipart, same_result_for_every_way_of_cutting_it) {
    std::string body = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\none\r\n-\r\n--\r\n--c\r\n--b\r\n"
                       "Content-Disposition: form-data; name=b\r\n\r\n\r\n--b--";
    for (std::size_t piece = 1; piece <= body.size(); ++piece) {
        MultipartReader reader("b", testing::TempDir());
        for (std::size_t at = 0; at < body.size(); at += piece)
            ASSERT_TRUE(reader.feed(std::string_view(body).substr(at, piece)));
        ASSERT_TRUE(reader.complete()) << piece;
        auto fields = reader.take_fields();
        ASSERT_EQ(fields.size(), 2U) << piece;
        EXPECT_EQ(fields[0].second, "one\r\n-\r\n--\r\n--c") << piece;
        EXPECT_EQ(fields[1].second, "") << piece;
    }
}

TEST(Multipart, broken_and_oversized_forms_are_refused) {
    auto verdict = [](const std::string& body) -> std::string {
        MultipartReader reader("b", testing::TempDir());
        auto fed = reader.feed(body);
        if (!fed) return fed.error().code;
        return reader.complete() ? "complete" : "open";
    };
    EXPECT_EQ(verdict(""), "open");
    EXPECT_EQ(verdict("--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx"), "open");
    EXPECT_EQ(verdict("--b--"), "complete");
    EXPECT_EQ(verdict("--bx\r\n"), "multipart_invalid");
    EXPECT_EQ(verdict("--b\r\n\r\nno name\r\n--b--"), "multipart_invalid");
    EXPECT_EQ(verdict("--b\r\nX: " + std::string(5'000, 'x')), "multipart_invalid");
    EXPECT_EQ(verdict("--b\r\nContent-Disposition: form-data; name=a\r\n\r\n" +
                      std::string(MultipartReader::max_field_bytes + 100, 'x') + "\r\n--b--"),
              "form_too_large");
    std::string many;
    for (std::size_t i = 0; i <= MultipartReader::max_parts; ++i)
        many += "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n";
    EXPECT_EQ(verdict(many + "--b--"), "multipart_invalid");
}

TEST(Request, headers_cookies_and_tokens_are_found) {
    auto request =
        Request::make(Method::get, "/", {{"AUTHORIZATION", "bearer  abc "}, {"Cookie", "a=1"}, {"cookie", "b=2"}});
    EXPECT_EQ(request.bearer_token(), "abc");
    EXPECT_EQ(request.cookie("b"), "2");
    EXPECT_EQ(request.header("absent"), "");
    EXPECT_EQ(Request::make(Method::get, "/", {{"authorization", "Basic abc"}}).bearer_token(), "");
}

TEST(Request, targets_are_split_and_decoded) {
    auto request = Request::make(Method::get, "/tags/%C3%A9t%C3%A9?q=%C3%A9");
    EXPECT_EQ(request.path, "/tags/été");
    EXPECT_EQ(request.raw_path, "/tags/%C3%A9t%C3%A9");
    EXPECT_EQ(request.raw_query, "q=%C3%A9");
    auto absolute = Request::make(Method::get, "http://Example.org/a?b");
    EXPECT_EQ(absolute.host, "example.org");
    EXPECT_EQ(absolute.target, "/a?b");
    EXPECT_EQ(Request::make(Method::get, "http://example.org").path, "/");
    Request moved = std::move(request);
    EXPECT_EQ(moved.raw_query, "q=%C3%A9");
}

TEST(RequestReader, same_result_for_every_way_of_cutting_it) {
    struct Case {
        std::string bytes;
        std::string verdict;
    };
    const Case cases[] = {
        {"GET /a HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a "},
        {"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", "POST /a abc"},
        {"POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: 1\r\n\r\n",
         "POST /a abcde"},
        {"GET /a HTTP/1.0\r\n\r\n", "GET /a "},
        {"GET /a HTTP/1.1\r\n\r\n", "400"}, // no Host
        {"GET /a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "400"},
        {"GET /a HTTP/1.1\r\nHost: x/y\r\n\r\n", "400"},
        {"GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
        {"GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
        {"GET a HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
        {"GET /a HTTP/2.0\r\nHost: x\r\n\r\n", "505"},
        {"GET /a HTTP/1.1\r\nHost: x\r\nX: " + std::string(1'000, 'x') + "\r\n\r\n", "431"},
        {"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "400"},
        {"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"},
        {"POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", "501"},
        {"POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "501"},
        {"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "400"},
        {"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n", "413"},
        {"POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1'001, 'x'), "413"},
        {"POST /a HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data\r\nContent-Length: 3\r\n\r\nabc", "400"},
        {"POST /a HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 3\r\n\r\nabc",
         "400"},
        {"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nab", "unfinished"},
    };
    for (const Case& one : cases)
        for (std::size_t piece : {std::size_t(1), std::size_t(2), std::size_t(7), std::size_t(50), one.bytes.size()})
            EXPECT_EQ(read_in_pieces(one.bytes, piece), one.verdict) << one.bytes << " by " << piece;
}

TEST(RequestReader, trailers_are_no_headers) {
    RequestReader reader({});
    Request request;
    reader.begin(request);
    std::string bytes = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: 1\r\n\r\n";
    std::size_t used = 0;
    while (used < bytes.size() && reader.state() != RequestReader::State::complete)
        used += reader.put(std::string_view(bytes).substr(used));
    EXPECT_EQ(reader.state(), RequestReader::State::complete);
    EXPECT_FALSE(request.has_header("x-trailer"));
}

} // namespace kith::http
