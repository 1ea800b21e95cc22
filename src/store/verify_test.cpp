// Changes the database behind the program's back, byte by byte and row by row, and expects verify
// to say what was touched.

#include "store/verify.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/encoding.h"
#include "store/sqlite/database.h"
#include "store/sqlite/fault_vfs.h"
#include "store/sqlite/scenario.h"

namespace cleangate::store {
namespace {

constexpr const char* kPath = "/cleangate.db";

class Verify : public testing::Test {
 protected:
  /// A log of `size` entries or a few more, every one of them under a checkpoint.
  static FaultVfs::Image make(std::uint64_t size, std::vector<std::string>* notes = nullptr) {
    FaultVfs vfs("verify-make");
    TestPlant plant({.path = kPath, .create = true, .vfs = vfs.name()});
    EXPECT_TRUE(plant.open());
    Traffic traffic(plant.loop, 5);
    while (plant.store().status().size < size) {
      for (int i = 0; i < 20; ++i) (void)plant.append(traffic.next());
      plant.settle();
      plant.loop.advance(std::chrono::seconds(20));
    }
    plant.close();
    if (notes) *notes = plant.notes;
    return vfs.image();
  }
  static const FaultVfs::Image& small() {  ///< a row in every table
    static const FaultVfs::Image made = make(240);
    return made;
  }
  static const FaultVfs::Image& large() {  ///< two full tiles, several checkpoints
    static const FaultVfs::Image made = make(600, &notes_);
    return made;
  }

  Verify() : vfs_("verify") { restore(); }
  void restore() { vfs_.load(*image_); }
  void use(const FaultVfs::Image& image) {
    image_ = &image;
    restore();
  }

  VerifyReport report(VerifyOptions options = {.keys = {test_verifier_key()}}) {
    options.vfs = vfs_.name();
    return verify(kPath, options);
  }
  Database open() {
    return Database::open(kPath, {.mode = Database::Mode::read_write, .vfs = vfs_.name()}).value();
  }
  void execute(const std::string& sql) {
    Database database = open();
    const auto done = database.execute(sql);
    ASSERT_TRUE(done) << sql << ": " << done.error().message;
    ASSERT_GT(database.changes(), 0) << sql;
  }
  /// After `sql`, verify names this; then all is as before.
  void expect(const std::string& sql, const std::string& what, std::int64_t index = -1) {
    ASSERT_NO_FATAL_FAILURE(execute(sql));
    const VerifyReport found = report();
    EXPECT_EQ(found.verdict, VerifyReport::Verdict::tampered) << sql << "\n" << found.first_line();
    EXPECT_EQ(found.finding.what, what) << sql << "\n" << found.finding.detail;
    if (index >= 0) {
      EXPECT_EQ(found.finding.index, static_cast<std::uint64_t>(index)) << sql;
    }
    restore();
  }
  ledger::Cell cell(const std::string& sql) { return open().single(sql).value(); }
  std::int64_t number(const std::string& sql) { return ledger::integer(cell(sql)); }

  /// Flips one bit of every `stride`-th byte of a blob or text of some rows; of every byte when
  /// CLEANGATE_SOAK is set.
  void flip_bytes(const std::string& table, const std::string& column, const std::string& rows,
                  const std::string& what, std::size_t stride = 1, bool index_is_row = true);

