#pragma once
// Tests only: entries as a plant would make them, from a seed, and a plant to append them to.
// shared: what is in flight (a task, a reply, a committed entry) outlives whoever started it.

#include <memory>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/virtual_loop.h"
#include "domain/ledger/checkpoint.h"
#include "service/ports/log.h"
#include "store/sqlite/plant_store.h"

namespace cleangate::store {

inline constexpr std::string_view kTestPlant = "0190a000-0000-7000-8000-000000000001";

[[nodiscard]] SigningKey test_key();
[[nodiscard]] ledger::VerifierKey test_verifier_key();

/// A passage with the usual fields; change what the test is about.
[[nodiscard]] service::Draft passage_draft(WallTime at, Random& random,
                                           std::string_view plate = "冀A12345",
                                           std::string_view lane = "1");
/// An entry that speaks of a passage.
[[nodiscard]] service::Draft about_passage(ledger::Kind kind, const Uuid& passage, WallTime at,
                                           Random& random);

/// Endless traffic: every kind that a projection folds, mostly valid, some conflicts.
class Traffic {
 public:
  Traffic(const Clock& clock, std::uint64_t seed) : clock_(clock), random_(seed) {}
  [[nodiscard]] service::Draft next();

 private:
  [[nodiscard]] service::Draft passage();
  [[nodiscard]] service::Draft later();
  [[nodiscard]] service::Draft house();
  /// Declarations, shifts, plans, evidence: what people write.
  void fill_papers(service::Draft& entry);
  [[nodiscard]] service::Draft draft(ledger::Kind kind);
  [[nodiscard]] std::string plate();

  const Clock& clock_;
  SeededRandom random_;
  std::size_t houses_ = 0;
  std::vector<Uuid> passages_;
  std::vector<std::string> items_;
};

/// What came of an append: filled when its completion ran.
struct Outcome {
  bool answered = false;
  Result<std::shared_ptr<const service::Committed>> result =
      fail(ErrorCode::internal, "not answered");
};

/// A store in manual mode on a virtual clock.
class TestPlant {
 public:
  explicit TestPlant(PlantStoreOptions options, std::uint64_t seed = 1);
  /// Opens (or opens again); false when that fails, the error in `open_error`.
  bool open();
  void close() { store_.reset(); }
  [[nodiscard]] PlantStore& store() { return *store_; }
  [[nodiscard]] bool is_open() const { return store_ != nullptr; }

  std::shared_ptr<Outcome> append(service::Draft draft,
                                  service::Reserve reserve = service::Reserve::no,
                                  service::Priority priority = service::Priority::lane);
  std::shared_ptr<Outcome> append_all(std::vector<service::Draft> drafts);
  /// Runs the store and the plant until both are idle.
  void settle();

  VirtualLoop loop;
  SeededRandom random;
  PlantStoreOptions options;
  std::vector<std::string> notes;  ///< checkpoints that left the store
  Error open_error{ErrorCode::internal, ""};

 private:
  std::unique_ptr<PlantStore> store_;
};

}  // namespace cleangate::store
