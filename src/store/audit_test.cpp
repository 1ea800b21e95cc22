#include "store/audit.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/limits.h"
#include "store/audit_worker.h"
#include "store/compose.h"
#include "store/sqlite/scenario.h"

namespace cleangate::store {
namespace {

/// Entries as a store would have kept them; checkpoints at the sizes given.
class AuditTest : public testing::Test {
 protected:
  std::vector<StoredEntry> log(std::uint64_t size, const std::vector<std::uint64_t>& signed_at) {
    SeededRandom random(1);
    OpenTiles tiles;
    std::vector<StoredEntry> entries;
    for (std::uint64_t i = 0; i < size; ++i) {
      PreparedEntry made = prepare(passage_draft(at_, random), random).value();
      seal(made, i, at_ + Milliseconds(i));
      StoredEntry& stored = entries.emplace_back();
      stored.index = i;
      stored.leaf = made.leaf.view();
      stored.entry = made.entry;
      stored.payload = made.payload;
      stored.salts = made.salts;
      stored.media = made.media;
      for (const auto& full : tiles.append(made.leaf)) {
        stored.tiles.push_back({full.level, full.index, std::string(full.hash.view())});
      }
      if (std::ranges::find(signed_at, i + 1) != signed_at.end()) {
        stored.notes.push_back({static_cast<std::int64_t>(i + 1), note(i + 1, tiles.root())});
      }
      decode(stored);
    }
    return entries;
  }
  static std::string note(std::uint64_t size, const Hash& root) {
    const std::string origin = ledger::origin_of(kTestPlant);
    return ledger::sign_note(ledger::encode(ledger::Checkpoint{origin, size, root}), origin,
                             test_key());
  }
  static Audit fresh(std::optional<ledger::Checkpoint> outside = {}) {
    return Audit({ledger::origin_of(kTestPlant), {test_verifier_key()}, std::move(outside)});
  }
  static Audit audited(std::vector<StoredEntry>& entries,
                       const std::vector<StoredEntry::Note>& beyond = {}) {
    Audit audit = fresh();
    for (StoredEntry& entry : entries) {
      entry.broken.clear();
      decode(entry);
      if (!audit.add(entry)) return audit;
    }
    audit.finish(beyond);
    return audit;
  }
  /// "index what" of the finding, "sound" when there is none.
  static std::string verdict(std::vector<StoredEntry>& entries) {
    const Audit audit = audited(entries);
    if (!audit.finding()) return "sound";
    return std::to_string(audit.finding()->index) + " " + audit.finding()->what;
  }
  const WallTime at_ = from_unix_ms(1'797'206'400'000);
};

TEST_F(AuditTest, IsContentWithWhatWasSealed) {
  for (const std::uint64_t size : {0u, 1u, 255u, 256u, 257u}) {
    auto entries = log(size, {256});
    EXPECT_EQ(verdict(entries), "sound") << size;
    EXPECT_EQ(audited(entries).size(), size);
  }
}

TEST_F(AuditTest, BlamesTheEntryWhenTheCheckpointDoes) {
  auto entries = log(20, {10, 20});
  entries[4].entry[30] ^= 1;
  EXPECT_EQ(verdict(entries), "4 entry");
}

TEST_F(AuditTest, BlamesTheLeafWhenTheCheckpointAgreesWithTheEntry) {
  auto entries = log(20, {10, 20});
  entries[4].leaf[0] ^= 1;
  EXPECT_EQ(verdict(entries), "4 tree");
}

TEST_F(AuditTest, BlamesTheEntryWhenNoCheckpointCovers) {
  auto entries = log(20, {10});
  entries[14].entry[30] ^= 1;
  EXPECT_EQ(verdict(entries), "14 entry");
}

TEST_F(AuditTest, NarrowsAForgedEntryToTheCheckpointsRoundIt) {
  auto entries = log(20, {10, 16});
  entries[12].logged.entry.event_time -= Milliseconds(1);
  entries[12].entry = ledger::encode(entries[12].logged.entry);
  entries[12].leaf = ledger::leaf_hash(entries[12].entry).view();
  EXPECT_EQ(verdict(entries), "10 entry");
}

TEST_F(AuditTest, NamesTheFirstOfTwo) {
  auto entries = log(20, {10, 20});
  entries[3].payload.back() ^= 1;
  entries[7].leaf[0] ^= 1;
  EXPECT_EQ(verdict(entries), "3 payload");
  entries = log(20, {10, 20});
  entries[3].leaf[0] ^= 1;
  entries[7].payload.back() ^= 1;
  EXPECT_EQ(verdict(entries), "3 tree");
}

TEST_F(AuditTest, WantsRisingLogTimes) {
  auto entries = log(3, {});
  entries[2].logged.entry.log_time = at_ - Milliseconds(1);
  entries[2].entry = ledger::encode(entries[2].logged.entry);
  entries[2].leaf = ledger::leaf_hash(entries[2].entry).view();
  EXPECT_EQ(verdict(entries), "2 entry");
}

TEST_F(AuditTest, WantsACheckpointEvery256Entries) {
  auto entries = log(256, {256});
  EXPECT_EQ(verdict(entries), "sound");
  entries = log(256, {});
  EXPECT_EQ(verdict(entries), "255 tree");
  entries = log(255, {});
  EXPECT_EQ(verdict(entries), "sound");
}

TEST_F(AuditTest, TellsALostEndFromAMovedCheckpoint) {
  auto entries = log(12, {10});
  const auto moved = entries[9].notes[0];
  OpenTiles longer;
  for (const auto& entry : entries) longer.append(ledger::leaf_hash(entry.entry));
  const std::vector<StoredEntry::Note> lost = {{14, note(14, longer.root())}};
  EXPECT_EQ(audited(entries, lost).finding()->what, "entry");
  EXPECT_EQ(audited(entries, lost).finding()->index, 12u);
  const std::vector<StoredEntry::Note> forged = {{14, moved.text}};
  EXPECT_EQ(audited(entries, forged).finding()->what, "tree");
}

TEST_F(AuditTest, HoldsTheLogAgainstAnOutsideCheckpoint) {
  auto entries = log(12, {});
  OpenTiles tiles;
  for (int i = 0; i < 7; ++i) tiles.append(ledger::leaf_hash(entries[i].entry));
  const ledger::Checkpoint good{ledger::origin_of(kTestPlant), 7, tiles.root()};
  ledger::Checkpoint bad = good, ahead = good;
  bad.root = sha256("another history");
  ahead.size = 13;
  const auto finding = [&](const ledger::Checkpoint& outside) {
    Audit audit = fresh(outside);
    for (const StoredEntry& entry : entries) {
      if (!audit.add(entry)) break;
    }
    audit.finish({});
    return audit.finding();
  };
  EXPECT_FALSE(finding(good));
  EXPECT_EQ(finding(bad)->what, "entry");
  EXPECT_EQ(finding(ahead)->index, 12u);
}

TEST_F(AuditTest, RunsTheSameOnAThreadAndGivesBackInOrderWhatItDecoded) {
  auto entries = log(300, {256});
  for (StoredEntry& entry : entries) entry.logged = {};
  const auto middle = entries.begin() + 200;
  Audit audit = fresh();
  AuditWorker worker(audit);
  EXPECT_EQ(worker.take(), nullptr);
  for (const auto& [from, to] : {std::pair(entries.begin(), middle), {middle, entries.end()}}) {
    EXPECT_TRUE(worker.add(std::make_shared<std::vector<StoredEntry>>(from, to)));
  }
  for (const std::size_t first : {0, 200}) {
    const auto batch = worker.take();
    ASSERT_NE(batch, nullptr);
    EXPECT_EQ(batch->front().logged.entry.index, first);
  }
  EXPECT_EQ(worker.take(), nullptr);
  worker.finish();
  EXPECT_EQ(audit.size(), 300u);
  EXPECT_FALSE(audit.finding());
}

TEST_F(AuditTest, StopsTheReaderOnceItIsSatisfied) {
  auto broken = log(300, {256});
  broken[1].leaf[0] ^= 1;
  Audit audit = fresh();
  AuditWorker worker(audit);
  EXPECT_TRUE(worker.add(std::make_shared<std::vector<StoredEntry>>(broken)));
  EXPECT_NE(worker.take(), nullptr) << "what stands before the first place is still of use";
  EXPECT_FALSE(worker.add(std::make_shared<std::vector<StoredEntry>>(broken)));
  EXPECT_EQ(worker.take(), nullptr);
  worker.finish();
  EXPECT_EQ(audit.finding()->index, 1u);
}

}  // namespace
}  // namespace cleangate::store
