#include "bench/append.h"

#include <fmt/format.h>

#include <filesystem>
#include <future>
#include <semaphore>

#include "base/encoding.h"
#include "base/limits.h"
#include "base/run_loop.h"
#include "base/text.h"
#include "bench/machine.h"
#include "bench/traffic.h"
#include "store/sqlite/database.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/plant_store.h"
#include "store/sqlite/schema.h"
#include "tests/plant.h"

namespace cleangate::bench {
namespace {

constexpr std::uint64_t kBatch = 100;
constexpr std::uint64_t kBatches = 100;  // a round
constexpr int kRounds = 3;
constexpr std::ptrdiff_t kAhead = 8;  // batches that wait, as an import has them

double rate(double milliseconds) {
  return static_cast<double>(kBatch * kBatches) * 1000 / milliseconds;
}

/// The product: the store with its own thread.
class Product {
 public:
  Product(const std::string& folder, std::uint64_t rows) : vehicles_(vehicles_for(rows)) {
    const auto seed = must_have(from_hex(trim(tests::read_all(folder + "/keys/log.key"))), "key");
    store::PlantStoreOptions options;
    options.path = folder + "/cleangate.db";
    options.reserve_bytes = 0;
    store_ = must_have(store::PlantStore::open(std::move(options), clock_, random_, loop_,
                                               must_have(SigningKey::from_seed(seed), "key")),
                       "no store");
  }

  double round() {
    Traffic traffic(random_, vehicles_, false);
    std::vector<std::vector<service::Draft>> batches(kBatches);
    for (auto& batch : batches) {
      while (batch.size() < kBatch) batch.push_back(traffic.next(clock_.wall()));
    }
    std::counting_semaphore<> free(kAhead);
    std::atomic<bool> failed = false;
    const auto start = Clock::now();
    for (auto& batch : batches) {
      free.acquire();
      store_->append_all(std::move(batch), service::Priority::bulk, [&](auto result) {
        if (!result) failed = true;
        free.release();
      });
    }
    for (std::ptrdiff_t i = 0; i < kAhead; ++i) free.acquire();
    must(!failed, "an append failed");
    return milliseconds_since(start);
  }

  void stop() { store_->stop(); }

 private:
  std::uint64_t vehicles_;
  SystemClock clock_;
  SystemRandom random_;
  RunLoop loop_;
  std::unique_ptr<store::PlantStore> store_;
};

struct Table {
  std::string insert;
  std::vector<ledger::Row> rows;
};

/// What the product appended behind `from`: log and the projections with a row for each passage.
std::vector<Table> appended_rows(const std::string& path, std::uint64_t from) {
  auto database =
      must_have(store::Database::open(path, {.mode = store::Database::Mode::read_only}), path);
  std::vector<Table> tables;
  const auto take = [&](std::string insert, const std::string& select) {
    auto& table = tables.emplace_back(Table{std::move(insert), {}});
    store::Statement::Run run(*must_have(database.statement(select), select));
    run.integer(1, static_cast<std::int64_t>(from));
    while (must_have(run.step(), select)) table.rows.push_back(run.row());
  };
  take(
      "INSERT INTO entries VALUES(?,CAST(? AS BLOB),CAST(? AS BLOB),CAST(? AS BLOB),"
      "CAST(? AS BLOB),CAST(? AS BLOB))",
      R"(SELECT * FROM entries WHERE "index">=? ORDER BY "index")");
  for (const auto* const name : {"passages", "sightings"}) {
    take(store::insert_row(*ledger::find_table(name)),
         fmt::format("SELECT * FROM {} WHERE entry_index>=? ORDER BY entry_index", name));
  }
  return tables;
}

/// The floor: the same rows by prepared statements, nothing hashed, nothing folded.
class Floor {
 public:
  Floor(const std::string& path, std::vector<Table> tables)
      : tables_(std::move(tables)),
        database_(must_have(
            store::Database::open(path, {.mode = store::Database::Mode::read_write}), path)) {
    must(store::set_durable(database_).has_value(), "no durable file");
  }

  double round() {
    const RealTime at_once;
    const auto start = Clock::now();
    for (std::uint64_t i = 0; i < kBatches; ++i, next_ += kBatch) {
      must(database_.execute("BEGIN IMMEDIATE").has_value(), "BEGIN");
      for (const Table& table : tables_) insert(table);
      must(database_.execute("COMMIT").has_value(), "COMMIT");
    }
    return milliseconds_since(start);
  }

 private:
  void insert(const Table& table) {
    auto& statement = *must_have(database_.statement(table.insert), table.insert);
    for (std::uint64_t i = next_; i < next_ + kBatch; ++i) {
      store::Statement::Run run(statement);
      int position = 0;
      for (const auto& cell : table.rows.at(i)) run.cell(++position, cell);
      const auto inserted = run.finish();
      must(inserted.has_value(), inserted ? "" : inserted.error().message);
    }
  }

  std::vector<Table> tables_;
  store::Database database_;
  std::uint64_t next_ = 0;
};

}  // namespace

Line measure_append(const Ledger& month, const std::string& folder) {
  const auto ours = folder + "/append-product", bare = folder + "/append-floor";
  copy_ledger(month, ours);
  copy_ledger(month, bare);
  Product product(ours, month.rows);
  Samples product_rates, floor_rates;
  product_rates.add(rate(product.round()));
  Floor floor(bare + "/cleangate.db", appended_rows(ours + "/cleangate.db", month.rows));
  floor_rates.add(rate(floor.round()));
  std::uint64_t done = kBatches * kBatch;
  for (int round = 1; round < kRounds; ++round, done += kBatches * kBatch) {
    product_rates.add(rate(product.round()));
    Floor again(bare + "/cleangate.db", appended_rows(ours + "/cleangate.db", month.rows + done));
    floor_rates.add(rate(again.round()));
  }
  product.stop();
  std::filesystem::remove_all(ours);
  std::filesystem::remove_all(bare);
  Line line;
  line.name = fmt::format("entries appended, batches of {}, {} rows before", kBatch, month.rows);
  line.product_p50 = fmt::format("{:.0f} /s", product_rates.p50());
  line.floor_p50 = fmt::format("{:.0f} /s", floor_rates.p50());
  const double share = product_rates.p50() / floor_rates.p50();
  line.ratio = as_ratio(share);
  line.goal = "at least 0.5";
  line.met = share >= 0.5;
  return line;
}

}  // namespace cleangate::bench
