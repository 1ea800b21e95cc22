#include "http/server_reader.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate::http {
namespace {

using Stage = RequestReader::Stage;
constexpr std::size_t kLimit = 1000;

/// Feeds pieces of at most `step` bytes until the reader is done; gives the bytes left.
Stage feed(RequestReader& reader, std::string_view& bytes, std::size_t step,
           std::size_t limit = kLimit) {
  Stage stage = reader.filled(0);
  while (true) {
    if (stage == Stage::headed) {
      stage = reader.start_body(limit);
      continue;
    }
    if (stage == Stage::complete || stage == Stage::refused || bytes.empty()) return stage;
    const auto space = reader.space();
    const std::size_t count = std::min({space.size(), step, bytes.size()});
    std::copy_n(bytes.data(), count, static_cast<char*>(space.data()));
    bytes.remove_prefix(count);
    stage = reader.filled(count);
  }
}

Stage feed_all(RequestReader& reader, std::string_view bytes, std::size_t limit = kLimit) {
  return feed(reader, bytes, bytes.size(), limit);
}

constexpr std::string_view kPost =
    "POST /device/cam/s?x=1 HTTP/1.1\r\nHost: gate\r\nContent-Type: a/b\r\n"
    "Content-Length: 5\r\n\r\nhello";
constexpr std::string_view kChunked =
    "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    "2;ext=1\r\nhe\r\n3\r\nllo\r\n0\r\nTrailer: x\r\n\r\n";

TEST(RequestReaderTest, ReadsTheSameAtEveryStepWidth) {
  for (std::size_t step = 1; step <= kPost.size(); ++step) {
    RequestReader reader;
    std::string_view bytes = kPost;
    ASSERT_EQ(feed(reader, bytes, step), Stage::complete) << step;
    EXPECT_TRUE(bytes.empty());
    const Request request = reader.take_request();
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.target, "/device/cam/s?x=1");
    EXPECT_EQ(request.query_value("x"), "1");
    EXPECT_EQ(request.headers.get("content-type"), "a/b");
    EXPECT_EQ(request.body, "hello");
    EXPECT_FALSE(request.wants_websocket);
    EXPECT_TRUE(reader.keep_alive());
    EXPECT_FALSE(reader.has_more());
  }
}

TEST(RequestReaderTest, ReadsChunksTheSameAtEveryStepWidth) {
  for (std::size_t step = 1; step <= kChunked.size(); ++step) {
    RequestReader reader;
    std::string_view bytes = kChunked;
    ASSERT_EQ(feed(reader, bytes, step), Stage::complete) << step;
    EXPECT_EQ(reader.take_request().body, "hello");
  }
}

TEST(RequestReaderTest, NoPrefixIsTakenForAWholeRequest) {
  for (const std::string_view whole : {kPost, kChunked}) {
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
      RequestReader reader;
      const Stage stage = feed_all(reader, whole.substr(0, cut));
      EXPECT_TRUE(stage == Stage::head || stage == Stage::body) << cut;
    }
  }
}

TEST(RequestReaderTest, KeepsWhatComesAfterForTheNextRequest) {
  RequestReader reader;
  const std::string two = std::string(kPost) + "\r\n\r\nGET /b HTTP/1.1\r\n\r\n";
  EXPECT_EQ(feed_all(reader, two), Stage::complete);
  EXPECT_TRUE(reader.has_more());
  (void)reader.take_request();
  reader.reset();
  EXPECT_EQ(feed_all(reader, ""), Stage::complete);
  EXPECT_EQ(reader.take_request().target, "/b");
}

TEST(RequestReaderTest, EmptyLinesAroundARequestAreNothing) {
  RequestReader reader;
  const std::string padded = "\r\n\r\n" + std::string(kPost) + "\r\n";
  EXPECT_EQ(feed_all(reader, padded), Stage::complete);
  EXPECT_FALSE(reader.has_more());
}