  FaultVfs vfs_;
  const FaultVfs::Image* image_ = &small();
  static std::vector<std::string> notes_;  ///< checkpoints that left the large log
};

std::vector<std::string> Verify::notes_;

void Verify::flip_bytes(const std::string& table, const std::string& column,
                        const std::string& rows, const std::string& what, std::size_t stride,
                        bool index_is_row) {
  std::vector<std::pair<std::int64_t, std::string>> values;
  {
    Database database = open();
    Statement::Run run(*database
                            .statement(fmt::format("SELECT rowid, CAST({} AS BLOB) FROM {} {}",
                                                   column, table, rows))
                            .value());
    while (run.step().value()) values.emplace_back(run.integer(0), run.blob(1));
  }
  ASSERT_FALSE(values.empty());
  if (std::getenv("CLEANGATE_SOAK")) stride = 1;
  for (const auto& [row, value] : values) {
    for (std::size_t at = 0; at < value.size(); at += stride) {
      std::string changed = value;
      changed[at] = static_cast<char>(changed[at] ^ (1 << at % 7));
      std::string literal = fmt::format("x'{}'", to_hex(std::string_view(changed)));
      if (table == "checkpoints") literal = fmt::format("CAST({} AS TEXT)", literal);
      expect(fmt::format("UPDATE {} SET {}={} WHERE rowid={}", table, column, literal, row), what,
             index_is_row ? row : -1);
      if (HasFailure()) return;
    }
  }
}

TEST_F(Verify, FindsAnUntouchedLogSoundAndSaysSo) {
  const VerifyReport found = report();
  EXPECT_EQ(found.verdict, VerifyReport::Verdict::sound) << found.finding.detail << found.reason;
  EXPECT_EQ(found.size, static_cast<std::uint64_t>(number("SELECT count(*) FROM entries")));
  EXPECT_EQ(found.first_line(),
            fmt::format("sound size={} root={}", found.size, to_hex(found.root)));
  EXPECT_EQ(static_cast<std::int64_t>(found.checkpoints),
            number("SELECT count(*) FROM checkpoints"));
}

TEST_F(Verify, HasARowOfEveryKindToTouch) {
  EXPECT_EQ(number("SELECT count(*) FROM tree"), 0);
  for (const auto& table : ledger::projection_tables()) {
    EXPECT_GT(number(fmt::format("SELECT count(*) FROM {}", table.name)), 0) << table.name;
  }
  use(large());
  EXPECT_EQ(number("SELECT count(*) FROM tree"), 2);
}

TEST_F(Verify, NamesAChangedByteOfAnEntry) {
  flip_bytes("entries", "entry", "WHERE rowid IN (0, 100)", "entry", 5);
}
TEST_F(Verify, NamesAChangedByteOfTheNewestEntry) {
  flip_bytes("entries", "entry", "ORDER BY rowid DESC LIMIT 1", "entry", 5);
}
TEST_F(Verify, NamesAChangedByteOfALeafAsTree) {
  flip_bytes("entries", "leaf", "WHERE rowid IN (0, 75)", "tree", 5);
}
TEST_F(Verify, NamesAChangedByteOfAPayload) {
  flip_bytes("entries", "payload", "WHERE rowid=100", "payload", 7);
}
TEST_F(Verify, NamesAChangedByteOfSalts) {
  flip_bytes("entries", "salts", "WHERE rowid=1", "payload", 7);
}
TEST_F(Verify, NamesAChangedByteOfAMediaList) {
  flip_bytes("entries", "media", "WHERE length(media)>0 LIMIT 1", "media", 5);
}
TEST_F(Verify, NamesAChangedByteOfACheckpointAsTree) {
  flip_bytes("checkpoints", "note", "ORDER BY rowid DESC LIMIT 1", "tree", 7, false);
}

TEST_F(Verify, NamesAChangedTreeRow) {
  use(large());
  expect(R"(UPDATE tree SET hash=zeroblob(32) WHERE level=8 AND "index"=1)", "tree", 256);
  expect(R"(UPDATE tree SET hash=x'00' WHERE level=8 AND "index"=0)", "tree", 0);
  expect(R"(UPDATE tree SET level=16 WHERE level=8 AND "index"=0)", "tree");
  expect(R"(UPDATE tree SET "index"=7 WHERE level=8 AND "index"=1)", "tree");
  expect(R"(DELETE FROM tree WHERE "index"=1)", "tree", 256);
  expect(R"(INSERT INTO tree VALUES(8,900,zeroblob(32)))", "tree");
  expect(R"(INSERT INTO tree VALUES(9,0,zeroblob(32)))", "tree");
}

TEST_F(Verify, NamesMissingAddedAndSwappedEntries) {
  use(large());
  const std::int64_t size = number("SELECT count(*) FROM entries");
  expect("DELETE FROM entries WHERE rowid=0", "entry", 0);
  expect("DELETE FROM entries WHERE rowid=300", "entry", 300);
  // Below a checkpoint the missing end shows.
  expect(fmt::format("DELETE FROM entries WHERE rowid={}", size - 1), "entry", size - 1);
  expect("DELETE FROM entries WHERE rowid>=100", "entry", 100);
  expect(fmt::format("INSERT INTO entries SELECT {},leaf,entry,payload,salts,media FROM entries "
                     "WHERE rowid=3",
                     size),
         "entry", size);
  expect(fmt::format("INSERT INTO entries SELECT {},leaf,entry,payload,salts,media FROM entries "
                     "WHERE rowid=3",
                     size + 5),
         "entry", size);
  expect(R"(UPDATE entries SET "index"=-1 WHERE "index"=10;
            UPDATE entries SET "index"=10 WHERE "index"=11;
            UPDATE entries SET "index"=11 WHERE "index"=-1)",
         "entry", 10);
}

TEST_F(Verify, NamesAnEntryThatWasReplacedWithItsLeaf) {
  use(large());
  // The forger knows the format, but not the key.
  std::string bytes;
  {
    Database database = open();
    Statement::Run run(*database.statement("SELECT entry FROM entries WHERE rowid=300").value());
    ASSERT_TRUE(run.step().value());
    bytes = run.blob(0);
  }
  ledger::Entry forged = ledger::decode_entry(bytes).value();
  forged.event_time -= Milliseconds(1);
  const std::string encoded = ledger::encode(forged);
  execute(fmt::format("UPDATE entries SET entry=x'{}', leaf=x'{}' WHERE rowid=300",
                      to_hex(std::string_view(encoded)), to_hex(ledger::leaf_hash(encoded))));
  const VerifyReport found = report();
  EXPECT_EQ(found.finding.what, "entry");
  EXPECT_LE(found.finding.index, 300u);
  EXPECT_GT(found.finding.index, 300u - 256u) << found.finding.detail;
}

TEST_F(Verify, NamesMissingAddedAndMovedCheckpoints) {
  use(large());
  // One of many in a minute is not missed; the last before 256 entries are unsigned is.
  expect("DELETE FROM checkpoints", "tree", 255);
  expect("DELETE FROM checkpoints WHERE size>100", "tree");
  expect("UPDATE checkpoints SET size=size+1000 WHERE size=(SELECT max(size) FROM checkpoints)",
         "tree");
  expect("UPDATE checkpoints SET size=size-1 WHERE size=(SELECT max(size) FROM checkpoints)",
         "tree");
  expect("INSERT INTO checkpoints VALUES(0,'')", "tree");
  expect("INSERT INTO checkpoints SELECT 2,note FROM checkpoints LIMIT 1", "tree");
  expect(
      "UPDATE checkpoints SET note=replace(note,'cleangate','cleangates') WHERE "
      "size=(SELECT min(size) FROM checkpoints)",
      "tree");
}

TEST_F(Verify, NamesEveryChangedColumnOfEveryProjection) {
  for (const auto& table : ledger::projection_tables()) {
    const std::string what = fmt::format("projection:{}", table.name);
    for (const auto& column : table.columns) {
      const bool is_number = column.type == ledger::ColumnType::integer;
      const std::string where = fmt::format(
          "WHERE {0} = (SELECT {0} FROM {1} ORDER BY {0} LIMIT 1 OFFSET (SELECT count(*)/2 FROM "
          "{1}))",
          quoted(table.columns[0].name), quoted(table.name));
      // The rows of one key column value; for compound keys that may be several.
      expect(
          fmt::format("UPDATE OR IGNORE {} SET {}={} {}", quoted(table.name), quoted(column.name),
                      is_number ? fmt::format("coalesce({},0)+1000000", quoted(column.name))
                                : fmt::format("coalesce({},'')||'x'", quoted(column.name)),
                      where),
          what);
      if (HasFailure()) return;
    }
    expect(fmt::format("DELETE FROM {} WHERE {} = (SELECT max({}) FROM {})", quoted(table.name),
                       quoted(table.columns[0].name), quoted(table.columns[0].name),
                       quoted(table.name)),
           what);
    std::string values;
    for (const auto& column : table.columns) {
      values += column.type == ledger::ColumnType::integer ? ",123456789" : ",'extra'";
    }
    expect(fmt::format("INSERT INTO {} VALUES({})", quoted(table.name), values.substr(1)), what);
  }
}

TEST_F(Verify, NamesTheEntryOfAChangedRow) {
  const std::int64_t made = number(
      "SELECT entry_index FROM passages ORDER BY entry_index LIMIT 1 "
      "OFFSET 30");
  const std::int64_t last =
      number(fmt::format("SELECT updated_index FROM passages WHERE entry_index={}", made));
  expect(fmt::format("UPDATE passages SET plate='冀B00001' WHERE entry_index={}", made),
         "projection:passages", last);
}

TEST_F(Verify, NamesTwoRowsThatChangedPlaces) {
  expect(
      "UPDATE passages SET plate=CASE entry_index WHEN (SELECT min(entry_index) FROM passages) "
      "THEN 'a' ELSE plate END",
      "projection:passages");
}

TEST_F(Verify, NamesATableThatIsGone) {
  const auto expect_gone = [&](const std::string& table, const std::string& what) {
    ASSERT_TRUE(open().execute("DROP TABLE " + table)) << table;
    const VerifyReport found = report();
    EXPECT_EQ(found.verdict, VerifyReport::Verdict::tampered) << table << found.first_line();
    EXPECT_EQ(found.finding.what, what) << table << ": " << found.finding.detail;
    restore();
  };
  for (const auto& table : ledger::projection_tables()) {
    expect_gone(std::string(table.name), fmt::format("projection:{}", table.name));
  }
  expect_gone("entries", "entry");
  expect_gone("tree", "tree");
  expect_gone("checkpoints", "tree");
  expect_gone("media_location", "media");
}

TEST_F(Verify, HoldsTheLogAgainstACheckpointKeptElsewhere) {
  use(large());
  const std::string& note = notes_[notes_.size() / 2];
  VerifyOptions options{.keys = {test_verifier_key()}, .checkpoint = note};
  EXPECT_EQ(report(options).verdict, VerifyReport::Verdict::sound);
  // Somebody with the key made a shorter log: only the note outside knows.
  const auto size =
      ledger::parse_checkpoint(ledger::open_note(note, {test_verifier_key()}).value())->size;
  execute(fmt::format("DELETE FROM checkpoints WHERE size>={}", size));
  execute(fmt::format("DELETE FROM entries WHERE rowid>={}", size - 1));
  const VerifyReport found = report(options);
  EXPECT_EQ(found.finding.what, "entry");
  EXPECT_EQ(found.finding.index, size - 1);
}

TEST_F(Verify, DoesNotTrustAnotherKey) {
  const SigningKey other = SigningKey::from_seed(std::string(32, 'x')).value();
  const auto key = ledger::verifier_key(ledger::origin_of(kTestPlant), other);
  EXPECT_EQ(report({.keys = {key}}).finding.what, "tree");
}

TEST_F(Verify, DoesNotAccuseALogWhenTheKeyIsAnothersLog) {
  const SigningKey other = SigningKey::from_seed(std::string(32, 'x')).value();
  const VerifyReport found = report({.keys = {ledger::verifier_key("cleangate/other/1", other)}});
  EXPECT_EQ(found.verdict, VerifyReport::Verdict::unchecked);
  EXPECT_NE(found.reason.find("another log: cleangate/other/1"), std::string::npos) << found.reason;
}

TEST_F(Verify, LooksAtEveryMediaFileWhenAsked) {
  std::size_t seen = 0;
  VerifyOptions options{.keys = {test_verifier_key()}};
  options.check_media = [&](const ledger::MediaItem&,
                            const service::MediaLocation& place) -> Result<void> {
    EXPECT_EQ(place.pack, 1u);
    ++seen;
    return {};
  };
  EXPECT_EQ(report(options).verdict, VerifyReport::Verdict::sound);
  EXPECT_EQ(static_cast<std::int64_t>(seen), number("SELECT count(*) FROM media_location"));
  const std::int64_t owner = number("SELECT entry FROM media_location LIMIT 1 OFFSET 40");
  options.check_media = [&, left = 40](const auto&, const auto&) mutable -> Result<void> {
    if (left-- > 0) return {};
    return fail(ErrorCode::corrupt, "its hash is another");
  };
  const VerifyReport found = report(options);
  EXPECT_EQ(found.finding.what, "media");
  EXPECT_EQ(static_cast<std::int64_t>(found.finding.index), owner);
  execute(fmt::format("DELETE FROM media_location WHERE entry={}", owner));
  options.check_media = [](const auto&, const auto&) -> Result<void> { return {}; };
  EXPECT_EQ(report(options).finding.what, "media");
  EXPECT_EQ(report().verdict, VerifyReport::Verdict::sound) << "not asked to look at media";
}

TEST_F(Verify, SaysWhatItCouldNotCheck) {
  EXPECT_TRUE(report({}).first_line().starts_with("unchecked no key"));
  vfs_.load({{kPath, "this is a letter, not a database, and long enough to be looked at; " +
                         std::string(1000, 'x')}});
  EXPECT_TRUE(report().first_line().starts_with("unchecked ")) << report().first_line();
  vfs_.load({{kPath, ""}});
  EXPECT_TRUE(report().first_line().starts_with("unchecked ")) << report().first_line();
  vfs_.load({});
  EXPECT_TRUE(report().first_line().starts_with("unchecked ")) << report().first_line();
}

TEST_F(Verify, NeverCallsADamagedFileSound) {
  // Whole pages of the file, as a bad disk would leave them.
  const std::string& whole = image_->at(kPath);
  for (std::size_t page = 1; page < whole.size() / 4096; page += 5) {
    FaultVfs::Image damaged = *image_;
    damaged[kPath].replace(page * 4096, 4096, std::string(4096, '\x5a'));
    vfs_.load(damaged);
    const VerifyReport found = report();
    // Pages of an index of a projection, and free ones, hold nothing that is sealed.
    if (found.verdict == VerifyReport::Verdict::sound) {
      auto problems = open().single("PRAGMA integrity_check");
      EXPECT_TRUE(!problems || ledger::text(*problems) != "ok") << "page " << page;
    }
  }
}

}  // namespace
}  // namespace cleangate::store
