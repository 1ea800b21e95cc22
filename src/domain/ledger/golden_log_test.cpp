// The golden log (golden_log_builder.h) is committed. Every later version
// must verify the committed bytes, and its own encoder must still make them.
// CLEANGATE_WRITE_GOLDEN=1 writes the file anew.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "domain/ledger/golden_log_builder.h"
#include "domain/ledger/testing.h"

namespace cleangate::ledger {
namespace {

using namespace golden;

constexpr const char* kFile = "golden_log.txt";

/// What an entry needs to be checked, as the file has it.
struct Stored {
  std::string entry, payload, salts, media, leaf;
};
struct GoldenLog {
  std::vector<Stored> entries;
  std::vector<std::string> checkpoints;
  std::string root;
  std::vector<std::pair<std::string, std::string>> rows;
};

/// Strict: every line in its place.
GoldenLog read_log(const std::string& text) {
  std::istringstream lines(text);
  std::string line;
  std::getline(lines, line);
  if (line != kHeading) throw std::runtime_error("not a golden log");
  GoldenLog log;
  while (std::getline(lines, line)) {
    const std::size_t blank = line.rfind(' ');
    const std::string word = line.substr(0, blank);
    const std::string bytes = from_hex(line.substr(blank + 1)).value();
    if (word == "entry")
      log.entries.push_back({bytes, {}, {}, {}, {}});
    else if (word == "payload")
      log.entries.back().payload = bytes;
    else if (word == "salts")
      log.entries.back().salts = bytes;
    else if (word == "media")
      log.entries.back().media = bytes;
    else if (word == "leaf")
      log.entries.back().leaf = bytes;
    else if (word == "checkpoint")
      log.checkpoints.push_back(bytes);
    else if (word == "root")
      log.root = bytes;
    else
      log.rows.emplace_back(word, bytes);
  }
  return log;
}

/// Decodes an entry and holds it against all that it commits to.
Result<LoggedEntry> check_entry(const Stored& stored, std::uint64_t index) {
  const auto wrong = [](const char* what) { return fail(ErrorCode::corrupt, what); };
  LoggedEntry logged;
  logged.entry = TRY(decode_entry(stored.entry));
  logged.payload = TRY(decode_payload(stored.payload));
  logged.media = TRY(decode_media(stored.media));
  if (encode(logged.entry) != stored.entry) return wrong("entry bytes");
  if (encode(logged.payload) != stored.payload) return wrong("payload bytes");
  if (encode(logged.media) != stored.media) return wrong("media bytes");
  if (logged.entry.index != index) return wrong("index");
  const Hash said = TRY(commitment(logged.payload, stored.salts));
  if (said != logged.entry.payload_commitment) return wrong("payload commitment");
  if (media_root(logged.media) != logged.entry.media_root) return wrong("media root");
  if (leaf_hash(stored.entry).view() != stored.leaf) return wrong("leaf");
  return logged;
}

Result<void> check_checkpoints(const GoldenLog& log, const std::vector<Hash>& leaves) {
  const testing::Levels tree(leaves);
  Checkpoint older;
  for (const std::string& note : log.checkpoints) {
    const std::string body = TRY(open_note(note, {golden_vkey()}));
    const Checkpoint newer = TRY(parse_checkpoint(body));
    if (newer.origin != origin_of(kPlant)) return fail(ErrorCode::corrupt, "origin");
    const Hash root = TRY(tree_root(newer.size, tree.reader(newer.size)));
    if (root != newer.root) return fail(ErrorCode::corrupt, "checkpoint root");
    if (older.size != 0) {
      const auto proof = TRY(consistency_proof(older.size, newer.size, tree.reader(newer.size)));
      TRY(verify_consistency(older.size, newer.size, proof, older.root, newer.root));
    }
    older = newer;
  }
  if (older.size != leaves.size()) return fail(ErrorCode::corrupt, "last checkpoint");
  return {};
}

Result<void> verify_log(const GoldenLog& log) {
  std::vector<Hash> leaves;
  MemoryRows rows;
  WallTime last;
  for (const Stored& stored : log.entries) {
    const LoggedEntry logged = TRY(check_entry(stored, leaves.size()));
    if (logged.entry.log_time < last) return fail(ErrorCode::corrupt, "log time");
    last = logged.entry.log_time;
    leaves.push_back(leaf_hash(stored.entry));
    const auto changes = TRY(fold(logged, rows));
    TRY(rows.apply(changes));
  }
  if (root_of(leaves).view() != log.root) return fail(ErrorCode::corrupt, "root");
  TRY(check_checkpoints(log, leaves));
  if (log.rows.size() != std::size(kGoldenTables)) return fail(ErrorCode::corrupt, "tables");
  for (std::size_t i = 0; i < log.rows.size(); ++i) {
    const GoldenTable& table = kGoldenTables[i];
    if (log.rows[i].first != "rows " + std::string(table.name) ||
        log.rows[i].second != digest_of(rows, table).view()) {
      return fail(ErrorCode::corrupt, "rows of " + std::string(table.name));
    }
  }
  return {};
}

TEST(GoldenLog, IsMadeByThisVersionBitForBit) {
  const std::string built = build();
  if (std::getenv("CLEANGATE_WRITE_GOLDEN") != nullptr) {
    std::ofstream(std::string(CLEANGATE_ROOM_DIR) + "/testdata/" + kFile) << built;
  }
  EXPECT_EQ(built, testing::test_data(kFile));
}

TEST(GoldenLog, VerifiesAsCommitted) {
  const GoldenLog log = read_log(testing::test_data(kFile));
  const auto verified = verify_log(log);
  EXPECT_TRUE(verified) << verified.error().message;
  EXPECT_EQ(log.checkpoints.size(), 3u);
}

TEST(GoldenLog, HasEveryKindAndEveryField) {
  std::set<std::uint16_t> kinds;
  std::set<Field> fields;
  std::size_t redacted = 0;
  const GoldenLog log = read_log(testing::test_data(kFile));
  for (const Stored& stored : log.entries) {
    kinds.insert(static_cast<std::uint16_t>(decode_entry(stored.entry).value().kind));
    const Payload payload = decode_payload(stored.payload).value();
    for (const Payload::Item& item : payload.items()) {
      fields.insert(item.field);
      redacted += item.redacted.has_value();
    }
  }
  EXPECT_EQ(kinds.size(), 37u);
  EXPECT_EQ(fields.size(), 57u);
  EXPECT_EQ(redacted, 1u);
}

TEST(GoldenLog, AnyChangedByteOfAnyLineIsFound) {
  const std::string text = testing::test_data(kFile);
  std::size_t lines = 0;
  bool says_nothing = false;  // the heartbeat's payload: no field, so nothing uses its salts
  for (std::size_t start = text.find('\n') + 1; start < text.size(); ++lines) {
    const std::size_t end = text.find('\n', start);
    const std::size_t hex = text.rfind(' ', end) + 1;
    const bool unused = says_nothing && text.substr(start, 6) == "salts ";
    says_nothing = hex == end && text.substr(start, 8) == "payload ";
    if (hex < end) {  // else there is nothing to change
      const std::size_t place = hex + (lines * 7919) % (end - hex);
      std::string bad = text;
      bad[place] = bad[place] == '0' ? '1' : '0';
      EXPECT_EQ(verify_log(read_log(bad)).has_value(), unused) << "line " << lines + 2;
    }
    start = end + 1;
  }
  EXPECT_GT(lines, 300u);
}

}  // namespace
}  // namespace cleangate::ledger