struct RefusalRow {
  const char* name;
  std::string bytes;
  int status;
};
const RefusalRow kRefusals[] = {
    {"no_http", "hello\r\n\r\n", 400},
    {"tls_hello", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n", 13), 400},
    {"http_2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
    {"space_before_colon", "GET / HTTP/1.1\r\nA : b\r\n\r\n", 400},
    {"bad_length", "GET / HTTP/1.1\r\nContent-Length: 1x\r\n\r\n", 400},
    {"negative_length", "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400},
    {"two_lengths", "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400},
    {"length_and_chunks",
     "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
    {"dot_segment", "GET /../etc/passwd HTTP/1.1\r\n\r\n", 400},
    {"asterisk", "OPTIONS * HTTP/1.1\r\n\r\n", 400},
    {"bad_chunk", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
    {"other_expectation", "POST / HTTP/1.1\r\nExpect: magic\r\n\r\n", 417},
    {"body_over_limit", "POST / HTTP/1.1\r\nContent-Length: 1001\r\n\r\n", 413},
    {"length_overflows", "POST / HTTP/1.1\r\nContent-Length: 18446744073709551617\r\n\r\n", 400},
    {"chunks_over_limit", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n", 413},
};
class RefusalTest : public testing::TestWithParam<RefusalRow> {};
TEST_P(RefusalTest, IsRefusedWithItsStatus) {
  RequestReader reader;
  ASSERT_EQ(feed_all(reader, GetParam().bytes), Stage::refused);
  EXPECT_EQ(reader.refusal().status, GetParam().status) << reader.refusal().detail;
  EXPECT_NE(reader.refusal().detail, "");
}
INSTANTIATE_TEST_SUITE_P(Rows, RefusalTest, testing::ValuesIn(kRefusals),
                         [](const auto& row) { return row.param.name; });

TEST(RequestReaderTest, WhatAProxyMightReadOtherwiseIsRefused) {
  for (const std::string field :
       {"Transfer-Encoding: gzip, identity", "Transfer-Encoding: xchunked",
        "Transfer-Encoding: gzip, chunked", "Host: a\r\nHost: b"}) {
    RequestReader reader;
    EXPECT_EQ(feed_all(reader, "POST /a HTTP/1.1\r\n" + field + "\r\n\r\n"), Stage::refused)
        << field;
    EXPECT_EQ(reader.refusal().status, 400) << field;
  }
  RequestReader reader;
  EXPECT_EQ(feed_all(reader, "POST /a HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n0\r\n\r\n"),
            Stage::complete);
}

TEST(RequestReaderTest,
     OnlyBytesThatCameTakeRoom) {  // an announced length costs its sender nothing
  RequestReader reader;
  EXPECT_EQ(feed_all(reader, "POST /a HTTP/1.1\r\nContent-Length: 900\r\n\r\nhello"), Stage::body);
  EXPECT_EQ(reader.body_bytes(), 5u);
}

TEST(RequestReaderTest, TheBodyMayBeAsLargeAsTheLimitAndNoLarger) {
  for (const std::size_t size : {kLimit - 1, kLimit, kLimit + 1}) {
    const std::string body(size, 'x');
    const std::string head = "POST / HTTP/1.1\r\n";
    const std::string fixed = head + "Content-Length: " + std::to_string(size) + "\r\n\r\n" + body;
    char chunk_size[16];
    std::snprintf(chunk_size, sizeof chunk_size, "%zx", size);
    const std::string chunked =
        head + "Transfer-Encoding: chunked\r\n\r\n" + chunk_size + "\r\n" + body + "\r\n0\r\n\r\n";
    for (const std::string& bytes : {fixed, chunked}) {
      RequestReader reader;
      const Stage stage = feed_all(reader, bytes);
      EXPECT_EQ(stage, size <= kLimit ? Stage::complete : Stage::refused) << size;
      if (stage == Stage::complete) {
        EXPECT_EQ(reader.body_bytes(), size);
        EXPECT_EQ(reader.take_request().body, body);
      }
    }
  }
}

TEST(RequestReaderTest, ManySmallChunksTogetherMayNotPassTheLimit) {
  std::string bytes = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (std::size_t i = 0; i <= kLimit; ++i) bytes += "1\r\nx\r\n";
  RequestReader reader;
  EXPECT_EQ(feed_all(reader, bytes), Stage::refused);
  EXPECT_EQ(reader.refusal().status, 413);
}

TEST(RequestReaderTest, TheHeaderMayBeAsLargeAsTheLimitAndNoLarger) {
  const std::string line = "GET / HTTP/1.1\r\n";
  for (const bool over : {false, true}) {
    // Room for the line, the field's name and both line ends.
    const std::size_t filling = kMaxHeaderBytes - line.size() - 3 - 4 + (over ? 64 : 0);
    const std::string bytes = line + "A: " + std::string(filling, 'x') + "\r\n\r\n";
    for (const std::size_t step : {std::size_t{1}, std::size_t{1000}, bytes.size()}) {
      RequestReader reader;
      std::string_view rest = bytes;
      EXPECT_EQ(feed(reader, rest, step), over ? Stage::refused : Stage::complete) << step;
      if (over) {
        EXPECT_EQ(reader.refusal().status, 431);
      }
    }
  }
}

TEST(RequestReaderTest, AnEndlessHeaderOrChunkLineIsRefusedEarly) {
  for (const std::string_view start :
       {"GET /", "GET / HTTP/1.1\r\nA: ", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1;",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: "}) {
    RequestReader reader;
    const std::string bytes = std::string(start) + std::string(200'000, 'x');
    EXPECT_EQ(feed_all(reader, bytes), Stage::refused) << start;
  }
}

TEST(RequestReaderTest, KnowsWhoKeepsTheConnection) {
  struct Row {
    const char* head;
    bool keep;
  };
  const Row rows[] = {{"GET / HTTP/1.1\r\n\r\n", true},
                      {"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", false},
                      {"GET / HTTP/1.0\r\n\r\n", false},
                      {"GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true}};
  for (const auto& row : rows) {
    RequestReader reader;
    ASSERT_EQ(feed_all(reader, row.head), Stage::complete);
    EXPECT_EQ(reader.keep_alive(), row.keep) << row.head;
  }
}

TEST(RequestReaderTest, KnowsAWebSocketUpgrade) {
  RequestReader reader;
  ASSERT_EQ(feed_all(reader,
                     "GET /live HTTP/1.1\r\nHost: gate\r\nConnection: Upgrade\r\n"
                     "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"),
            Stage::complete);
  EXPECT_TRUE(reader.head().wants_websocket);
  EXPECT_EQ(reader.upgrade_request()["Sec-WebSocket-Key"], "dGhlIHNhbXBsZSBub25jZQ==");
}

}  // namespace
}  // namespace cleangate::http
