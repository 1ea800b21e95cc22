#include <gtest/gtest.h>

#include "base/encoding.h"
#include "domain/ledger/merkle.h"
#include "http/api/test_plant.h"

namespace cleangate::http {
namespace {

class LogRoutesTest : public testing::Test {
 protected:
  LogRoutesTest() { here_.furnish(); }
  int status(const std::string& path) {
    return here_.ask("GET", "/api/v1/log/" + path, "admin-token").status;
  }
  static std::vector<Hash> hashes(const Json& proof) {
    std::vector<Hash> out;
    for (const Json& each : proof["proof"].items()) {
      out.push_back(hash_from_bytes(from_base64(*each.text()).value()).value());
    }
    return out;
  }
  TestPlant here_;
};

TEST_F(LogRoutesTest, EntriesProofsAndTilesFitTogether) {
  const Json page = here_.does("GET", "/api/v1/log/entries?from=0&limit=500");
  std::vector<Hash> leaves;
  for (const Json& item : page["items"].items()) {
    const auto entry = from_base64(*item["entry"].text()).value();
    leaves.push_back(ledger::leaf_hash(entry));
    EXPECT_EQ(to_base64(leaves.back().view()), item["leaf_hash"].text());
  }
  EXPECT_TRUE(page["next"].is_null());
  const auto size = leaves.size();
  ASSERT_GT(size, 3u);
  const std::string n = std::to_string(size);
  const Json inclusion = here_.does("GET", "/api/v1/log/proof/inclusion?index=2&size=" + n);
  EXPECT_TRUE(
      ledger::verify_inclusion(leaves[2], 2, size, hashes(inclusion), ledger::root_of(leaves)));
  const Json consistency = here_.does("GET", "/api/v1/log/proof/consistency?from=3&to=" + n);
  EXPECT_TRUE(ledger::verify_consistency(3, size, hashes(consistency),
                                         ledger::root_of({leaves[0], leaves[1], leaves[2]}),
                                         ledger::root_of(leaves)));
  std::string tile;
  for (const auto& leaf : leaves) tile += leaf.view();
  EXPECT_EQ(here_.ask("GET", "/api/v1/log/tile/0/000.p/" + n, "guard-token").body, tile);
}

TEST_F(LogRoutesTest, ABundleHoldsTheEntriesBehindTheirLengths) {
  const Json page = here_.does("GET", "/api/v1/log/entries?limit=2");
  std::string want;
  for (const Json& item : page["items"].items()) {
    const auto entry = from_base64(*item["entry"].text()).value();
    put_u16(want, static_cast<std::uint16_t>(entry.size()));
    want += entry;
  }
  EXPECT_EQ(here_.ask("GET", "/api/v1/log/tile/entries/000.p/2", "guard-token").body, want);
  EXPECT_EQ(status("tile/entries/001"), 404);
}

TEST_F(LogRoutesTest, PagesOfEntriesJoin) {
  std::vector<std::int64_t> seen;
  for (std::string from = "0"; from != "end";) {
    const Json page = here_.does("GET", "/api/v1/log/entries?limit=2&from=" + from);
    for (const Json& item : page["items"].items()) seen.push_back(*item["index"].integer());
    const auto next = page["next"].integer();
    from = next ? std::to_string(*next) : "end";
  }
  ASSERT_GT(seen.size(), 3u);
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], static_cast<std::int64_t>(i));
}

TEST_F(LogRoutesTest, WhatTheLogDoesNotHaveIsRefused) {
  for (const char* path :
       {"proof/inclusion?index=0&size=9999", "proof/inclusion?index=3&size=3",
        "proof/inclusion?index=0", "proof/inclusion?index=x&size=3",
        "proof/consistency?from=0&to=2", "proof/consistency?from=3&to=2",
        "proof/consistency?from=1&to=9999", "entries?from=x", "entries?limit=501"}) {
    EXPECT_EQ(status(path), 422) << path;
  }
  for (const char* path : {"tile/0/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/001",
                           "tile/64/000", "tile/x", "tile", "checkpoint"}) {
    EXPECT_EQ(status(path), 404) << path;
  }
}

}  // namespace
}  // namespace cleangate::http
