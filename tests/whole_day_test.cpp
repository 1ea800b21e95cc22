// A simulated day against the real server, then one changed byte at a time in a copy of its
// database: `verify` names each place. 2,000 passages and every column in `make soak`.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <iostream>
#include <memory>

#include "base/random.h"
#include "domain/ledger/projection.h"
#include "tests/plant.h"
#include "tests/rounds.h"

namespace cleangate::tests {
namespace {

namespace files = std::filesystem;

constexpr int kRowsTried = 8;  // a changed key may meet another row

class Database {
 public:
  explicit Database(const std::string& path) {
    EXPECT_EQ(sqlite3_open(path.c_str(), &handle_), SQLITE_OK) << path;
  }
  ~Database() { sqlite3_close(handle_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// The first column of the first row; "" = none.
  std::string text(const std::string& sql) {
    std::string out;
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK)
        << sql << ": " << sqlite3_errmsg(handle_);
    if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_bytes(statement, 0) != 0) {
      out = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    }
    sqlite3_finalize(statement);
    return out;
  }
  std::uint64_t number(const std::string& sql) {
    return std::strtoull(text(sql).c_str(), nullptr, 10);
  }

  /// One bit of one byte of this cell is turned; false when the table's keys do not allow it.
  bool turn_a_bit(const std::string& table, const std::string& column, const std::string& where,
                  Random& random) {
    sqlite3_stmt* statement = nullptr;
    const auto select = fmt::format(R"(SELECT "{}" FROM "{}" WHERE {})", column, table, where);
    sqlite3_prepare_v2(handle_, select.c_str(), -1, &statement, nullptr);
    if (sqlite3_step(statement) != SQLITE_ROW) return sqlite3_finalize(statement), false;
    const int type = sqlite3_column_type(statement, 0);
    const std::int64_t integer = sqlite3_column_int64(statement, 0);
    std::string bytes(static_cast<const char*>(sqlite3_column_blob(statement, 0)),
                      static_cast<std::size_t>(sqlite3_column_bytes(statement, 0)));
    sqlite3_finalize(statement);
    if (!bytes.empty()) bytes[random.below(bytes.size())] ^= 1;
    const auto update = fmt::format(R"(UPDATE "{}" SET "{}" = ? WHERE {})", table, column, where);
    sqlite3_prepare_v2(handle_, update.c_str(), -1, &statement, nullptr);
    const int size = static_cast<int>(bytes.size());
    if (type == SQLITE_INTEGER) {
      sqlite3_bind_int64(statement, 1, integer ^ 1);
    } else if (type == SQLITE_BLOB) {
      sqlite3_bind_blob(statement, 1, bytes.data(), size, SQLITE_TRANSIENT);
    } else if (!bytes.empty()) {
      sqlite3_bind_text(statement, 1, bytes.data(), size, SQLITE_TRANSIENT);
    } else {
      sqlite3_bind_text(statement, 1, "1", 1, SQLITE_TRANSIENT);  // nothing there: a byte more
    }
    const bool done = sqlite3_step(statement) == SQLITE_DONE && sqlite3_changes(handle_) == 1;
    sqlite3_finalize(statement);
    return done;
  }

 private:
  sqlite3* handle_ = nullptr;
};

class WholeDay : public testing::Test {
 protected:
  void play(std::uint64_t seed, std::uint64_t passages) {
    plant_.serve();
    fill_quiet_tables();
    const auto played = run_cleangate({"simulate", "--target", plant_.base_url(), "--token",
                                       plant_.token(), "--seed", std::to_string(seed), "--speed",
                                       "0", "--passages", std::to_string(passages)});
    std::cout << played.output;
    ASSERT_EQ(played.exit_code, 0);
    ASSERT_EQ(plant_.end(), 0);
    int code = -1;
    const auto line = plant_.verify_line(&code);
    std::cout << line << "\n";
    ASSERT_TRUE(line.starts_with("sound size=")) << line;
    ASSERT_EQ(code, 0);
    saved_ = plant_.folder() + "/../saved.db";
    (void)Database(plant_.database()).text("PRAGMA wal_checkpoint(TRUNCATE)");
    files::copy_file(plant_.database(), saved_);
  }

  /// A day alone leaves these without a row; neither touches the day.
  void fill_quiet_tables() {
    const auto item = Json::object({{"plate", "冀Z99999"}, {"reason", "欠费"}});
    EXPECT_EQ(plant_.write("POST", "/api/v1/lists/deny", item).status, 201);
    const auto warning =
        Json::object({{"level", "yellow"}, {"effective_at", "2099-01-01T00:00:00+08:00"}});
    EXPECT_EQ(plant_.write("POST", "/api/v1/warnings", warning).status, 201);
  }

