#include "service/manage_access.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "service/configure_plant.h"
#include "service/gate_keeper_test_support.h"

namespace cleangate::service {
namespace {

using namespace testing;
using ledger::Kind;

const Json kToken = Json::object({{"label", "desk"}, {"role", "guard"}});

class Access : public ::testing::Test {
 protected:
  /// What the use case answers.
  Result<Json> told(std::move_only_function<void(Reply)> use_case) {
    std::optional<Result<Json>> answer;
    use_case([&](Result<Json> result) { answer = std::move(result); });
    here_.loop.run_until_idle();
    if (!answer) return fail(ErrorCode::timeout, "never answered");
    return *std::move(answer);
  }
  Result<Json> token() {
    return told([&](Reply reply) { create_token(here_.plant, kToken, kAdmin, std::move(reply)); });
  }
  Result<Json> key(const Json& body) {
    return told(
        [&](Reply reply) { create_board_key(here_.plant, body, kAdmin, std::move(reply)); });
  }
  Result<Json> device(std::string secret) {
    const Json body = Json::object(
        {{"id", "cam-new"}, {"kind", "hikvision"}, {"lane", "in"}, {"secret", std::move(secret)}});
    return told([&](Reply reply) { add_device(here_.plant, body, kAdmin, std::move(reply)); });
  }
  Result<Json> revoke(const std::string& id) {
    return told([&](Reply reply) { revoke_token(here_.plant, id, kAdmin, std::move(reply)); });
  }
  TestPlant here_;
};

TEST_F(Access, ATokenIsStoredAsItsHashAndSealedWithoutIt) {
  const auto made = token().value();
  const auto& kept = here_.ops.tokens_kept.at(std::string(*made["id"].text()));
  const std::string secret(*made["token"].text());
  EXPECT_EQ(kept.secret_hash, sha256(secret));
  const auto& sealed = here_.log.entries.back();
  EXPECT_EQ(sealed.entry.kind, Kind::account_change);
  EXPECT_EQ(encode(sealed.payload).find(secret), std::string::npos);
  EXPECT_EQ(encode(sealed.payload).find(to_hex(kept.secret_hash)), std::string::npos);
}

TEST_F(Access, ATokenIsNotCalledAsTheProgramItself) {
  for (const auto* label : {"system", "System", " init ", "command line", "board", "CleanGate"}) {
    const auto made = told([&](Reply reply) {
      create_token(here_.plant, Json::object({{"label", label}, {"role", "guard"}}), kAdmin,
                   std::move(reply));
    });
    ASSERT_FALSE(made) << label;
    EXPECT_EQ(made.error().code, ErrorCode::invalid) << label;
    EXPECT_TRUE(made.error().message.starts_with("label: ")) << made.error().message;
  }
  EXPECT_TRUE(here_.ops.tokens_kept.empty());
}

TEST_F(Access, WhatTheLogRefusesTakesNoEffect) {
  here_.log.disk_full = true;
  EXPECT_EQ(token().error().code, ErrorCode::full);
  EXPECT_EQ(key(Json::object()).error().code, ErrorCode::full);
  EXPECT_EQ(device("the-secret").error().code, ErrorCode::full);
  EXPECT_TRUE(here_.ops.tokens_kept.empty());
  EXPECT_TRUE(here_.ops.board_keys_kept.empty());
  EXPECT_TRUE(here_.ops.secrets_kept.empty());
}

TEST_F(Access, ARevocationTakesEffectAlsoWhenTheLogRefuses) {
  const std::string id(*token().value()["id"].text());
  here_.log.disk_full = true;
  EXPECT_EQ(revoke(id).error().code, ErrorCode::full);
  EXPECT_TRUE(here_.ops.tokens_kept.empty());
}

TEST_F(Access, ARevocationOfNothingIsNotRecorded) {
  const auto before = here_.log.entries.size();
  EXPECT_EQ(revoke("none").error().code, ErrorCode::not_found);
  EXPECT_EQ(here_.log.entries.size(), before);
}

TEST_F(Access, WhatCouldNotBeStoredIsSaidToBeRecordedOnly) {
  here_.ops.fails = Error{ErrorCode::unavailable, "disk"};
  const auto before = here_.log.entries.size();
  const auto made = token();
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().message.find("not in force"), std::string::npos) << made.error().message;
  EXPECT_EQ(here_.log.entries.size(), before + 1);
}

TEST_F(Access, ABoardKeyIsMadeFromAnObjectOnly) {
  for (const auto* body : {"[]", "\"x\"", "null", "5", R"({"photos":"yes"})", R"({"photos":1})"}) {
    EXPECT_EQ(key(parse_json(body).value()).error().code, ErrorCode::invalid) << body;
  }
  EXPECT_TRUE(here_.ops.board_keys_kept.empty());
  const auto made = key(parse_json(R"({"photos":true})").value()).value();
  EXPECT_TRUE(here_.ops.board_keys_kept.at(std::string(*made["id"].text())).photos);
}

/// Runs nothing until the test says so: a disk that hangs.
class HangingThread final : public Executor {
 public:
  void post(Task task) override { tasks.push_back(std::move(task)); }
  TimerId post_after(std::chrono::milliseconds, Task task) override {
    post(std::move(task));
    return 0;
  }
  bool cancel(TimerId) override { return false; }
  std::vector<Task> tasks;
};

TEST_F(Access, AHangingDiskHoldsNobodyElse) {
  HangingThread disk;
  Plant plant{here_.plant.id, here_.loop, here_.random, here_.loop,    here_.log,  here_.media,
              here_.queries,  here_.ops,  disk,         here_.barrier, here_.live, {}};
  bool answered = false;
  create_token(plant, kToken, kAdmin, [&](auto result) {
    EXPECT_TRUE(result);
    answered = true;
  });
  here_.loop.run_until_idle();  // the plant's executor is free again
  EXPECT_FALSE(answered);
  ASSERT_EQ(disk.tasks.size(), 1u);
  disk.tasks[0]();
  here_.loop.run_until_idle();
  EXPECT_TRUE(answered);
}

}  // namespace
}  // namespace cleangate::service
