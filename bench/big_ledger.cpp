#include "bench/big_ledger.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/encoding.h"
#include "base/virtual_loop.h"
#include "bench/table.h"
#include "bench/traffic.h"
#include "domain/ledger/checkpoint.h"
#include "store/sqlite/plant_store.h"
#include "store/sqlite/schema.h"

namespace cleangate::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::hours kSpan{24 * 100};
constexpr std::uint64_t kGroup = 500;

void write_text(const fs::path& path, const std::string& text) {
  std::ofstream file(path);
  must(static_cast<bool>(file << text), "cannot write " + path.string());
}

/// The log's own loop: the store works in it, by its clock.
class Builder {
 public:
  Builder(const fs::path& folder, std::uint64_t rows)
      : random_(rows), key_(SigningKey::generate(random_)), step_(kSpan / rows) {
    const auto id = to_text(uuid_v7(loop_.wall(), random_));
    fs::create_directories(folder / "keys");
    write_text(folder / "keys/log.key", to_hex(key_.seed()) + "\n");
    write_text(folder / "keys/log.vkey",
               ledger::to_text(ledger::verifier_key(ledger::origin_of(id), key_)) + "\n");
    store::PlantStoreOptions options;
    options.path = folder / "cleangate.db";
    options.plant_id = id;
    options.create = true;
    options.reserve_bytes = 0;
    options.threading = store::PlantStoreOptions::Threading::manual;
    store_ = must_have(store::PlantStore::open(std::move(options), loop_, random_, loop_, key_),
                       "no store");
    append(first_drafts(id, loop_.wall(), random_));
  }

  void fill(std::uint64_t rows, Content content) {
    Traffic traffic(random_, vehicles_for(rows), content == Content::mixed);
    while (store_->status().size < rows) {
      std::vector<service::Draft> drafts;
      const auto left = rows - store_->status().size;
      while (drafts.size() < std::min(kGroup, left)) {
        drafts.push_back(traffic.next(loop_.wall() + span_of(drafts.size())));
      }
      loop_.advance(span_of(drafts.size()));
      append(std::move(drafts));
    }
    store_->stop();
  }

 private:
  [[nodiscard]] Milliseconds span_of(std::size_t entries) const {
    return std::chrono::duration_cast<Milliseconds>(step_ * static_cast<std::int64_t>(entries));
  }

  void append(std::vector<service::Draft> drafts) {
    bool logged = false;
    std::string why = "no answer";
    store_->append_all(std::move(drafts), service::Priority::bulk, [&](auto result) {
      logged = result.has_value();
      if (!result) why = result.error().message;
    });
    store_->run_pending();
    loop_.run_until_idle();
    must(logged, "the ledger cannot be filled: " + why);
  }

  SeededRandom random_;
  SigningKey key_;
  std::chrono::microseconds step_;
  VirtualLoop loop_{SystemClock().wall() - kSpan};
  std::unique_ptr<store::PlantStore> store_;
};

void sync(const fs::path& path) {
  const int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  must(opened >= 0 && ::fsync(opened) == 0, "cannot sync " + path.string());
  ::close(opened);
}

}  // namespace

Ledger ledger_of(const std::string& kept_in, std::uint64_t rows, Content content) {
  const auto schema = store::projections_fingerprint().substr(0, 8);
  const auto* const kind = content == Content::mixed ? "mixed" : "passages";
  Ledger ledger;
  ledger.folder = fmt::format("{}/ledger-{}-{}-{}", kept_in, kind, rows, schema);
  ledger.rows = rows;
  if (fs::exists(ledger.folder)) return ledger;
  const fs::path half = ledger.folder + ".half";
  fs::remove_all(half);
  const auto start = Clock::now();
  Builder(half, rows).fill(rows, content);
  ledger.made_in = milliseconds_since(start) / 1000;
  fs::rename(half, ledger.folder);
  return ledger;
}

void copy_ledger(const Ledger& ledger, const std::string& to) {
  for (const auto* const end : {"-wal", "-shm"}) fs::remove(to + "/cleangate.db" + end);
  fs::create_directories(to + "/keys");
  for (const auto* const name : {"cleangate.db", "keys/log.key", "keys/log.vkey"}) {
    const auto target = fs::path(to) / name;
    fs::copy_file(fs::path(ledger.folder) / name, target, fs::copy_options::overwrite_existing);
    sync(target);
  }
}

}  // namespace cleangate::bench
