#include "http/server_reply.h"

#include <gtest/gtest.h>

namespace cleangate::http {
namespace {

const WallTime kSunday = from_unix_ms(784'111'777'000);  // the date of RFC 9110 section 5.6.7

TEST(ReplyHeadTest, HoldsStatusDateFieldsAndLength) {
  EXPECT_EQ(reply_head(text_response("冀", 201), {}, kSunday),
            "HTTP/1.1 201 Created\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
            "Content-Type: text/plain; charset=utf-8\r\nContent-Length: 3\r\n\r\n");
}

TEST(ReplyHeadTest, SaysCloseAndToOldClientsKeepAlive) {
  const Response response = text_response("");
  EXPECT_NE(reply_head(response, {.keep_alive = false}, kSunday).find("Connection: close\r\n"),
            std::string::npos);
  EXPECT_NE(reply_head(response, {.http_1_0 = true}, kSunday).find("Connection: keep-alive\r\n"),
            std::string::npos);
}

TEST(ReplyHeadTest, NoValueCanAddAField) {
  Response response;
  response.headers.add("X", "a\r\nSet-Cookie: b\x7f\tc");
  response.headers.add("Content-Length", "999");
  response.headers.add("connection", "upgrade");
  const std::string head = reply_head(response, {}, kSunday);
  EXPECT_NE(head.find("X: a  Set-Cookie: b \tc\r\n"), std::string::npos);
  EXPECT_EQ(head.find("999"), std::string::npos);
  EXPECT_EQ(head.find("upgrade"), std::string::npos);
}

TEST(ReplyHeadTest, ABodilessStatusHasNoLength) {
  for (const int status : {101, 204, 304}) {
    EXPECT_FALSE(may_carry_body(status));
    EXPECT_EQ(reply_head(text_response("x", status), {}, kSunday).find("Content-Length"),
              std::string::npos);
  }
  EXPECT_TRUE(may_carry_body(200));
}

}  // namespace
}  // namespace cleangate::http
