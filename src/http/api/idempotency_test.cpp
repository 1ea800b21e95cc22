#include "http/api/idempotency.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "store/memory/memory_ops_store.h"

namespace cleangate::http {
namespace {

class IdempotencyTest : public testing::Test {
 protected:
  SystemClock clock_;
  store::MemoryOpsStore ops_{clock_};
  Idempotency replies_{ops_};
  const Hash hash_ = sha256("a request"), other_ = sha256("another");
};

TEST_F(IdempotencyTest, TheSameRequestGetsTheSameReply) {
  ASSERT_FALSE(replies_.claim("k", hash_));
  replies_.finish("k", hash_, json_response(Json::object({{"id", "7"}}), 201), clock_.wall());
  const auto again = replies_.claim("k", hash_);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->status, 201);
  EXPECT_EQ(again->body, R"({"id":"7"})");
  EXPECT_EQ(again->headers.get("Content-Type"), "application/json");
  EXPECT_EQ(again->headers.get("Idempotency-Replayed"), "true");
  EXPECT_TRUE(replies_.claim("k", hash_)) << "and again";
}

TEST_F(IdempotencyTest, ARefusalIsAReplyToo) {
  ASSERT_FALSE(replies_.claim("k", hash_));
  replies_.finish("k", hash_, problem(409, "resolved already"), clock_.wall());
  const auto again = replies_.claim("k", hash_);
  EXPECT_EQ(again->status, 409);
  EXPECT_EQ(again->headers.get("Content-Type"), "application/problem+json");
}

TEST_F(IdempotencyTest, AFaultOfOursMayBeTriedAgain) {
  ASSERT_FALSE(replies_.claim("k", hash_));
  replies_.finish("k", hash_, problem(503, "disk full"), clock_.wall());
  EXPECT_FALSE(replies_.claim("k", hash_));
}

TEST_F(IdempotencyTest, WhileTheFirstIsWorkedOnTheSecondIsToldSo) {
  ASSERT_FALSE(replies_.claim("k", hash_));
  EXPECT_EQ(replies_.claim("k", hash_)->status, 409);
  EXPECT_FALSE(replies_.claim("l", hash_)) << "another key goes on";
}

TEST_F(IdempotencyTest, AKeyBelongsToOneRequest) {
  ASSERT_FALSE(replies_.claim("k", hash_));
  replies_.finish("k", hash_, json_response(Json::object()), clock_.wall());
  EXPECT_EQ(replies_.claim("k", other_)->status, 422);
  EXPECT_EQ(replies_.claim("k", hash_)->status, 200) << "and stays usable";
}

TEST_F(IdempotencyTest, SecretsAreNeverStored) {
  ASSERT_FALSE(replies_.claim("k", hash_));
  const Json shown = Json::object({{"id", "7"},
                                   {"token", "s3cret"},
                                   {"key", "s3cret"},
                                   {"path", "/board?key=s3cret"},
                                   {"push_path", "/device/a/s3cret"}});
  replies_.finish("k", hash_, json_response(shown, 201), clock_.wall());
  EXPECT_EQ(replies_.claim("k", hash_)->body, R"({"id":"7"})");
}

TEST_F(IdempotencyTest, KeysAreApartForEachPrincipalAndBounded) {
  Request request;
  EXPECT_EQ(Idempotency::key_of(request).value(), "");
  request.headers.add("Idempotency-Key", std::string(kMaxIdempotencyKeyBytes, 'k'));
  request.principal.id = "a";
  const auto first = Idempotency::key_of(request);
  request.principal.id = "b";
  EXPECT_NE(first.value(), Idempotency::key_of(request).value());
  request.headers.set("Idempotency-Key", std::string(kMaxIdempotencyKeyBytes + 1, 'k'));
  EXPECT_FALSE(Idempotency::key_of(request));
}

TEST_F(IdempotencyTest, MethodTargetAndBodyMakeTheRequest) {
  Request request;
  request.method = "PUT";
  request.target = "/a";
  request.body = "x";
  const auto hash = Idempotency::hash_of(request);
  EXPECT_EQ(hash, Idempotency::hash_of(request));
  request.body = "y";
  EXPECT_NE(hash, Idempotency::hash_of(request));
}

}  // namespace
}  // namespace cleangate::http
