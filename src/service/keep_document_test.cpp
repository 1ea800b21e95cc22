#include "service/keep_document.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "service/testing.h"

namespace cleangate::service {
namespace {

using namespace testing;

TEST(Document, TheSameContentIsKeptOnce) {
  TestPlant plant;
  const auto hash = sha256("order");
  std::vector<Json> answers;
  for (int i = 0; i < 2; ++i) {
    keep_document(plant.plant, {"order", hash}, "application/pdf", "通告", kAdmin,
                  [&](Result<Json> result) {
                    ASSERT_TRUE(result) << result.error().message;
                    answers.push_back(*result);
                  });
    plant.loop.run_until_idle();
  }
  EXPECT_EQ(plant.logged(ledger::Kind::evidence), 1);
  ASSERT_EQ(answers.size(), 2u);
  EXPECT_EQ(answers[0], answers[1]);
  EXPECT_EQ(answers[0]["url"].text(), "/api/v1/documents/" + to_hex(hash));
  EXPECT_EQ(plant.plant.state.orders().documents().at(to_hex(hash)).name, "通告");
}

TEST(Document, IsNotLoggedWhenItCannotBeStored) {
  TestPlant plant;
  plant.media.fails = Error{ErrorCode::full, "disk full"};
  std::optional<ErrorCode> told;
  keep_document(plant.plant, {"order", sha256("order")}, "application/pdf", "", kAdmin,
                [&](Result<Json> result) { told = result.error().code; });
  plant.loop.run_until_idle();
  EXPECT_EQ(told, ErrorCode::full);
  EXPECT_EQ(plant.logged(ledger::Kind::evidence), 0);
  EXPECT_EQ(read_document(plant.queries, plant.media, to_hex(sha256("order"))).error().code,
            ErrorCode::not_found);
}

}  // namespace
}  // namespace cleangate::service
