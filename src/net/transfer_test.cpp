#include "net/transfer.h"

#include <gtest/gtest.h>

namespace cleangate::net {
namespace {

TEST(HostOfTest, NamesHostAndPortOfAUrl) {
  struct Row {
    const char* url;
    const char* host;  ///< null = refused
  };
  const Row rows[] = {{"http://192.168.1.64/ISAPI/x", "192.168.1.64:80"},
                      {"HTTP://Camera.Local:8080", "camera.local:8080"},
                      {"https://bureau.example/api?x=1", "bureau.example:443"},
                      {"http://[::1]:81/", "[::1]:81"},
                      {"ftp://192.168.1.64/", nullptr},
                      {"file:///etc/passwd", nullptr},
                      {"gopher://x/", nullptr},
                      {"192.168.1.64/x", nullptr},
                      {"http://", nullptr},
                      {"", nullptr},
                      {"http://admin:pass@192.168.1.64/", nullptr},
                      {"http://a/\r\nX: y", nullptr},
                      {"http://a b/", nullptr}};
  for (const auto& row : rows) {
    const auto host = host_of(row.url);
    ASSERT_EQ(host.has_value(), row.host != nullptr) << row.url;
    if (host) {
      EXPECT_EQ(*host, row.host);
    } else {
      EXPECT_EQ(host.error().code, ErrorCode::invalid);
    }
  }
}

TEST(CheckRequestTest, NothingCanCarryASecondRequestAlong) {
  EXPECT_TRUE(check_request({.method = "PUT", .headers = {{"X-Key", "a b"}}}));
  EXPECT_FALSE(check_request({.method = "GET / HTTP/1.1\r\n"}));
  EXPECT_FALSE(check_request({.method = ""}));
  EXPECT_FALSE(check_request({.content_type = "a/b\r\nX: y"}));
  EXPECT_FALSE(check_request({.headers = {{"X", "a\nb"}}}));
  EXPECT_FALSE(check_request({.headers = {{"X: y\r\nZ", "a"}}}));
  EXPECT_FALSE(check_request({.headers = {{"", "a"}}}));
}

TEST(TransferTest, ATransferThatIsLateStillHasALimit) {  // to libcurl zero is no limit
  Transfer transfer({.url = "http://127.0.0.1/"}, "127.0.0.1:80", [](auto) {}, MonotonicTime{});
  for (const auto now : {MonotonicTime{}, MonotonicTime{std::chrono::seconds(5)}}) {
    EXPECT_EQ(transfer.time_left(now), std::chrono::milliseconds(1));
  }
  EXPECT_EQ(transfer.time_left(MonotonicTime{std::chrono::microseconds(-1500)}),
            std::chrono::milliseconds(2));
}

}  // namespace
}  // namespace cleangate::net
