#include "http/api/cookie.h"

#include <gtest/gtest.h>

#include "base/hash.h"

namespace cleangate::http {
namespace {

std::string found(std::initializer_list<const char*> cookies) {
  Request request;
  for (const char* cookie : cookies) request.headers.add("Cookie", cookie);
  return std::string(session_secret(request));
}

TEST(SessionCookie, IsFoundAmongOthers) {
  EXPECT_EQ(found({"cg_session=abc"}), "abc");
  EXPECT_EQ(found({"a=1; cg_session=abc; b=2"}), "abc");
  EXPECT_EQ(found({"a=1;cg_session=abc"}), "abc");
  EXPECT_EQ(found({"a=1", "cg_session=abc"}), "abc") << "HTTP/2 proxies split the field";
}

TEST(SessionCookie, IsNotFoundInWhatOnlyLooksLikeIt) {
  for (const char* other : {"", ";", "cg_session", "cg_session=", "xcg_session=a", "cg_sessions=a",
                            "CG_SESSION=a", "a=cg_session=b"}) {
    EXPECT_EQ(found({other}), "") << other;
  }
}

TEST(SessionCookie, OfTwoNoneIsTrusted) {
  EXPECT_EQ(found({"cg_session=a; cg_session=b"}), "");
  EXPECT_EQ(found({"cg_session=a", "cg_session=b"}), "");
}

TEST(SessionCookie, GivesACsrfTokenThatIsNotTheSecret) {
  EXPECT_EQ(csrf_token("a").size(), 64u);
  EXPECT_EQ(csrf_token("a"), csrf_token("a"));
  EXPECT_NE(csrf_token("a"), csrf_token("b"));
  EXPECT_NE(csrf_token("a"), to_hex(sha256("a"))) << "not what the table is asked with";
}

}  // namespace
}  // namespace cleangate::http
