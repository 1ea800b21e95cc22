#pragma once
// Page queries over cleangate.db, on read-only connections of its own. Thread-safe; blocks for
// the disk, so never on an I/O thread and never on the plant's executor.

#include <memory>
#include <string>

#include "service/ports/queries.h"
#include "store/sqlite/read_pool.h"

namespace cleangate::store {

class PlantQueries final : public service::Queries {
 public:
  /// The file must exist with the newest schema (PlantStore made it); opened with the first query.
  explicit PlantQueries(std::string path, std::string vfs = {})
      : pool_(std::move(path), std::move(vfs)) {}

  Result<std::vector<ledger::Row>> passages(const service::PassageFilter& filter) override;
  Result<std::optional<ledger::Row>> passage(const Uuid& id) override;
  Result<service::FoundRows> find_passages(const service::PassageFilter& filter) override;
  Result<std::vector<ledger::Row>> inside(const service::PassageFilter& filter) override;
  Result<std::int64_t> count_inside() override;
  Result<service::FoundRows> find_vehicles(const service::VehicleFilter& filter) override;
  Result<std::vector<ledger::Row>> evidence_of(std::string_view plate,
                                               std::string_view colour) override;
  Result<std::vector<ledger::Row>> find_list_items(std::string_view part,
                                                   std::size_t limit) override;
  Result<std::vector<ledger::Row>> stage_statements(std::string_view plate, std::string_view colour,
                                                    std::size_t limit) override;
  Result<std::vector<ledger::Row>> verification_queue(std::optional<std::uint64_t> before_index,
                                                      WallTime seen_since,
                                                      std::size_t limit) override;
  Result<std::vector<ledger::Row>> shifts(std::optional<std::uint64_t> before_index,
                                          std::size_t limit) override;
  Result<service::ShiftCounts> count_shift(std::uint64_t from, std::uint64_t to) override;
  Result<std::vector<ledger::Row>> rows(std::string_view table) override;
  Result<std::vector<service::RawEntry>> entries(std::uint64_t from, std::size_t limit) override;
  Result<std::uint64_t> size() override;
  Result<std::string> checkpoint() override;
  Result<std::string> tile(const ledger::TilePath& path) override;
  Result<Hash> subtree(unsigned level, std::uint64_t index) override;
  Result<std::vector<service::MediaLocation>> media_of(std::uint64_t index) override;
  Result<std::vector<ledger::Row>> passages_after(std::uint64_t after, std::size_t limit) override;

 private:
  ReadPool pool_;
};

}  // namespace cleangate::store
