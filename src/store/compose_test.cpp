#include "store/compose.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "domain/ledger/merkle.h"
#include "store/sqlite/scenario.h"

namespace cleangate::store {
namespace {

TEST(Compose, SealsWhatDecodesToTheSameEntry) {
  SeededRandom random(1);
  const WallTime at = from_unix_ms(1'797'206'400'000);
  service::Draft draft = passage_draft(at, random);
  draft.device_sequence = 77;
  draft.clock_quality = ledger::ClockQuality::unknown;
  const service::Draft copy = draft;
  PreparedEntry entry = prepare(std::move(draft), random).value();
  seal(entry, 41, at + Milliseconds(5));
  const auto logged = decode_logged(entry.entry, entry.payload, entry.media).value();
  EXPECT_EQ(logged.entry, entry.logged.entry);
  EXPECT_EQ(logged.entry.index, 41u);
  EXPECT_EQ(logged.entry.log_time, at + Milliseconds(5));
  EXPECT_EQ(logged.entry.event_time, at);
  EXPECT_EQ(logged.entry.event_id, copy.event_id);
  EXPECT_EQ(logged.entry.device_sequence, 77u);
  EXPECT_EQ(logged.entry.clock_quality, ledger::ClockQuality::unknown);
  EXPECT_EQ(logged.payload, copy.payload);
  EXPECT_EQ(logged.media, copy.media);
  EXPECT_EQ(entry.locations, copy.locations);
  EXPECT_EQ(entry.leaf, ledger::leaf_hash(entry.entry));
  EXPECT_EQ(logged.entry.payload_commitment,
            ledger::commitment(logged.payload, entry.salts).value());
}

TEST(Compose, MaySealAgainAtAnotherPlace) {
  SeededRandom random(1);
  const WallTime at = from_unix_ms(1'797'206'400'000);
  PreparedEntry entry = prepare(passage_draft(at, random), random).value();
  seal(entry, 1, at);
  const PreparedEntry first = entry;
  seal(entry, 2, at);
  EXPECT_NE(entry.entry, first.entry);
  EXPECT_EQ(entry.payload, first.payload);
  seal(entry, 1, at);
  EXPECT_EQ(entry.entry, first.entry);
}

TEST(Compose, GivesTheSameFieldsOtherCommitmentsEachTime) {
  SeededRandom random(1);
  const WallTime at = from_unix_ms(1'797'206'400'000);
  const service::Draft draft = passage_draft(at, random);
  const auto a = prepare(draft, random).value(), b = prepare(draft, random).value();
  EXPECT_NE(a.logged.entry.payload_commitment, b.logged.entry.payload_commitment);
}

TEST(Compose, RefusesADeviceIdThatIsTooLong) {
  SeededRandom random(1);
  for (const std::size_t length : {kMaxDeviceIdBytes - 1, kMaxDeviceIdBytes}) {
    service::Draft draft;
    draft.device = std::string(length, 'x');
    EXPECT_TRUE(prepare(draft, random)) << length;
  }
  service::Draft draft;
  draft.device = std::string(kMaxDeviceIdBytes + 1, 'x');
  EXPECT_EQ(prepare(draft, random).error().code, ErrorCode::invalid);
}

TEST(Compose, RefusesMediaWithoutPlaces) {
  SeededRandom random(1);
  service::Draft draft = passage_draft(from_unix_ms(0), random);
  draft.locations.pop_back();
  EXPECT_EQ(prepare(draft, random).error().code, ErrorCode::invalid);
}

TEST(Compose, CallsBrokenBytesCorrupt) {
  SeededRandom random(1);
  PreparedEntry entry = prepare(passage_draft(from_unix_ms(0), random), random).value();
  seal(entry, 0, from_unix_ms(0));
  const auto cut = [](std::string bytes) { return bytes.substr(0, bytes.size() - 1); };
  EXPECT_EQ(decode_logged(cut(entry.entry), entry.payload, entry.media).error().code,
            ErrorCode::corrupt);
  EXPECT_EQ(decode_logged(entry.entry, cut(entry.payload), entry.media).error().code,
            ErrorCode::corrupt);
  EXPECT_EQ(decode_logged(entry.entry, entry.payload, cut(entry.media)).error().code,
            ErrorCode::corrupt);
}

}  // namespace
}  // namespace cleangate::store
