#include "store/sqlite/group_writer.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "store/sqlite/fault_vfs.h"
#include "store/sqlite/scenario.h"

namespace cleangate::store {
namespace {

class GroupWriterTest : public testing::Test {
 protected:
  GroupWriterTest() {
    PlantFile file = open_plant_file("/cleangate.db", kTestPlant, true, vfs_.name()).value();
    writer_ = GroupWriter::open(std::move(file), test_key()).value();
  }
  Batch passages(std::size_t count) {
    Batch batch;
    for (std::size_t i = 0; i < count; ++i) {
      batch.push_back(prepare(passage_draft(at_, random_), random_).value());
    }
    return batch;
  }
  std::vector<Written> write(std::initializer_list<Batch*> batches) {
    const std::vector<Batch*> group(batches);
    return writer_->write(group, at_);
  }
  static std::uint64_t size_of(const std::string& note) {
    return ledger::parse_checkpoint(ledger::open_note(note, {test_verifier_key()}).value())->size;
  }
  const WallTime at_ = from_unix_ms(1'797'206'400'000);
  SeededRandom random_{1};
  FaultVfs vfs_{"group-writer"};
  std::unique_ptr<GroupWriter> writer_;
};

TEST_F(GroupWriterTest, AnswersEachBatchByItself) {
  Batch a = passages(2), b = passages(1), c = passages(1);
  b[0].logged.payload = a[0].logged.payload;  // the same vendor key
  const auto written = write({&a, &b, &c});
  ASSERT_TRUE(written[0]);
  EXPECT_EQ(written[0]->size(), 2u);
  EXPECT_EQ(written[1].error().code, ErrorCode::conflict);
  ASSERT_TRUE(written[2]);
  EXPECT_EQ(written[2]->at(0)->logged.entry.index, 2u);
  EXPECT_FALSE(writer_->store_error());
  EXPECT_TRUE(a.empty());
  EXPECT_EQ(b.size(), 1u) << "what failed may be written again";
}

TEST_F(GroupWriterTest, CommitsNothingWhenEveryBatchFails) {
  Batch a = passages(1);
  Batch twin = a;
  ASSERT_TRUE(write({&a})[0]);
  const std::uint64_t operations = vfs_.operations();
  EXPECT_EQ(write({&twin})[0].error().code, ErrorCode::conflict);
  EXPECT_LT(vfs_.operations(), operations + 5) << "no sync for nothing";
  EXPECT_EQ(writer_->size(), 1u);
}

TEST_F(GroupWriterTest, LetsAFailedBatchBeWrittenAgain) {
  Batch batch = passages(3);
  const Batch copy = batch;
  vfs_.fill([] { return true; });
  EXPECT_EQ(write({&batch})[0].error().code, ErrorCode::full);
  EXPECT_EQ(writer_->store_error()->code, ErrorCode::full);
  EXPECT_EQ(writer_->size(), 0u);
  vfs_.fill({});
  const auto written = write({&batch});
  ASSERT_TRUE(written[0]);
  EXPECT_EQ(written[0]->at(2)->logged.entry.event_id, copy[2].logged.entry.event_id);
  EXPECT_FALSE(writer_->store_error());
}

TEST_F(GroupWriterTest, SignsEvery256EntriesInsideABatchToo) {
  Batch batch = passages(kCheckpointEntries * 2 + 10);
  ASSERT_TRUE(write({&batch})[0]);
  const auto notes = writer_->take_notes();
  ASSERT_EQ(notes.size(), 2u);
  EXPECT_EQ(size_of(notes[0]), kCheckpointEntries);
  EXPECT_EQ(size_of(notes[1]), kCheckpointEntries * 2);
  EXPECT_TRUE(writer_->take_notes().empty());
  ASSERT_TRUE(writer_->sign());
  EXPECT_EQ(size_of(writer_->take_notes().at(0)), writer_->size());
  ASSERT_TRUE(writer_->sign());
  EXPECT_TRUE(writer_->take_notes().empty()) << "no growth, nothing to sign";
}

TEST_F(GroupWriterTest, LetsNoCheckpointOutOfAFailedTransaction) {
  Batch good = passages(kCheckpointEntries), bad = passages(1);
  bad[0].logged.payload = good[0].logged.payload;
  Batch both = good;
  both.push_back(bad[0]);
  EXPECT_EQ(write({&both})[0].error().code, ErrorCode::conflict);
  EXPECT_TRUE(writer_->take_notes().empty()) << "rolled back with its batch";
  vfs_.fill([] { return true; });
  EXPECT_FALSE(write({&good})[0]);
  EXPECT_TRUE(writer_->take_notes().empty()) << "never durable";
  vfs_.fill({});
  ASSERT_TRUE(write({&good})[0]);
  EXPECT_EQ(writer_->take_notes().size(), 1u);
}

}  // namespace
}  // namespace cleangate::store