  void restore() {
    files::copy_file(saved_, plant_.database(), files::copy_options::overwrite_existing);
    files::remove(plant_.database() + "-wal");
    files::remove(plant_.database() + "-shm");
  }

  std::string verify_without_photos(int* code) {
    const auto ended = run_cleangate({"verify", "--data", plant_.folder(), "--no-media"});
    *code = ended.exit_code;
    return ended.output.substr(0, ended.output.find('\n'));
  }

  /// `index` empty: any.
  void must_name(const std::string& change, const std::string& what, const std::string& index) {
    int code = -1;
    const auto line = verify_without_photos(&code);
    EXPECT_EQ(code, 1) << change;
    EXPECT_TRUE(line.starts_with("tampered index=" + index)) << change << ": " << line;
    EXPECT_TRUE(line.ends_with(" what=" + what)) << change << ": " << line;
    EXPECT_NE(line.find(" kind="), std::string::npos) << change << ": " << line;
    ++changes_;
  }

  void change_a_row(const std::string& table, const std::string& column, const std::string& what,
                    bool by_index) {
    restore();
    std::string row;
    const bool changed = [&] {
      Database database(plant_.database());
      const auto rows = database.number("SELECT count(*) FROM \"" + table + "\"");
      for (int tried = 0; rows != 0 && tried < kRowsTried; ++tried) {
        const auto key = key_of(database, table, dice_.below(rows));
        row = by_index ? key.substr(key.rfind('=') + 1) + " " : "";
        if (database.turn_a_bit(table, column, key, dice_)) return true;
      }
      return false;
    }();
    if (changed) return must_name(table + "." + column, what, row);
    ++unchanged_;
  }

  /// The WHERE of the n-th row.
  static std::string key_of(Database& database, const std::string& table, std::uint64_t n) {
    std::string where;
    for (int i = 0;; ++i) {
      const auto column = database.text(
          fmt::format("SELECT name FROM pragma_table_info('{}') WHERE pk = {}", table, i + 1));
      if (column.empty()) return where;
      const auto value = database.text(
          fmt::format(R"(SELECT quote("{}") FROM "{}" LIMIT 1 OFFSET {})", column, table, n));
      where += fmt::format(R"({}"{}"={})", i == 0 ? "" : " AND ", column, value);
    }
  }

  Plant plant_;
  std::string saved_;
  SeededRandom dice_{7};
  int changes_ = 0, unchanged_ = 0;
};

TEST_F(WholeDay, any_changed_byte_of_the_log_or_its_tables_is_named) {
  const bool whole = rounds() > 1;
  const std::uint64_t seed = number_of("CLEANGATE_SEED", 7);
  dice_ = SeededRandom(seed);
  ASSERT_NO_FATAL_FAILURE(play(seed, whole ? 2'100 : 160));
  for (int i = 0; i < 3; ++i) {
    change_a_row("entries", "entry", "entry", true);
    change_a_row("entries", "payload", "payload", true);
    change_a_row("entries", "salts", "payload", true);
    change_a_row("entries", "leaf", "tree", true);
    change_a_row("tree", "hash", "tree", false);
  }
  // What two reads of one lane and plate within 15 s tell is one passage: flat out there are some.
  const auto passages = Database(saved_).number("SELECT count(*) FROM passages");
  EXPECT_GT(passages, whole ? 1'800U : 140U);
  std::string empty;
  for (const auto& table : ledger::projection_tables()) {
    const std::string name(table.name);
    const bool has_rows = Database(saved_).number("SELECT count(*) FROM " + name) != 0;
    if (!has_rows) {
      empty += " " + name;
      continue;
    }
    // In CI one column of each, drawn by the seed.
    const std::size_t one = dice_.below(table.columns.size());
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (!whole && i != one) continue;
      change_a_row(name, std::string(table.columns[i].name), "projection:" + name, false);
    }
  }
  restore();
  int code = -1;
  EXPECT_TRUE(verify_without_photos(&code).starts_with("sound size=")) << "the copy is whole";
  EXPECT_EQ(code, 0);
  EXPECT_GT(changes_, 20);
  std::cout << "seed " << seed << " (CLEANGATE_SEED): " << changes_ << " changes named, "
            << unchanged_ << " not possible, " << passages << " passages; without a row:" << empty
            << "\n";
}

}  // namespace
}  // namespace cleangate::tests
